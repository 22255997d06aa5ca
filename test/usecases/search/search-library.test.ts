/** The search box of a library: what it finds, counts and marks, and what of it nobody may see. */
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { anonymous } from '#domain/access/actor.ts'
import { emptyExpert } from '#domain/expert/expert.ts'
import { useDatabase } from '#test/support/database.ts'
import { achievementContent, expertContent, publishedAchievement, publishedDemand } from '#test/support/listings.ts'
import { createWorld, type UserActor, type World } from '#test/support/world.ts'
import { publishListing } from '#usecases/listing/publish-listing.ts'
import { saveListing } from '#usecases/listing/save-listing.ts'
import { submitListing } from '#usecases/listing/submit-listing.ts'
import { withdrawListing } from '#usecases/listing/withdraw-listing.ts'
import { type SearchLibrary, searchLibrary } from '#usecases/search/search-library.ts'

const database = useDatabase()
let world: World
let crystal: string
let vaccine: string
beforeAll(async () => {
  world = await createWorld(database.db)
  crystal = await publishedAchievement(world, { keywords: ['立方氮化硼'] })
  vaccine = await publishedAchievement(world, {
    title: '猪圆环病毒疫苗',
    summary: `${'背景介绍。'.repeat(80)}疫苗用于猪的免疫预防，保护率 95%。${'其他说明。'.repeat(80)}`,
    field: 'biomedicine',
    stage: 'middle',
    regionCode: '110101',
    waysOfTransfer: ['transfer'],
    trl: 5,
  })
  await publishedDemand(world)
  await saveListing(world.ctx(world.people.bidder), {
    library: 'achievement',
    id: null,
    version: null,
    content: achievementContent({ title: '立方氮化硼草稿' }),
  })
})

const asked = (over: Partial<SearchLibrary<'achievement'>> = {}): SearchLibrary<'achievement'> => ({
  library: 'achievement',
  text: '',
  filter: {},
  order: 'relevance',
  first: 20,
  offset: 0,
  ...over,
})
const search = (over: Partial<SearchLibrary<'achievement'>> = {}, actor: UserActor | typeof anonymous = anonymous) =>
  searchLibrary(world.ctx(actor), asked(over))
const idsOf = (found: { hits: { listing: { id: string } }[] }) => found.hits.map(({ listing }) => listing.id)

describe('search', () => {
  test('without a text everything public, the newest first, with counts to narrow it by', async () => {
    const found = await search()
    expect(idsOf(found)).toEqual([vaccine, crystal])
    expect(found).toMatchObject({ totalCount: 2, isPartial: false, suggestion: null, words: [] })
    expect(found.facets).toMatchObject({
      fields: [
        { value: 'biomedicine', count: 1 },
        { value: 'new_materials', count: 1 },
      ],
      province: [
        { value: '110000', count: 1 },
        { value: '410000', count: 1 },
      ],
      trl: [
        { value: '5', count: 1 },
        { value: '7', count: 1 },
      ],
    })
    expect(found.hits.every(({ highlights }) => highlights.length === 0)).toBe(true)
  })

  test('all parts of the text, with the places where they stand', async () => {
    const found = await search({ text: '氮化硼 韧性' })
    expect(idsOf(found)).toEqual([crystal])
    const [hit] = found.hits
    const marked = hit?.highlights.map(({ field, text, spans }) => [
      field,
      spans.map(({ start, end }) => text.slice(start, end)),
    ])
    expect(marked).toEqual([
      ['title', ['氮化硼']],
      ['summary', ['氮化硼', '韧性']],
      ['keywords', ['氮化硼']],
    ])
    expect(hit?.listing.contact).toBeNull()
  })

  test('of a long text the sentence with the hit is shown', async () => {
    const [hit] = (await search({ text: '免疫预防' })).hits
    const [highlight] = hit?.highlights ?? []
    expect(highlight).toMatchObject({ field: 'summary', text: '…疫苗用于猪的免疫预防，保护率 95%。…' })
    const [span] = highlight?.spans ?? []
    expect(highlight?.text.slice(span?.start, span?.end)).toBe('免疫预防')
  })

  test('when no listing has all the words, those that have some, and it is said', async () => {
    const found = await search({ text: '氮化硼 疫苗' })
    expect(idsOf(found).toSorted()).toEqual([crystal, vaccine].toSorted())
    expect(found.isPartial).toBe(true)
  })

  test('what nobody says is not found, and is no error', async () => {
    expect(await search({ text: '拓扑量子' })).toMatchObject({ hits: [], totalCount: 0, isPartial: false })
  })

  test.each([
    [{ fields: ['biomedicine'] }],
    [{ kinds: ['middle'] }],
    [{ waysOfTransfer: ['transfer'] }],
    [{ regionCode: '110000' }],
    [{ trlMax: 6 }],
  ] as const)('narrowed to %o', async filter => {
    const found = await search({ filter })
    expect(idsOf(found)).toEqual([vaccine])
    expect(found.totalCount).toBe(1)
  })

  test('a window', async () => {
    const second = await search({ first: 1, offset: 1 })
    expect([idsOf(second), second.totalCount]).toEqual([[crystal], 2])
    expect(await search({ first: 1, offset: 2 })).toMatchObject({ hits: [], totalCount: 2 })
  })

  test('everything that is wrong is said at once, with what to do', async () => {
    const wrong = search({ text: 'x'.repeat(201), first: 0, offset: -1, filter: { regionCode: '41', trlMin: 10 } })
    await expect(wrong).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      problems: ['text', 'filter.regionCode', 'filter.trlMin', 'first', 'offset'].map(path => ({
        path,
        remedy: expect.stringMatching(/.{5}/),
      })),
    })
    await expect(search({ first: 100, offset: 950 })).rejects.toMatchObject({
      problems: [{ path: 'offset', remedy: expect.stringContaining('narrow') }],
    })
  })
})

describe('what may have been meant', () => {
  test('letters that find nothing are read as Chinese, looked for at once, and it is said', async () => {
    for (const text of ['danhuapeng', 'dan hua peng']) {
      const found = await search({ text })
      expect(found.suggestion).toEqual({ text: '氮化硼', kind: 'pinyin', isApplied: true })
      expect([idsOf(found), found.totalCount, found.isPartial]).toEqual([[crystal], 1, false])
    }
  })

  test('a word put right is suggested and not applied', async () => {
    const found = await search({ text: '氮化朋单晶' })
    expect(found.suggestion).toEqual({ text: '氮化硼单晶', kind: 'spelling', isApplied: false })
  })

  test('not where something was found, nor where nothing better is known', async () => {
    expect((await search({ text: '氮化硼' })).suggestion).toBeNull()
    expect((await search({ text: 'xyzzy' })).suggestion).toBeNull()
    expect((await search({ text: '' })).suggestion).toBeNull()
  })

  test('a text of nothing visible asks for everything, and nobody is asked what it may have meant', async () => {
    const { matching } = world.ctx(anonymous)
    const suggest = vi.fn(matching.suggest)
    const ctx = world.ctx(anonymous, { matching: { ...matching, suggest } })
    const look = (over: object) => searchLibrary(ctx, asked({ text: '\u200b\u00ad \ufeff', ...over }))
    expect((await look({})).totalCount).toBe((await search()).totalCount)
    expect(await look({ filter: { fields: ['nuclear'] } })).toMatchObject({ totalCount: 0, suggestion: null })
    expect(suggest).not.toHaveBeenCalled()
  })

  test('never a word that only a withdrawn listing said', async () => {
    const id = await publishedAchievement(world, { title: '量子陀螺仪样机' })
    expect((await search({ text: 'tuoluoyi' })).suggestion?.text).toBe('陀螺仪')
    await withdrawListing(world.ctx(world.people.bidder), { library: 'achievement', id, reason: '' })
    expect((await search({ text: 'tuoluoyi' })).suggestion).toBeNull()
  })
})

describe('nothing that is not public', () => {
  const word = '磁流变抛光'

  test('a withdrawn listing is neither found nor counted, for its owner and officers too', async () => {
    const id = await publishedAchievement(world, {
      title: word,
      summary: '光学元件的磁流变抛光工艺与设备，面形精度高。',
    })
    expect(idsOf(await search({ text: word }))).toEqual([id])
    await withdrawListing(world.ctx(world.people.bidder), { library: 'achievement', id, reason: '' })
    for (const actor of [anonymous, world.people.bidder, world.people.officer])
      expect(await search({ text: word }, actor)).toMatchObject({ hits: [], totalCount: 0 })
  })

  test('a row that is gone while the index still has it is left out of hits and count', async () => {
    const id = await publishedAchievement(world, {
      title: '激光熔覆',
      summary: '轧辊表面的激光熔覆修复，寿命提高一倍以上。',
    })
    const { matching } = world.ctx(anonymous)
    await withdrawListing(world.ctx(world.people.bidder), { library: 'achievement', id, reason: '' })
    const late = {
      ...matching,
      find: async (request: Parameters<typeof matching.find>[0]) => {
        const found = await matching.find(request)
        return { ...found, ids: [id, ...found.ids], total: found.total + 1 }
      },
    }
    for (const actor of [anonymous, world.people.bidder]) {
      const found = await searchLibrary(world.ctx(actor, { matching: late }), asked())
      expect([idsOf(found), found.totalCount]).toEqual([[vaccine, crystal], 2])
    }
  })

  test('an expert is not found by a recusal unit or a contact', async () => {
    const owner = world.ctx(world.people.researcher)
    const content = expertContent({
      recusalUnits: ['秘密研究院'],
      contact: { ...emptyExpert().contact, name: '联系张三' },
    })
    const { id } = await saveListing(owner, { library: 'expert', id: null, version: null, content })
    await submitListing(owner, { library: 'expert', id })
    await publishListing(world.ctx(world.people.officer), { library: 'expert', id })
    const find = (text: string) => searchLibrary(world.ctx(anonymous), { ...asked({ text }), library: 'expert' })
    expect(idsOf(await find('超硬材料'))).toEqual([id])
    expect((await find('超硬材料')).hits[0]?.listing.details).toBeNull()
    for (const text of ['秘密研究院', '联系张三']) expect(await find(text)).toMatchObject({ hits: [], totalCount: 0 })
  })
})

test('experts are found by their names and units, achievements by who completed them, and the name is marked', async () => {
  const content = expertContent({ name: '欧阳清源', unit: '嵩山材料研究院', researchDirections: '表面工程' })
  const owner = world.ctx(world.people.researcher)
  const { id } = await saveListing(owner, { library: 'expert', id: null, version: null, content })
  await submitListing(owner, { library: 'expert', id })
  await publishListing(world.ctx(world.people.officer), { library: 'expert', id })
  const experts = (text: string) =>
    searchLibrary(world.ctx(anonymous), { ...asked({ text }), library: 'expert' } as SearchLibrary<'expert'>)
  for (const text of ['欧阳清源', '嵩山材料', '欧阳清源 表面工程']) expect(idsOf(await experts(text))).toEqual([id])
  const [hit] = (await experts('欧阳清源')).hits
  expect(hit?.highlights).toEqual([{ field: 'name', text: '欧阳清源', spans: [{ start: 0, end: 4 }] }])
  expect(idsOf(await search({ text: 'university' }))).toEqual([vaccine, crystal].toSorted())
})

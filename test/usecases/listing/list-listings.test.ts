/** Lists: filters, sort orders, stable pages, scopes. */
import { beforeAll, describe, expect, test } from 'vitest'
import { anonymous } from '#domain/access/actor.ts'
import type { DemandContent } from '#domain/demand/demand.ts'
import { countListed, type ListListingsInput, listListings } from '#usecases/listing/list-listings.ts'
import { saveListing } from '#usecases/listing/save-listing.ts'
import { withdrawListing } from '#usecases/listing/withdraw-listing.ts'
import { useDatabase } from '../../support/database.ts'
import { demandContent, publishedDemand } from '../../support/listings.ts'
import { createWorld, type World } from '../../support/world.ts'

const database = useDatabase()
let world: World

const stock: Partial<DemandContent>[] = [
  {
    title: 'A 传感器',
    field: 'electronic_information',
    regionCode: '410105',
    budgetMinFen: 100n,
    budgetMaxFen: 200n,
    trlWanted: 3,
    neededBy: '2027-03-01',
  },
  {
    title: 'B 传感器 100%',
    field: 'electronic_information',
    regionCode: '410100',
    budgetMinFen: 300n,
    budgetMaxFen: 400n,
    trlWanted: 5,
    neededBy: '2027-01-01',
  },
  {
    title: 'C 轴承',
    field: 'advanced_manufacturing',
    regionCode: '410305',
    budgetMinFen: null,
    budgetMaxFen: null,
    trlWanted: null,
    neededBy: null,
  },
  {
    title: 'D 疫苗',
    field: 'biomedicine',
    regionCode: '330106',
    budgetMinFen: 150n,
    budgetMaxFen: 350n,
    trlWanted: 9,
    waysOfTransfer: ['licence'],
  },
]

beforeAll(async () => {
  world = await createWorld(database.db)
  for (const over of stock) await publishedDemand(world, over)
  await saveListing(world.ctx(world.people.poster), {
    library: 'demand',
    id: null,
    version: null,
    content: demandContent({ title: 'E 草稿' }),
  })
})

type Input = Partial<ListListingsInput<'demand'>>
const input = (over: Input): ListListingsInput<'demand'> => ({
  library: 'demand',
  scope: 'public',
  filter: {},
  sort: 'newest',
  first: 20,
  after: null,
  ...over,
})
const titles = async (over: Input, actor: Parameters<World['ctx']>[0] = anonymous) =>
  (await listListings(world.ctx(actor), input(over))).items.map(({ item }) => item.title[0]).join('')

describe('filters', () => {
  test.each<[string, ListListingsInput<'demand'>['filter'], string]>([
    ['nothing', {}, 'ABCD'],
    ['one word', { search: '传感器' }, 'AB'],
    ['all words must occur', { search: '传感器 疫苗' }, ''],
    ['a percent sign means itself', { search: '100%' }, 'B'],
    ['an underscore means itself', { search: '_' }, ''],
    ['full-width and case are folded', { search: 'ｄ' }, 'D'],
    ['fields', { fields: ['biomedicine', 'advanced_manufacturing'] }, 'CD'],
    ['a province with everything below', { regionCode: '410000' }, 'ABC'],
    ['a city with its districts', { regionCode: '410100' }, 'AB'],
    ['a district alone', { regionCode: '410105' }, 'A'],
    ['a budget that reaches an amount', { amountMinFen: 210n }, 'BD'],
    ['a budget within an amount', { amountMaxFen: 120n }, 'A'],
    ['readiness', { trlMin: 4, trlMax: 9 }, 'BD'],
    ['ways of transfer', { waysOfTransfer: ['licence', 'equity'] }, 'D'],
    ['states cannot widen the public list', { states: ['draft'] }, ''],
    ['SQL is text', { search: "'; drop table demand; --" }, ''],
  ])('%s', async (_, filter, expected) => {
    expect([...(await titles({ filter }))].sort().join('')).toBe(expected)
    expect(await countListed(world.ctx(anonymous), input({ filter }))).toBe(expected.length)
  })
})

describe('order and pages', () => {
  test.each([
    ['newest', 'DCBA'],
    ['amount_high', 'BDAC'],
    ['deadline', 'BADC'],
  ] as const)('by %s', async (sort, expected) => {
    const got = await titles({ sort })
    // C and D both have no deadline; the id decides, the same way each time.
    expect(sort === 'deadline' ? got.slice(0, 2) : got).toBe(sort === 'deadline' ? 'BA' : expected)
  })

  test.each(['newest', 'amount_high', 'deadline'] as const)(
    'pages by %s join to the whole list, also when one is withdrawn in between',
    async sort => {
      const whole = await titles({ sort })
      const seen: string[] = []
      let after: string | null = null
      do {
        const page: Awaited<ReturnType<typeof listListings<'demand'>>> = await listListings(
          world.ctx(anonymous),
          input({ sort, first: 1, after }),
        )
        seen.push(...page.items.map(({ item }) => item.title[0] ?? ''))
        after = page.hasNextPage ? (page.items.at(-1)?.cursor ?? null) : null
      } while (after)
      expect(seen.join('')).toBe(whole)
    },
  )

  test('a page stays where it was when the row before it goes away', async () => {
    const extra = await publishedDemand(world, { title: 'F' })
    const first = await listListings(world.ctx(anonymous), input({ first: 2 }))
    expect(first.items.map(({ item }) => item.title[0]).join('')).toBe('FD')
    await withdrawListing(world.ctx(world.people.poster), { library: 'demand', id: extra, reason: '' })
    const second = await listListings(world.ctx(anonymous), input({ first: 2, after: first.items[1]?.cursor ?? null }))
    expect(second.items.map(({ item }) => item.title[0]).join('')).toBe('CB')
  })

  test.each([0, -1, 101, 1.5])('a page of %s is refused', async first => {
    await expect(listListings(world.ctx(anonymous), input({ first }))).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  test.each(['x', 'W10', Buffer.from('["1","2"]').toString('base64url')])(
    'a forged cursor %s is refused',
    async after => {
      await expect(listListings(world.ctx(anonymous), input({ after }))).rejects.toMatchObject({
        code: 'INVALID_INPUT',
      })
    },
  )
})

describe('scopes', () => {
  test('mine: every state of my organisation, whatever the filter says', async () => {
    const filter = { organisationId: world.organisations.otherEnterprise }
    expect(await titles({ scope: 'mine', filter }, world.people.poster)).toContain('E')
    expect(await titles({ scope: 'mine' }, world.people.rival)).toBe('')
  })

  test('desk: every state, for the bureau only', async () => {
    expect(await titles({ scope: 'desk', filter: { states: ['draft'] } }, world.people.officer)).toBe('E')
    await expect(titles({ scope: 'desk' }, world.people.poster)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(titles({ scope: 'desk' })).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' })
    await expect(titles({ scope: 'mine' })).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' })
  })
})

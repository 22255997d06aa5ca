/** Near-duplicates for the form, the owner and the bureau, and what is refused as the very same. */
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { achievement } from '#db/schema/achievement.ts'
import { violates } from '#db/transaction.ts'
import { anonymous, system } from '#domain/access/actor.ts'
import type { AchievementContent } from '#domain/achievement/achievement.ts'
import type { ExpertContent } from '#domain/expert/expert.ts'
import { useDatabase } from '#test/support/database.ts'
import { achievementContent, expertContent, publishedAchievement } from '#test/support/listings.ts'
import { createWorld, type UserActor, type World } from '#test/support/world.ts'
import { expireListings } from '#usecases/listing/expire-listings.ts'
import { publishListing } from '#usecases/listing/publish-listing.ts'
import { renewListing } from '#usecases/listing/renew-listing.ts'
import { saveListing } from '#usecases/listing/save-listing.ts'
import { submitListing } from '#usecases/listing/submit-listing.ts'
import { withdrawListing } from '#usecases/listing/withdraw-listing.ts'
import { getPossibleDuplicates } from '#usecases/matching/get-possible-duplicates.ts'
import { getPossibleDuplicatesOfDraft } from '#usecases/matching/get-possible-duplicates-of-draft.ts'
import { listPossibleDuplicates } from '#usecases/matching/list-possible-duplicates.ts'

const database = useDatabase()
let world: World
let original: string
const { title, summary } = achievementContent()

beforeAll(async () => {
  world = await createWorld(database.db)
  original = await publishedAchievement(world, { advantages: '' })
  await publishedAchievement(world, {
    title: '猪圆环病毒疫苗',
    summary: '用于猪的免疫预防，安全性良好，保护率高，适合规模化养殖场。',
    field: 'biomedicine',
  })
})

async function draft(owner: UserActor, over: Partial<AchievementContent> = {}): Promise<string> {
  const content = achievementContent(over)
  return (await saveListing(world.ctx(owner), { library: 'achievement', id: null, version: null, content })).id
}
const submit = (owner: UserActor, id: string) => submitListing(world.ctx(owner), { library: 'achievement', id })
const isIt = (id: string) => eq(achievement.id, id)
const past = (hours: number) => new Date(Date.now() - hours * 3_600_000)

describe('possible duplicates', () => {
  test('of a draft that another unit copied: its owner and the officer are told, nobody else', async () => {
    const { otherBidder, officer, auditor, bidder, newcomer } = world.people
    const copy = await draft(otherBidder, { summary: `${summary}欢迎来电。` })
    for (const actor of [otherBidder, officer, auditor]) {
      const found = await getPossibleDuplicates(world.ctx(actor), { library: 'achievement', id: copy })
      expect(found).toMatchObject([{ listing: { id: original }, isOwn: false }])
      expect(found[0]?.similarity).toBeGreaterThan(0.8)
    }
    for (const actor of [bidder, newcomer, anonymous])
      await expect(getPossibleDuplicates(world.ctx(actor), { library: 'achievement', id: copy })).rejects.toMatchObject(
        {
          code: 'NOT_FOUND',
        },
      )
  })

  test('of a public listing only for its owner and bureaus; it is no duplicate of itself', async () => {
    const ask = (actor: UserActor | typeof anonymous) =>
      getPossibleDuplicates(world.ctx(actor), { library: 'achievement', id: original })
    expect(await ask(world.people.bidder)).toEqual([])
    await expect(ask(world.people.rival)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(ask(anonymous)).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' })
  })

  test('what is not public is nobody’s duplicate', async () => {
    const hidden = await draft(world.people.researcher, {
      title: '磁流变抛光液',
      summary: '光学元件用磁流变抛光液的制备，沉降慢，去除率稳定，可循环使用。',
    })
    const asked = {
      library: 'achievement',
      title: '磁流变抛光液',
      text: '光学元件用磁流变抛光液的制备，沉降慢，去除率稳定，可循环使用。',
      exceptId: null,
    } as const
    expect(await getPossibleDuplicatesOfDraft(world.ctx(world.people.bidder), asked)).toEqual([])
    await submit(world.people.researcher, hidden)
    expect(await getPossibleDuplicatesOfDraft(world.ctx(world.people.bidder), asked)).toEqual([])
    await publishListing(world.ctx(world.people.officer), { library: 'achievement', id: hidden })
    expect(await getPossibleDuplicatesOfDraft(world.ctx(world.people.bidder), asked)).toMatchObject([
      { listing: { id: hidden, contact: null }, isOwn: false },
    ])
    await withdrawListing(world.ctx(world.people.researcher), { library: 'achievement', id: hidden, reason: '' })
    for (const actor of [world.people.bidder, world.people.researcher])
      expect(await getPossibleDuplicatesOfDraft(world.ctx(actor), asked)).toEqual([])
  })

  test('a form asks before anything is saved, and knows the own listings', async () => {
    const asked = { library: 'achievement', title, text: summary, exceptId: null } as const
    const own = await getPossibleDuplicatesOfDraft(world.ctx(world.people.bidder), asked)
    expect(own).toMatchObject([{ listing: { id: original }, isOwn: true }])
    expect(
      await getPossibleDuplicatesOfDraft(world.ctx(world.people.bidder), { ...asked, exceptId: original }),
    ).toEqual([])
  })

  test.each([
    [{ title: ' ' }, 'title'],
    [{ title: '字'.repeat(201) }, 'title'],
    [{ text: '字'.repeat(20_001) }, 'text'],
  ])('a form with %o is told', async (over, path) => {
    const asked = { library: 'achievement', title, text: '', exceptId: null, ...over } as const
    const wrong = getPossibleDuplicatesOfDraft(world.ctx(world.people.bidder), asked)
    await expect(wrong).rejects.toMatchObject({ problems: [{ path, remedy: expect.stringMatching(/.{5}/) }] })
  })

  test('a form is asked by whoever may add to the library', async () => {
    const asked = { library: 'achievement', title, text: '', exceptId: null } as const
    await expect(getPossibleDuplicatesOfDraft(world.ctx(anonymous), asked)).rejects.toMatchObject({
      code: 'SIGN_IN_REQUIRED',
    })
    await expect(getPossibleDuplicatesOfDraft(world.ctx(world.people.registrar), asked)).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    })
  })

  test('two experts of one subject are two people; one person listed twice is seen', async () => {
    const add = async (owner: UserActor, over: Partial<ExpertContent>) => {
      const content = expertContent(over)
      return (await saveListing(world.ctx(owner), { library: 'expert', id: null, version: null, content })).id
    }
    const first = await add(world.people.researcher, {})
    await submitListing(world.ctx(world.people.researcher), { library: 'expert', id: first })
    await publishListing(world.ctx(world.people.officer), { library: 'expert', id: first })
    const colleague = await add(world.people.otherBidder, { name: '周明' })
    const again = await add(world.people.otherBidder, { name: '林 知远', unit: '另一单位' })
    const ask = (id: string) => getPossibleDuplicates(world.ctx(world.people.officer), { library: 'expert', id })
    expect(await ask(colleague)).toEqual([])
    expect(await ask(again)).toMatchObject([{ listing: { id: first } }])
  })

  test('a desk asks for many at once', async () => {
    const { db, actor, ...rest } = world.ctx(world.people.rival)
    const listings = await Promise.all(
      (
        await getPossibleDuplicatesOfDraft(world.ctx(world.people.bidder), {
          library: 'achievement',
          title,
          text: summary,
          exceptId: null,
        })
      ).map(({ listing }) => listing),
    )
    expect(await listPossibleDuplicates({ db, actor, ...rest }, { library: 'achievement', listings })).toEqual([null])
  })
})

describe('submitting the very same', () => {
  test('is refused and names the listing that says it already', async () => {
    const again = await draft(world.people.bidder, { title: ` ${title.replace('硼', '硼 ')}`, keywords: ['别的'] })
    await expect(submit(world.people.bidder, again)).rejects.toMatchObject({
      code: 'DUPLICATE_LISTING',
      library: 'achievement',
      otherId: original,
    })
  })

  test('is another unit’s own affair, and no refusal once the text differs', async () => {
    await submit(world.people.otherBidder, await draft(world.people.otherBidder))
    await submit(world.people.bidder, await draft(world.people.bidder, { summary: `${summary}第二代。` }))
  })

  test('is possible again when the first is withdrawn, and a withdrawn one does not stand in its own way', async () => {
    const id = await publishedAchievement(world, { title: '激光熔覆修复轧辊', advantages: '' })
    const second = await draft(world.people.bidder, { title: '激光熔覆修复轧辊' })
    await expect(submit(world.people.bidder, second)).rejects.toMatchObject({ otherId: id })
    const withdraw = (id: string) =>
      withdrawListing(world.ctx(world.people.bidder), { library: 'achievement', id, reason: '' })
    await withdraw(id)
    await submit(world.people.bidder, id)
    await withdraw(id)
    await submit(world.people.bidder, second)
    // It waits for the bureau only, and counts all the same.
    await expect(submit(world.people.bidder, id)).rejects.toMatchObject({ otherId: second })
  })

  test('is refused also where an expired listing would come back beside it', async () => {
    const said = { title: '等离子喷涂陶瓷涂层', advantages: '' }
    const first = await publishedAchievement(world, said)
    await database.db
      .update(achievement)
      .set({ publishedAt: past(2), expiresAt: past(1) })
      .where(isIt(first))
    await expireListings(world.ctx(system))
    const second = await publishedAchievement(world, said)
    const renewed = renewListing(world.ctx(world.people.bidder), { library: 'achievement', id: first })
    await expect(renewed).rejects.toMatchObject({ code: 'DUPLICATE_LISTING', otherId: second, otherTitle: said.title })
  })

  test('what was handed in before there were hashes is read itself, when it has the very same title', async () => {
    const said = { title: '激光选区熔化钛合金', advantages: '' }
    const first = await publishedAchievement(world, said)
    await database.db.update(achievement).set({ textHash: null }).where(isIt(first))
    await submit(world.people.bidder, await draft(world.people.bidder, { ...said, summary: `${summary}第三代。` }))
    const again = await draft(world.people.bidder, said)
    await expect(submit(world.people.bidder, again)).rejects.toMatchObject({ otherId: first })
    // Publishing, too, gives a hash to what has none.
    const waiting = await draft(world.people.bidder, { ...said, title: '电子束选区熔化钛合金' })
    await submit(world.people.bidder, waiting)
    await database.db.update(achievement).set({ textHash: null }).where(isIt(waiting))
    await publishListing(world.ctx(world.people.officer), { library: 'achievement', id: waiting })
    const [row] = await database.db.select({ hash: achievement.textHash }).from(achievement).where(isIt(waiting))
    expect(row?.hash).toMatch(/^[0-9a-f]{64}$/)
  })

  test('SQL cannot either, while the two are before the bureau or the public', async () => {
    const [first, second] = [await draft(world.people.bidder), await draft(world.people.bidder)]
    const handIn = (id: string) =>
      database.db
        .update(achievement)
        .set({ state: 'submitted', textHash: 'ab'.repeat(32) })
        .where(isIt(id))
    await handIn(first)
    const error = await handIn(second).catch(thrown => thrown)
    expect(violates(error, 'achievement_text_once')).toBe(true)
  })
})

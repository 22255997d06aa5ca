/** Who sees which challenges, in which order, in how many statements. */
import { beforeAll, describe, expect, it } from 'vitest'
import { anonymous } from '#domain/access/actor.ts'
import { assignReviewer } from '#usecases/challenge/assign-reviewer.ts'
import { cancelChallenge } from '#usecases/challenge/cancel-challenge.ts'
import { findChallenge, findChallenges } from '#usecases/challenge/find-challenges.ts'
import { type ChallengeScope, countListedChallenges, listChallenges } from '#usecases/challenge/list-challenges.ts'
import { ChallengeStory, refusalOf } from '../../support/challenge.ts'
import { useDatabase } from '../../support/database.ts'
import { createWorld, type PersonName } from '../../support/world.ts'

const database = useDatabase()
let story: ChallengeStory
let draft: string
let cancelledDraft: string
let cheap: string
let dear: string
beforeAll(async () => {
  story = new ChallengeStory(await createWorld(database.db), database.db)
  draft = await story.draft()
  cancelledDraft = await story.draft()
  await cancelChallenge(story.ctx('poster'), { id: cancelledDraft, reason: 'other', text: '误建' })
  cheap = await story.published(7_200_000)
  dear = await story.published()
  await story.bid(dear, 'bidder')
  await story.bid(dear, 'otherBidder')
  await story.bid(dear, 'rival')
  await assignReviewer(story.ctx('officer'), { challengeId: cheap, reviewer: { email: 'expert@example.test' } })
})

const input = (scope: ChallengeScope, change = {}) => ({
  scope,
  filter: {},
  sort: 'newest' as const,
  first: 20,
  after: null,
  ...change,
})
const seen = async (name: PersonName | null, scope: ChallengeScope, change = {}) => {
  const page = await listChallenges(name ? story.ctx(name) : story.world.ctx(anonymous), input(scope, change))
  return page.items.map(({ item }) => item.id)
}

describe('the public list', () => {
  it('holds what has been published, newest first, and never a draft', async () => {
    expect(await seen(null, 'public')).toEqual([dear, cheap])
    expect(await countListedChallenges(story.world.ctx(anonymous), input('public'))).toBe(2)
    expect(await seen('poster', 'public', { filter: { states: ['draft', 'cancelled'] } })).toEqual([])
  })
  it('tells how many bids there are by kind of unit, and nothing more of them', async () => {
    const view = await findChallenge(story.world.ctx(anonymous), { id: dear })
    expect(view?.bidCounts).toEqual([
      { kind: 'enterprise', count: 1 },
      { kind: 'university', count: 2 },
    ])
    expect(view).toMatchObject({ ownBidId: null, isReviewer: false, recommendedBidId: null })
  })
  it('can be searched by words of the title, sorted and paged', async () => {
    expect(await seen(null, 'public', { filter: { search: '漂移 高温' } })).toEqual([dear, cheap])
    expect(await seen(null, 'public', { filter: { search: '漂移 %' } })).toEqual([])
    expect(await seen(null, 'public', { sort: 'deadline' })).toEqual([dear, cheap])
    const [first] = (
      await listChallenges(story.world.ctx(anonymous), input('public', { sort: 'reward_high', first: 1 }))
    ).items
    expect(await seen(null, 'public', { sort: 'reward_high', first: 1, after: first?.cursor })).toEqual(
      [dear, cheap].filter(id => id !== first?.item.id),
    )
    expect(await refusalOf(seen(null, 'public', { first: 101 }))).toBe('INVALID_INPUT')
    expect(await refusalOf(seen(null, 'public', { after: 'nonsense' }))).toBe('INVALID_INPUT')
  })
  it('costs one statement, however many rows', async () => {
    for (const first of [1, 100]) {
      const before = database.opened.statementCount()
      await seen(null, 'public', { first })
      expect(database.opened.statementCount() - before).toBe(1)
    }
  })
})

describe('the desks', () => {
  it('of poster, bureau, reviewer and bidder', async () => {
    expect(await seen('poster', 'posted')).toEqual([dear, cheap, cancelledDraft, draft])
    expect((await seen('officer', 'run')).toSorted()).toEqual([draft, cancelledDraft, cheap, dear].toSorted())
    expect(await seen('expert', 'review')).toEqual([cheap])
    expect(await seen('bidder', 'bid')).toEqual([dear])
    expect(await seen('researcher', 'bid')).toEqual([])
    expect(await seen('rival', 'posted')).toEqual([])
  })
  it('are closed to who has no business there', async () => {
    expect(await refusalOf(seen(null, 'review'))).toBe('SIGN_IN_REQUIRED')
    expect(await refusalOf(seen('stray', 'posted'))).toBe('NOT_ACTING')
    expect(await refusalOf(seen('poster', 'run'))).toBe('NOT_ALLOWED')
    expect(await refusalOf(seen('secondExpert', 'bid'))).toBe('NOT_ALLOWED')
    expect(await refusalOf(seen('admin', 'run'))).toBe('NOT_ACTING')
  })
})

describe('one challenge', () => {
  it('that is not public is there for its poster and its bureau', async () => {
    const visible = async (name: PersonName, id: string) => (await findChallenge(story.ctx(name), { id })) !== null
    for (const id of [draft, cancelledDraft]) {
      for (const name of ['poster', 'posterAdmin', 'officer', 'auditor'] as const)
        expect(await visible(name, id)).toBe(true)
      for (const name of ['rival', 'bidder', 'expert', 'admin', 'stray'] as const)
        expect(await visible(name, id)).toBe(false)
    }
  })
  it('tells a member of a bidder its bid, and an expert of the same house nothing', async () => {
    expect((await findChallenge(story.ctx('otherBidder'), { id: dear }))?.ownBidId).not.toBeNull()
    expect((await findChallenge(story.ctx('secondExpert'), { id: dear }))?.ownBidId).toBeNull()
  })
  it('or many come in the order asked, with null for what is not there', async () => {
    const ids = [dear, draft, cheap]
    const views = await findChallenges(story.world.ctx(anonymous), { ids })
    expect(views.map(view => view?.id ?? null)).toEqual([dear, null, cheap])
  })
})

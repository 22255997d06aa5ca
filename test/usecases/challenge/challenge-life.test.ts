/** A challenge from a demand to the list, as poster and officer make it. */
import { sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { listSetting } from '#db/schema/challenge.ts'
import { anonymous } from '#domain/access/actor.ts'
import { assignReviewer } from '#usecases/challenge/assign-reviewer.ts'
import { cancelChallenge } from '#usecases/challenge/cancel-challenge.ts'
import { createChallenge } from '#usecases/challenge/create-challenge.ts'
import { editChallenge } from '#usecases/challenge/edit-challenge.ts'
import { findChallenge } from '#usecases/challenge/find-challenges.ts'
import { publishChallenge } from '#usecases/challenge/publish-challenge.ts'
import { returnChallenge } from '#usecases/challenge/return-challenge.ts'
import { submitChallenge } from '#usecases/challenge/submit-challenge.ts'
import { vetChallenge } from '#usecases/challenge/vet-challenge.ts'
import { ChallengeStory, createPublishedDemand, refusalOf } from '../../support/challenge.ts'
import { challengeContent } from '../../support/challenge-content.ts'
import { useDatabase } from '../../support/database.ts'
import { createWorld } from '../../support/world.ts'

const database = useDatabase()
let story: ChallengeStory
beforeAll(async () => {
  story = new ChallengeStory(await createWorld(database.db), database.db)
})

const inAnHour = () => new Date(Date.now() + 3_600_000)

describe('createChallenge', () => {
  it('takes from the demand what is not said', async () => {
    const demandId = await createPublishedDemand(story.world, story.db)
    const { id } = await createChallenge(story.ctx('poster'), {
      demandId,
      bureauId: story.world.organisations.bureau,
      rewardFen: 5_000_000_000n,
      dimensions: [{ name: '方案', weight: 100 }],
    })
    const view = await findChallenge(story.ctx('poster'), { id })
    const { title, problem, indicators } = challengeContent()
    expect(view).toMatchObject({ title, problem, indicators, state: 'draft', kind: 'attack', selection: 'open' })
    expect(view).toMatchObject({ rewardFen: 5_000_000_000n, ipOwnership: 'negotiable', conditions: '无', demandId })
    expect(await story.audited(id)).toEqual(['challenge.create'])
  })
  it('makes one live challenge of a demand; after a cancellation another', async () => {
    const demandId = await createPublishedDemand(story.world, story.db)
    const input = { demandId, bureauId: story.world.organisations.bureau, ...challengeContent() }
    const { id } = await createChallenge(story.ctx('poster'), input)
    expect(await refusalOf(createChallenge(story.ctx('poster'), input))).toBe('DEMAND_ALREADY_LISTED')
    await cancelChallenge(story.ctx('poster'), { id, reason: 'terms_faulty', text: '重新拟定' })
    await expect(createChallenge(story.ctx('posterAdmin'), input)).resolves.toBeTruthy()
  })
  it('is refused to others, for other demands and other lists', async () => {
    const demandId = await createPublishedDemand(story.world, story.db)
    const bureauId = story.world.organisations.bureau
    const input = { demandId, bureauId, ...challengeContent() }
    expect(await refusalOf(createChallenge(story.ctx('rival'), input))).toBe('NOT_FOUND')
    expect(await refusalOf(createChallenge(story.ctx('newcomer'), input))).toBe('ORGANISATION_NOT_VERIFIED')
    expect(await refusalOf(createChallenge(story.ctx('officer'), input))).toBe('NOT_ALLOWED')
    expect(await refusalOf(createChallenge(story.world.ctx(anonymous), input))).toBe('SIGN_IN_REQUIRED')
    const university = { ...input, bureauId: story.world.organisations.university }
    expect(await refusalOf(createChallenge(story.ctx('poster'), university))).toBe('NOT_A_BUREAU')
    expect(await refusalOf(createChallenge(story.ctx('poster'), { ...input, rewardFen: 0n }))).toBe('INVALID_INPUT')
    await story.db.execute(sql`update demand set state = 'withdrawn' where id = ${demandId}`)
    expect(await refusalOf(createChallenge(story.ctx('poster'), input))).toBe('DEMAND_NOT_PUBLISHED')
  })
})

describe('editChallenge', () => {
  it('changes the terms of a draft, the dimensions too', async () => {
    const id = await story.draft()
    const content = challengeContent({ title: '新的题目', dimensions: [{ name: '唯一', weight: 100 }] })
    await editChallenge(story.ctx('posterAdmin'), { id, terms: content })
    expect(await findChallenge(story.ctx('poster'), { id })).toMatchObject(content)
    expect(await story.audited(id)).toEqual(['challenge.create', 'challenge.edit'])
  })
  it('leaves alone what is not said, also when two change different terms at once', async () => {
    const id = await story.draft()
    const edits = [{ title: '只改题目' }, { conditions: '只改条件' }, { rewardFen: 7n, problem: null }]
    await Promise.all(edits.map(terms => editChallenge(story.ctx('poster'), { id, terms })))
    const { problem, dimensions } = challengeContent()
    const kept = { title: '只改题目', conditions: '只改条件', rewardFen: 7n, problem, dimensions }
    expect(await findChallenge(story.ctx('poster'), { id })).toMatchObject(kept)
  })
  it('is refused to others and after submission', async () => {
    const id = await story.submitted()
    const edit = { id, terms: challengeContent() }
    expect(await refusalOf(editChallenge(story.ctx('rival'), edit))).toBe('NOT_ALLOWED')
    expect(await refusalOf(editChallenge(story.ctx('officer'), edit))).toBe('NOT_ALLOWED')
    expect(await refusalOf(editChallenge(story.ctx('poster'), edit))).toBe('WRONG_STATE')
  })
})

describe('submitChallenge, returnChallenge, vetChallenge', () => {
  it('refuses terms with anything left open', async () => {
    const id = await story.draft({ dimensions: [{ name: '方案', weight: 90 }] })
    expect(await refusalOf(submitChallenge(story.ctx('poster'), { id }))).toBe('INVALID_INPUT')
    expect((await story.challengeRow(id)).state).toBe('draft')
    expect(await story.history(id)).toEqual([])
  })
  it('goes back with reasons, comes again, is vetted with its argumentation on record', async () => {
    const id = await story.submitted()
    expect(await refusalOf(returnChallenge(story.ctx('officer'), { id, reason: ' ' }))).toBe('INVALID_INPUT')
    expect(await refusalOf(returnChallenge(story.ctx('poster'), { id, reason: '否' }))).toBe('NOT_ALLOWED')
    await returnChallenge(story.ctx('officer'), { id, reason: '请量化指标' })
    await editChallenge(story.ctx('poster'), { id, terms: { title: '改后' } })
    await submitChallenge(story.ctx('poster'), { id })
    expect(await refusalOf(vetChallenge(story.ctx('officer'), { id, argumentation: '' }))).toBe('INVALID_INPUT')
    await vetChallenge(story.ctx('officer'), { id, argumentation: '可行' })
    expect(await story.history(id)).toEqual(['submit:submitted', 'return:returned', 'submit:submitted', 'vet:vetted'])
    expect(await refusalOf(vetChallenge(story.ctx('officer'), { id, argumentation: '可行' }))).toBe('WRONG_STATE')
    expect(await story.audited(id)).toEqual([
      'challenge.create',
      'challenge.submit',
      'challenge.return',
      'challenge.edit',
      'challenge.submit',
      'challenge.vet',
    ])
  })
})

describe('publishChallenge', () => {
  it('sets the deadline once the window is long enough', async () => {
    const id = await story.vetted()
    await story.db.update(listSetting).set({ minBidWindowSeconds: 7200 })
    expect(await refusalOf(publishChallenge(story.ctx('officer'), { id, bidsCloseAt: inAnHour() }))).toBe(
      'BID_WINDOW_TOO_SHORT',
    )
    await story.db.update(listSetting).set({ minBidWindowSeconds: 1 })
    const bidsCloseAt = inAnHour()
    await publishChallenge(story.ctx('officer'), { id, bidsCloseAt })
    expect(await story.challengeRow(id)).toMatchObject({ state: 'published', bidsCloseAt })
    expect((await story.audited(id)).at(-1)).toBe('challenge.publish')
  })
  it('is refused to others and before vetting', async () => {
    const id = await story.submitted()
    expect(await refusalOf(publishChallenge(story.ctx('officer'), { id, bidsCloseAt: inAnHour() }))).toBe('WRONG_STATE')
    for (const name of ['poster', 'reviewer', 'auditor', 'admin'] as const)
      expect(await refusalOf(publishChallenge(story.ctx(name), { id, bidsCloseAt: inAnHour() }))).toBe('NOT_ALLOWED')
  })
})

describe('assignReviewer', () => {
  it('takes experts without a conflict, by e-mail or id, once', async () => {
    const challengeId = await story.vetted()
    const assign = (reviewer: { email: string } | { userId: string }) =>
      refusalOf(assignReviewer(story.ctx('officer'), { challengeId, reviewer }))
    expect(await assign({ email: 'expert@example.test' })).toBe('no refusal')
    expect(await assign({ userId: story.world.people.expert.userId })).toBe('ALREADY_ASSIGNED')
    expect(await assign({ userId: story.world.people.secondExpert.userId })).toBe('no refusal')
    expect(await assign({ email: 'researcher@example.test' })).toBe('NOT_AN_EXPERT')
    expect(await assign({ email: 'nobody@example.test' })).toBe('NOT_FOUND')
    expect(
      await refusalOf(assignReviewer(story.ctx('poster'), { challengeId, reviewer: { email: 'expert@example.test' } })),
    ).toBe('NOT_ALLOWED')
    expect((await story.audited(challengeId)).filter(action => action === 'challenge.assign_reviewer')).toHaveLength(2)
  })
  it('refuses who belongs, or lately belonged, to the poster', async () => {
    const challengeId = await story.vetted()
    const { secondExpert } = story.world.people
    const nineYearsAgo = sql`clock_timestamp() - interval '9 years'`
    const join = (
      ended: string,
      accepted = nineYearsAgo,
    ) => sql`insert into membership (id, user_id, organisation_id, organisation_kind, role, created_at, accepted_at, ended_at)
      values (${story.ctx('poster').newId()}, ${secondExpert.userId}, ${story.world.organisations.enterprise}, 'enterprise', 'member',
        clock_timestamp() - interval '9 years', ${accepted}, clock_timestamp() - ${ended}::interval)`
    const assign = () =>
      refusalOf(assignReviewer(story.ctx('officer'), { challengeId, reviewer: { userId: secondExpert.userId } }))
    await story.db.execute(join('2 years'))
    expect(await assign()).toBe('CONFLICT_OF_INTEREST')
    await story.db.execute(sql`delete from membership where user_id = ${secondExpert.userId} and ended_at is not null`)
    // An invitation that was declined recuses nobody: a bidder could invite the whole panel.
    await story.db.execute(join('2 years', sql`null`))
    await story.db.execute(join('4 years'))
    expect(await assign()).toBe('no refusal')
    await story.db.execute(sql`delete from membership where user_id = ${secondExpert.userId} and ended_at is not null`)
  })
  it('does not tell, before opening, that the expert’s organisation has bid', async () => {
    const challengeId = await story.published()
    await story.bid(challengeId, 'otherBidder')
    const reviewer = { userId: story.world.people.secondExpert.userId }
    expect(await refusalOf(assignReviewer(story.ctx('officer'), { challengeId, reviewer }))).toBe('no refusal')
  })
  it('is refused in a draft', async () => {
    const challengeId = await story.draft()
    const reviewer = { email: 'expert@example.test' }
    expect(await refusalOf(assignReviewer(story.ctx('officer'), { challengeId, reviewer }))).toBe('WRONG_STATE')
  })
})

describe('cancelChallenge', () => {
  it('is the poster’s until vetting, then the bureau’s, with a coded reason', async () => {
    const draft = await story.submitted()
    await cancelChallenge(story.ctx('poster'), { id: draft, reason: 'poster_withdrew', text: '产线停产' })
    expect(await story.challengeRow(draft)).toMatchObject({ state: 'cancelled' })
    const id = await story.published()
    const cancel = { id, reason: 'irregularity', text: '条款与公告不符' } as const
    expect(await refusalOf(cancelChallenge(story.ctx('poster'), cancel))).toBe('NOT_ALLOWED')
    expect(await refusalOf(cancelChallenge(story.ctx('officer'), { ...cancel, text: '' }))).toBe('INVALID_INPUT')
    await cancelChallenge(story.ctx('officer'), cancel)
    const [row] = await story.db.execute(
      sql`select reason from lifecycle_event where subject_id = ${id} and event = 'cancel'`,
    )
    expect(row?.reason).toBe('irregularity: 条款与公告不符')
    expect(await refusalOf(cancelChallenge(story.ctx('officer'), cancel))).toBe('WRONG_STATE')
    expect((await story.audited(id)).at(-1)).toBe('challenge.cancel')
  })
})

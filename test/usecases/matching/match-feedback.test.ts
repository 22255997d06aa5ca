/** What is written of matches that were shown: once a day, for their viewer only, and the last judgement counts. */
import { asc, eq, sql } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { matchImpression, matchJudgement } from '#db/schema/match-log.ts'
import { auditEntry } from '#db/schema/record.ts'
import { violates } from '#db/transaction.ts'
import { anonymous, system } from '#domain/access/actor.ts'
import { matchLogRetentionDays } from '#domain/matching/evaluation/feedback.ts'
import { withdrawListing } from '#usecases/listing/withdraw-listing.ts'
import { judgeMatch } from '#usecases/matching/judge-match.ts'
import { listJudgements } from '#usecases/matching/list-judgements.ts'
import { readFeedback } from '#usecases/matching/read-feedback.ts'
import { recordMatchCompared } from '#usecases/matching/record-match-compared.ts'
import { recordMatchOpened } from '#usecases/matching/record-match-opened.ts'
import { recordShownMatches } from '#usecases/matching/record-shown-matches.ts'
import type { ListingRef } from '#usecases/matching/require-match-viewer.ts'
import { sweepMatchLog } from '#usecases/matching/sweep-match-log.ts'
import { refusalOf } from '../../support/challenge.ts'
import { useDatabase } from '../../support/database.ts'
import { publishedAchievement, publishedDemand } from '../../support/listings.ts'
import { createWorld, type PersonName, type World } from '../../support/world.ts'

const database = useDatabase()
let world: World
const demandOf = async () => ({ library: 'demand', id: await publishedDemand(world) }) as const
const achievementOf = async () => ({ library: 'achievement', id: await publishedAchievement(world) }) as const
type Ref = { library: 'demand' | 'achievement'; id: string }
let demand: Ref
let first: Ref
let second: Ref
beforeAll(async () => {
  world = await createWorld(database.db)
  demand = await demandOf()
  first = await achievementOf()
  second = await achievementOf()
})

const as = (name: PersonName) => world.ctx(world.people[name])
const page = (from: Ref, ...matches: Ref[]) => ({
  from,
  to: 'achievement' as const,
  isFiltered: false,
  matches: matches.map(({ id }, i) => {
    return { listing: { id }, score: 9 - i, explanation: { strength: 'strong' }, rankingVersion: 'w' }
  }),
})
const impressionsOf = (name: PersonName, from = demand) =>
  database.db
    .select()
    .from(matchImpression)
    .where(sql`viewer_user_id = ${world.people[name].userId} and query_id = ${from.id}`)
    .orderBy(asc(matchImpression.rank), asc(matchImpression.id))
const useful = { verdict: 'useful', reason: null, note: '' } as const
const notUseful = { verdict: 'not_useful', reason: 'price', note: '' } as const

describe('showing', () => {
  it('writes a row a match, in one statement and past the audit', async () => {
    const entries = async () => (await database.db.select().from(auditEntry)).length
    const audited = await entries()
    const before = database.opened.statementCount()
    await recordShownMatches(as('poster'), page(demand, first, second))
    expect(database.opened.statementCount() - before).toBe(1)
    expect(await entries()).toBe(audited)
    const { poster } = world.people
    expect(await impressionsOf('poster')).toMatchObject([
      { shownId: first.id, rank: 1, score: 9, strength: 'strong', viewerOrganisationId: poster.acting?.organisationId },
      { shownId: second.id, rank: 2, score: 8, openedAt: null, comparedAt: null },
    ])
  })

  it('again on the same day keeps the first place, and takes in what is new', async () => {
    await recordShownMatches(as('poster'), page(demand, second, first, await achievementOf()))
    expect((await impressionsOf('poster')).map(row => row.rank)).toEqual([1, 2, 3])
  })

  it('with a filter is a showing of its own', async () => {
    const from = await demandOf()
    await recordShownMatches(as('poster'), page(from, first, second))
    await recordShownMatches(as('poster'), { ...page(from, second), isFiltered: true })
    const places = (await impressionsOf('poster', from)).map(({ shownId, rank, isFiltered }) => [
      shownId,
      rank,
      isFiltered,
    ])
    expect(places).toEqual(
      expect.arrayContaining([
        [first.id, 1, false],
        [second.id, 2, false],
        [second.id, 1, true],
      ]),
    )
    expect(places).toHaveLength(3)
  })

  it('of nothing, or to a visitor, leaves no trace', async () => {
    const count = async () => (await database.db.select().from(matchImpression)).length
    const before = await count()
    await recordShownMatches(as('poster'), page(demand))
    await recordShownMatches(world.ctx(anonymous), page(demand, first))
    await recordShownMatches(world.ctx(system), page(demand, first))
    expect(await count()).toBe(before)
  })

  it('to somebody who acts for nobody is logged without an organisation', async () => {
    await recordShownMatches(as('stray'), page(demand, first))
    expect(await impressionsOf('stray')).toMatchObject([{ viewerOrganisationId: null }])
  })
})

describe('opening and comparing', () => {
  it('counts the first time', async () => {
    await recordMatchOpened(as('poster'), { from: demand, shown: first })
    const [row] = await impressionsOf('poster')
    expect(row?.openedAt).toBeInstanceOf(Date)
    await recordMatchOpened(as('poster'), { from: demand, shown: first })
    expect((await impressionsOf('poster'))[0]?.openedAt).toEqual(row?.openedAt)
    await recordMatchCompared(as('poster'), { from: demand, shown: [first, second] })
    expect((await impressionsOf('poster')).map(each => each.comparedAt !== null)).toEqual([true, true, false])
  })

  it('is refused to whoever was not shown the match', async () => {
    expect(await refusalOf(recordMatchOpened(as('rival'), { from: demand, shown: first }))).toBe('NOT_FOUND')
    expect(await refusalOf(recordMatchOpened(world.ctx(anonymous), { from: demand, shown: first }))).toBe(
      'SIGN_IN_REQUIRED',
    )
    const unknown = { library: 'achievement', id: world.people.rival.userId } as const
    const compared = recordMatchCompared(as('poster'), { from: demand, shown: [first, unknown] })
    expect(await refusalOf(compared)).toBe('NOT_FOUND')
  })

  it.each([1, 11])('compares no %s', async n => {
    const shown = Array.from({ length: n }, (_, i) => (i % 2 ? second : first))
    expect(await refusalOf(recordMatchCompared(as('poster'), { from: demand, shown }))).toBe('INVALID_INPUT')
  })

  it('compares two different ones, and opens no match by the name of another library', async () => {
    const compare = (...shown: ListingRef[]) => refusalOf(recordMatchCompared(as('poster'), { from: demand, shown }))
    expect(await compare(first, first)).toBe('INVALID_INPUT')
    const misnamed = { library: 'expert', id: first.id } as const
    expect(await compare(misnamed, second)).toBe('NOT_FOUND')
    expect(await refusalOf(recordMatchOpened(as('poster'), { from: demand, shown: misnamed }))).toBe('NOT_FOUND')
  })
})

describe('judging', () => {
  const history = () =>
    database.db
      .select()
      .from(matchJudgement)
      .where(eq(matchJudgement.shownId, first.id))
      .orderBy(matchJudgement.ordinal)

  it('a later judgement replaces the earlier in effect, and both are kept and audited', async () => {
    const judged = await judgeMatch(as('poster'), { from: demand, shown: first, ...notUseful })
    expect(judged).toMatchObject({ verdict: 'not_useful', reason: 'price', ordinal: 1, shownId: first.id })
    await judgeMatch(as('poster'), { from: demand, shown: first, ...useful, note: '已约见面' })
    expect(await listJudgements(as('poster'), { from: demand })).toMatchObject([
      { shownId: first.id, shownLibrary: 'achievement', verdict: 'useful', reason: null, note: '已约见面' },
    ])
    expect((await history()).map(row => row.verdict)).toEqual(['not_useful', 'useful'])
    const audit = await database.db.select().from(auditEntry).where(eq(auditEntry.action, 'match.judge'))
    expect(audit).toMatchObject([{ beforeDigest: null }, { subjectId: `${demand.id} ${first.id}` }])
  })

  it('saying the same again is nothing new', async () => {
    await judgeMatch(as('poster'), { from: demand, shown: first, ...useful, note: '已约见面' })
    expect(await history()).toHaveLength(2)
    expect(await database.db.$count(auditEntry, eq(auditEntry.action, 'match.judge'))).toBe(2)
  })

  it('nobody reads what others said', async () => {
    expect(await listJudgements(as('posterAdmin'), { from: demand })).toEqual([])
    expect(await listJudgements(as('officer'), { from: demand })).toEqual([])
    expect(await listJudgements(world.ctx(anonymous), { from: demand })).toEqual([])
  })

  it('needs a match that was shown, a reason with "not useful", and a listing that is still visible', async () => {
    const judge = (name: PersonName, over: object) =>
      refusalOf(judgeMatch(as(name), { from: demand, shown: first, ...useful, ...over }))
    expect(await judge('rival', {})).toBe('NOT_FOUND')
    expect(await judge('poster', { shown: { library: 'expert', id: first.id } })).toBe('NOT_FOUND')
    expect(await judge('poster', { verdict: 'not_useful' })).toBe('INVALID_INPUT')
    expect(await judge('poster', { note: '字'.repeat(501) })).toBe('INVALID_INPUT')
    const gone = await demandOf()
    await recordShownMatches(as('rival'), page(gone, first))
    await withdrawListing(as('poster'), { library: 'demand', id: gone.id, reason: '' })
    expect(await judge('rival', { from: gone })).toBe('NOT_FOUND')
  })
})

describe('totals', () => {
  const period = { fromDay: '2000-01-01', toDay: '2999-12-31' }

  it('are for officers, auditors and administrators, and count each viewer’s last word', async () => {
    for (const name of ['officer', 'auditor', 'admin'] as const)
      expect(await readFeedback(as(name), period)).toEqual({
        shown: 8,
        opened: 1,
        compared: 2,
        invited: 0,
        useful: 1,
        notUseful: 0,
        reasons: [],
        judgedDemands: 1,
        judgedDemandsNeeded: 300,
      })
    await recordShownMatches(as('rival'), page(demand, first))
    await judgeMatch(as('rival'), { from: demand, shown: first, ...notUseful })
    const totals = await readFeedback(as('officer'), period)
    expect(totals).toMatchObject({
      useful: 1,
      notUseful: 1,
      reasons: [{ reason: 'price', count: 1 }],
      judgedDemands: 1,
    })
    expect(await readFeedback(as('officer'), { fromDay: '2000-01-01', toDay: '2000-01-02' })).toMatchObject({
      shown: 0,
    })
  })

  it('are not for others, and not for what is no day', async () => {
    for (const name of ['poster', 'cashier', 'registrar', 'stray'] as const)
      expect(await refusalOf(readFeedback(as(name), period))).toBe('NOT_ALLOWED')
    expect(await refusalOf(readFeedback(as('officer'), { ...period, toDay: 'soon' }))).toBe('INVALID_INPUT')
  })
})

describe('keeping', () => {
  const old = async (days: number, judgedDaysAgo: number | null) => {
    const id = as('poster').newId()
    const viewerUserId = world.people.bidder.userId
    const shownAt = sql`clock_timestamp() - make_interval(days => ${days})`
    const { id: queryId } = await demandOf()
    const frame = { queryLibrary: 'demand', queryId, shownLibrary: 'achievement', shownId: first.id } as const
    const rest = { rank: 1, score: 1, strength: 'weak', rankingVersion: 'w', isFiltered: false, shownOn: '2020-01-01' }
    await database.db.insert(matchImpression).values({ id, viewerUserId, ...frame, ...rest, shownAt })
    if (judgedDaysAgo !== null) {
      const judgedAt = sql`clock_timestamp() - make_interval(days => ${judgedDaysAgo})`
      const said = { viewerUserId, queryId, shownId: first.id, ordinal: 1, impressionId: id, ...useful, judgedAt }
      await database.db.insert(matchJudgement).values(said)
    }
    return id
  }

  it('removes what is older than the log is kept, and nothing else', async () => {
    const gone = [
      await old(matchLogRetentionDays + 1, null),
      await old(matchLogRetentionDays + 9, matchLogRetentionDays + 8),
    ]
    const kept = [await old(matchLogRetentionDays - 1, null), await old(matchLogRetentionDays + 1, 1)]
    const before = (await database.db.select().from(matchImpression)).length
    expect(await sweepMatchLog(world.ctx(system))).toBe(2)
    const ids = (await database.db.select({ id: matchImpression.id }).from(matchImpression)).map(row => row.id)
    expect(ids).toHaveLength(before - 2)
    expect(ids).toEqual(expect.arrayContaining(kept))
    expect(ids.some(id => gone.includes(id))).toBe(false)
    expect(await sweepMatchLog(world.ctx(system))).toBe(0)
  })

  it('is the system’s work', async () => {
    expect(await refusalOf(sweepMatchLog(as('admin')))).toBe('NOT_ALLOWED')
  })

  it.each([
    ['a shown match is not changed', 'update match_impression set rank = 7', 'match_impression_fixed'],
    [
      'nor un-opened',
      'update match_impression set opened_at = null where opened_at is not null',
      'match_impression_fixed',
    ],
    [
      'nor taken out while it is young',
      "delete from match_impression where shown_at > now() - interval '1 day'",
      'match_log_kept',
    ],
    ['a judgement is not changed', "update match_judgement set note = 'x'", 'append_only'],
    ['nor taken out while it is young', 'delete from match_judgement', 'match_log_kept'],
    [
      'no use needs a reason',
      `insert into match_judgement select viewer_user_id, query_id, shown_id, 99, impression_id, 'not_useful', null, '' from match_judgement limit 1`,
      'match_judgement_reason_given',
    ],
  ])('%s, by SQL either', async (_, statement, constraint) => {
    const error = await database.db.execute(sql.raw(statement)).catch(thrown => thrown)
    expect(violates(error, constraint)).toBe(true)
  })
})

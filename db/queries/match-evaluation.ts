/**
 * The match log as an evaluation reads it: what was shown, what was said of it in effect, and what came of it. What came
 * of a pair is read from the tables of the challenge, and of a bid only once it is opened: that an organisation has bid
 * is a secret until then, and a figure that moves at the moment of a bid would tell it.
 */
import { type SQL, sql } from 'drizzle-orm'
import type { OrganisationKind } from '#domain/access/roles.ts'
import { openedBidStates } from '#domain/bid/bid.ts'
import type { Library } from '#domain/listing.ts'
import type { NotUsefulReason, Outcome, Verdict } from '#domain/matching/evaluation/feedback.ts'
import type { Queryable } from '../client.ts'
import { bid } from '../schema/bid.ts'
import { inStates } from '../schema/columns.ts'

/** Days in China, both included. */
export interface LogPeriod {
  fromDay: string
  toDay: string
}

export interface LogFilter extends LogPeriod {
  queryLibrary: Library
  shownLibrary: Library
}

/** A listing that was asked for, and how many matches it was shown in all. */
export interface LoggedQuery {
  id: string
  shown: number
}

/** The queries in the log, in pages by id. */
export async function listLoggedQueries(
  db: Queryable,
  filter: LogFilter,
  page: { afterId: string | null; limit: number },
): Promise<LoggedQuery[]> {
  const rows = await db.execute<LoggedQuery & Record<string, unknown>>(sql`
    select query_id as id, count(*)::int as shown from match_impression
    where ${isIn(filter)} and query_id > ${page.afterId ?? '00000000-0000-0000-0000-000000000000'}::uuid
    group by query_id order by query_id limit ${page.limit}`)
  return [...rows]
}

const isIn = (
  filter: LogFilter,
) => sql`query_library = ${filter.queryLibrary} and shown_library = ${filter.shownLibrary}
  and shown_on between ${filter.fromDay}::date and ${filter.toDay}::date`

export interface LoggedMatch {
  queryId: string
  shownId: string
  /** What was seen together: by one viewer, on one day, from one ranking, with or without a filter. */
  pageKey: string
  isFiltered: boolean
  rank: number
  strength: string
  isOpened: boolean
  verdict: Verdict | null
  outcome: Outcome | null
  /** Of the organisation whose listing was shown. */
  organisationKind: OrganisationKind
  /** How many listings it has published now. */
  organisationListings: number
}

/** Listings with their owner, whichever library they are in. */
const owners = sql`select id, organisation_id, state from achievement
  union all select id, organisation_id, state from demand
  union all select id, organisation_id, state from expert`

/** Everything that was shown for these queries, by page and rank. */
export async function listLoggedMatches(
  db: Queryable,
  filter: LogFilter,
  queryIds: readonly string[],
): Promise<LoggedMatch[]> {
  if (queryIds.length === 0) return []
  const ids = sql.join(
    queryIds.map(id => sql`${id}::uuid`),
    sql`, `,
  )
  const rows = await db.execute<LoggedMatch & Record<string, unknown>>(sql`
    with shown as (select * from match_impression where ${isIn(filter)} and query_id in (${ids})),
    owner as (
      select l.id, l.organisation_id, o.kind from (${owners}) l join organisation o on o.id = l.organisation_id
      where l.id in (select shown_id from shown union select query_id from shown)
    ),
    size as (
      select organisation_id, count(*) filter (where state = 'published')::int as listings from (${owners}) l
      where organisation_id in (select organisation_id from owner) group by organisation_id
    )
    select s.query_id as "queryId", s.shown_id as "shownId", s.viewer_user_id || ' ' || s.shown_on || ' ' || s.ranking_version || ' ' || s.is_filtered as "pageKey",
      s.is_filtered as "isFiltered", s.rank, s.strength, s.opened_at is not null as "isOpened",
      j.verdict, ${outcomeOf} as outcome, w.kind as "organisationKind", size.listings as "organisationListings"
    from shown s
    join owner w on w.id = s.shown_id
    join owner q on q.id = s.query_id
    join size on size.organisation_id = w.organisation_id
    left join lateral (
      select verdict from match_judgement m
      where m.viewer_user_id = s.viewer_user_id and m.query_id = s.query_id and m.shown_id = s.shown_id
      order by ordinal desc limit 1
    ) j on true
    order by s.query_id, "pageKey", s.rank`)
  return [...rows]
}

/**
 * The furthest that the pair came after the match was shown: the owner was invited, or the achievement's organisation bid on
 * a challenge of the demand, won it, signed. An organisation bids, not an achievement, so all its achievements on the page
 * share what came of it.
 */
const outcomeOf = sql`(
  select case max(reached) when 4 then 'contracted' when 3 then 'awarded' when 2 then 'bid' when 1 then 'invited' end from (
    select case
        when exists (select 1 from contract k where k.bid_id = bid.id and k.state not in ('draft', 'terminated')) then 4
        when bid.state = 'awarded' then 3 else 2 end as reached
    from challenge c join bid on bid.challenge_id = c.id
    where ${inStates(bid.state, openedBidStates)} and bid.sealed_at > s.shown_at
      and (s.query_library = 'demand' and s.shown_library = 'achievement' and c.demand_id = s.query_id and bid.organisation_id = w.organisation_id
        or s.query_library = 'achievement' and s.shown_library = 'demand' and c.demand_id = s.shown_id and bid.organisation_id = q.organisation_id)
    union all
    select 1 from match_invitation i
    where i.invited_at > s.shown_at and (i.query_id, i.shown_id) in ((s.query_id, s.shown_id), (s.shown_id, s.query_id))
  ) came
)`

export interface FeedbackTotals {
  shown: number
  opened: number
  compared: number
  invited: number
  useful: number
  notUseful: number
  reasons: { reason: NotUsefulReason; count: number }[]
}

/** By the instants that an index leads, from the first midnight in China to the one after the last day. */
const isWithin = (instant: SQL, { fromDay, toDay }: LogPeriod) => sql`${instant} >= ${midnight(fromDay)}
  and ${instant} < ${midnight(toDay)} + interval '1 day'`
const midnight = (day: string) => sql`(${day}::date::timestamp at time zone interval '8 hours')`

/** Counts over a period, of all viewers together. */
export async function readFeedbackTotals(db: Queryable, period: LogPeriod): Promise<FeedbackTotals> {
  const within = isWithin(sql`shown_at`, period)
  const [row] = await db.execute<{ shown: number; opened: number; compared: number }>(sql`
    select count(*)::int as shown, count(opened_at)::int as opened, count(compared_at)::int as compared
    from match_impression where ${within}`)
  const [sent] = await db.execute<{ invited: number }>(sql`
    select count(*)::int as invited from match_invitation
    where ${isWithin(sql`invited_at`, period)}`)
  const said = await db.execute<{ verdict: Verdict; reason: NotUsefulReason | null; n: number }>(sql`
    select verdict, reason, count(*)::int as n from (
      select distinct on (m.viewer_user_id, m.query_id, m.shown_id) m.verdict, m.reason
      from match_judgement m join match_impression i on i.id = m.impression_id where ${within}
      order by m.viewer_user_id, m.query_id, m.shown_id, m.ordinal desc
    ) last group by verdict, reason order by n desc, reason`)
  const sum = (verdict: Verdict) => said.reduce((total, each) => total + (each.verdict === verdict ? each.n : 0), 0)
  return {
    ...(row ?? { shown: 0, opened: 0, compared: 0 }),
    invited: sent?.invited ?? 0,
    useful: sum('useful'),
    notUseful: sum('not_useful'),
    reasons: said.flatMap(({ reason, n }) => (reason === null ? [] : [{ reason, count: n }])),
  }
}

/** Demands that anybody has judged a match of: what a learned ranking could learn from. */
export async function countJudgedDemands(db: Queryable): Promise<number> {
  const [row] = await db.execute<{ n: number }>(sql`
    select count(distinct case i.query_library when 'demand' then m.query_id else m.shown_id end)::int as n
    from match_judgement m join match_impression i on i.id = m.impression_id
    where 'demand' in (i.query_library, i.shown_library)`)
  return row?.n ?? 0
}

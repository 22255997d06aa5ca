/**
 * Rounds of approvals against nested caps: 64 figures of one rule, each held by its own entitlement and by the caps of its
 * contract, of a unit's year, of an achievement's life and of the programme. For the race test and the bench.
 */
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { sql } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import type { Database } from '#db/client.ts'
import { membership, userAccount } from '#db/schema/identity.ts'
import { determination, policyVersion, subsidyLimit, subsidyLimitEntry } from '#db/schema/subsidy.ts'
import type { AccountLimit } from '#domain/subsidy/money/limit-account.ts'
import type { UserActor, World } from './world.ts'

export const approversAtOnce = 64

/** What one approver does in a round. */
export interface Attempt {
  id: string
  approvedFen: string
  actor: UserActor
  limits: (Omit<AccountLimit, 'limitFen'> & { limitFen: number })[]
}

/** What became of it: approved, or the code of the refusal with what it said is left. */
export interface Outcome {
  id: string
  code: string | null
  leftFen: string | null
}

/** People who approve for the world's bureau, each with a membership of their own. */
export async function settleApprovers(db: Database, world: World): Promise<UserActor[]> {
  const { acting } = world.people.approver
  if (!acting) throw new Error('the approver of the world acts for nobody')
  const people = Array.from({ length: approversAtOnce }, (_, i) => ({ userId: uuidv7(), membershipId: uuidv7(), i }))
  await db.insert(userAccount).values(
    people.map(({ userId, i }) => ({
      id: userId,
      email: `approver-${i}@example.test`,
      displayName: `approver ${i}`,
      passwordHash: 'plain:password-of-tests',
    })),
  )
  await db.insert(membership).values(
    people.map(({ userId, membershipId }) => ({
      id: membershipId,
      userId,
      organisationId: acting.organisationId,
      organisationKind: acting.organisationKind,
      role: 'approver' as const,
      acceptedAt: new Date(),
    })),
  )
  return people.map(({ userId, membershipId, i }) => ({
    kind: 'user' as const,
    userId,
    displayName: `approver ${i}`,
    isAdmin: false,
    acting: { ...acting, membershipId },
  }))
}

/** The same numbers for the same seed: mulberry32. */
export function randomFrom(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

export const amountFen = 1_000_000

interface Caps {
  contract: number[]
  unitYear: number[]
  achievement: number[]
  programme: number
}

/** Caps in figures: 32 contracts of 2 figures, 8 units of 8, 4 achievements of 16, one programme. */
function drawCaps(random: (below: number) => number): Caps {
  return {
    contract: Array.from({ length: 32 }, () => 1 + random(2)),
    unitYear: Array.from({ length: 8 }, () => 2 + random(7)),
    achievement: Array.from({ length: 4 }, () => 4 + random(10)),
    programme: 12 + random(36),
  }
}

/**
 * How many of the figures fit: in nested sets the lesser of a cap and what fits within it. Whoever comes first, it is this
 * number (the caps are a laminar matroid, and all its maximal sets have the same size).
 */
function countFitting({ contract, unitYear, achievement, programme }: Caps): number {
  const sum = (from: readonly number[], at: number, size: number) =>
    from.slice(at * size, (at + 1) * size).reduce((total, n) => total + n, 0)
  const ofContract = contract.map(cap => Math.min(cap, 2))
  const ofUnit = unitYear.map((cap, i) => Math.min(cap, sum(ofContract, i, 4)))
  const ofAchievement = achievement.map((cap, i) => Math.min(cap, sum(ofUnit, i, 2)))
  return Math.min(programme, sum(ofAchievement, 0, 4))
}

function limitsOfFigure(i: number, caps: Caps, round: string, figureFen: number) {
  const limit = (account: string, key: string, figures: number | undefined, window: string) => ({
    account,
    key: `${round}-${key}`,
    window,
    limitFen: (figures ?? 0) * amountFen,
  })
  return [
    { account: 'reward', key: `${round}-figure-${i}`, window: '2026', limitFen: figureFen },
    limit('reward.contract', `contract-${i >> 1}`, caps.contract[i >> 1], 'life'),
    limit('reward.unit-year', `unit-${i >> 3}`, caps.unitYear[i >> 3], '2026'),
    limit('reward.achievement', `achievement-${i >> 4}`, caps.achievement[i >> 4], 'life'),
    limit('*.programme', 'programme', caps.programme, '2026'),
  ]
}

export interface Round {
  attempts: Attempt[]
  /** How many are approved when all amounts are equal. */
  fitting: number
}

/** The rule of the rounds; their limits are those of the figures. */
const source = `format: jiebang-policy/1
id: race
version: '1'
title: race
issuingBody: race
documentNumber: null
jurisdiction: '410100'
status: in_force
effectiveFrom: 2020-01-01
effectiveTo: null
clauses: [{ id: c, number: '1', title: c, text: c }]
rules:
  - id: reward
    title: reward
    clause: c
    gives: ceiling
    beneficiary: contract.sellerId
    per: contract.id
    window: { kind: whole_life, date: contract.registeredOn }
    base: { of: contracts, amount: contract.contractAmountFen }
    rate: { value: 1, unit: percent }
`

/** A policy in force that the figures of the rounds belong to. */
export async function storePolicy(db: Database): Promise<{ id: string; policyId: string }> {
  const version = { id: uuidv7(), policyId: `race-${uuidv7()}`, title: 'race', status: 'in_force' as const }
  await db.insert(policyVersion).values({ ...version, sha256: 'a'.repeat(64), source })
  return version
}

export interface RoundWish {
  seed: number
  /** Every figure the same, so that exactly so many fit; otherwise from a tenth to twice of it. */
  isEqual: boolean
}

/** Stores 64 reviewed figures, one for each approver. */
export async function prepareRound(
  db: Database,
  { world, approvers }: { world: World; approvers: readonly UserActor[] },
  policy: { id: string; policyId: string },
  { seed, isEqual }: RoundWish,
): Promise<Round> {
  const random = randomFrom(seed)
  const caps = drawCaps(random)
  const name = `r${seed}`
  const attempts = approvers.map((actor, i) => {
    const figureFen = isEqual ? amountFen : Math.trunc((amountFen * (1 + random(20))) / 10)
    return { id: uuidv7(), approvedFen: String(figureFen), actor, limits: limitsOfFigure(i, caps, name, figureFen) }
  })
  const { officer, reviewer } = world.people
  await db.insert(determination).values(
    attempts.map(({ id, approvedFen, limits }, i) => ({
      id,
      policyVersionId: policy.id,
      policyId: policy.policyId,
      policyStatus: 'in_force' as const,
      rule: 'reward',
      subjectKind: 'organisation',
      subjectId: `${name}-figure-${i}`,
      beneficiaryId: world.organisations.university,
      window: '2026',
      ceilingFen: BigInt(approvedFen),
      trace: {
        rule: 'reward',
        key: { field: 'contract.id', value: `${name}-figure-${i}` },
        inputs: [],
        readings: [],
        limits,
      },
      state: 'determined' as const,
      computedBy: officer.userId,
      bureauId: world.organisations.bureau,
    })),
  )
  const ours = sql`subject_id like ${`${name}-figure-%`} and policy_id = ${policy.policyId}`
  const now = new Date()
  await db.update(determination).set({ state: 'told', toldBy: officer.userId, toldAt: now }).where(ours)
  await db.update(determination).set({ state: 'reviewed', reviewedBy: reviewer.userId, reviewedAt: now }).where(ours)
  return { attempts, fitting: countFitting(caps) }
}

/** A server process of its own with its own connections, which approves what it is handed, all at once. */
export interface ApprovingProcess {
  approve(attempts: readonly Attempt[], how: 'as served' | 'naively'): Promise<Outcome[]>
  stop(): void
}

export function startApprovingProcess(url: string): ApprovingProcess {
  const script = fileURLToPath(new URL('./approving-worker.ts', import.meta.url))
  const child = fork(script, [url], { execArgv: ['--import', 'tsx'] })
  return {
    async approve(attempts, how) {
      const done = new AbortController()
      const { signal } = done
      child.send({ attempts, how })
      try {
        const [answer] = (await Promise.race([
          once(child, 'message', { signal }),
          once(child, 'exit', { signal }).then(([code]) => {
            throw new Error(`the approving process ended with ${code}`)
          }),
        ])) as [Outcome[]]
        return answer
      } finally {
        done.abort()
      }
    },
    stop: () => void child.kill(),
  }
}

/** The halves of a round, one for each process, so that figures under one cap are approved by both. */
export function splitRound(attempts: readonly Attempt[]): [Attempt[], Attempt[]] {
  return [attempts.filter((_, i) => i % 2 === 0), attempts.filter((_, i) => i % 2 === 1)]
}

/** Accounts that hold more than their limit, or not the sum of their entries. */
export async function listOvershoots(db: Database, policyId: string): Promise<string[]> {
  const rows = await db.execute<{ name: string }>(sql`
    select concat_ws(' ', l.account, l.key, l."window") as name
    from ${subsidyLimit} l
    left join (
      select account, key, "window", sum(amount_fen) as sum from ${subsidyLimitEntry}
      where policy_id = ${policyId} group by 1, 2, 3
    ) e using (account, key, "window")
    where l.policy_id = ${policyId} and (l.used_fen > l.limit_fen or l.used_fen <> coalesce(e.sum, 0))`)
  return rows.map(({ name }) => name)
}

/** For the naive way beside it: a table with no more than the entries. */
export async function createNaiveTable(db: Database): Promise<void> {
  await db.execute(
    sql`create table if not exists naive_entry (account text, key text, "window" text, amount_fen bigint)`,
  )
  await db.execute(sql`create index if not exists naive_entry_account on naive_entry (account, key, "window")`)
}

/** How many accounts of these attempts hold more than their limit after the naive way. */
export async function countNaiveOvershoots(db: Database, attempts: readonly Attempt[]): Promise<number> {
  const sums = await db.execute<{ name: string; sum: string }>(
    sql`select concat_ws(' ', account, key, "window") as name, sum(amount_fen)::text as sum from naive_entry group by 1`,
  )
  const used = new Map(sums.map(({ name, sum }) => [name, BigInt(sum)]))
  const limits = new Map(
    attempts.flatMap(({ limits }) =>
      limits.map(({ account, key, window, limitFen }) => [`${account} ${key} ${window}`, BigInt(limitFen)] as const),
    ),
  )
  return [...limits].filter(([name, limitFen]) => (used.get(name) ?? 0n) > limitFen).length
}

/** What a paid figure had to be used for, what it was, and whether that is enough: one report for each determination. */

import type { Queryable } from '#db/client.ts'
import { decodeCursor, encodeCursor } from '#db/cursor.ts'
import { readClock } from '#db/queries/clock.ts'
import { type GrantUseView, listGrantUses, listPaid, listPaidRules, type Paid } from '#db/queries/grant-use.ts'
import {
  findDeterminations,
  findPolicyVersion,
  listPolicyVersionsById,
  type PolicyVersionRow,
} from '#db/queries/subsidy.ts'
import { actsForBureau } from '#domain/access/actor.ts'
import { may, requireActing } from '#domain/access/may.ts'
import { dayInChina } from '#domain/calendar.ts'
import { checkPageSize, type Page } from '#domain/page.ts'
import { refuse } from '#domain/refusal.ts'
import type { TraceUse } from '#domain/subsidy/evaluate/trace.ts'
import { readUse, stateOfUses } from '#domain/subsidy/evaluate/use-condition.ts'
import type { UseCondition } from '#domain/subsidy/pack/pack-terms.ts'
import type { Ctx } from '../../support/ctx.ts'
import type { DeterminationRow } from '../figure/find-determination.ts'
import { packOf } from '../policy/policy-packs.ts'

/** Who reads, and through which handle. */
type Reader = Pick<Ctx, 'actor'> & { db: Queryable }

export interface UseReport {
  /** Granted and not come back, in 分. */
  grantedFen: bigint
  /** Of which nothing has been reported yet, in 分. */
  unreportedFen: bigint
  state: TraceUse['state']
  conditions: TraceUse[]
  uses: GrantUseView[]
}

/** The conditions on use of a rule; none for most. */
export function conditionsOnUse(version: PolicyVersionRow, ruleId: string): readonly UseCondition[] {
  return packOf(version).rules.find(({ id }) => id === ruleId)?.uses ?? []
}

function reportOf(
  paid: Paid,
  conditions: readonly UseCondition[],
  ask: { uses: GrantUseView[]; today: string },
): UseReport {
  const { id, approvedFen, collectedFen, approvedAt } = paid
  const grantedFen = (approvedFen ?? 0n) - collectedFen
  const standing = ask.uses.filter(({ withdrawnAt }) => withdrawnAt === null)
  const grant = { id, amountFen: grantedFen, grantedOn: dayInChina(approvedAt ?? new Date(0)) }
  const spent = { asOf: ask.today, uses: standing.map(use => ({ ...use, grantId: id })) }
  const found = conditions.map(condition => readUse(condition, grant, spent))
  const reportedFen = standing.reduce((sum, { amountFen }) => sum + amountFen, 0n)
  const unreportedFen = grantedFen > reportedFen ? grantedFen - reportedFen : 0n
  return { grantedFen, unreportedFen, state: stateOfUses(found), conditions: found, uses: ask.uses }
}

/** Who of the bureau withdrew a use, the bureau knows. */
async function listUses({ actor, db }: Reader, ids: readonly string[]): Promise<GrantUseView[]> {
  const uses = await listGrantUses(db, ids)
  return actsForBureau(actor) ? uses : uses.map(use => ({ ...use, withdrawnByName: null }))
}

/** Null for what is not paid, and where the rule asks for nothing. For whoever may read the determination. */
export async function findUseReport({ actor, db }: Reader, row: DeterminationRow): Promise<UseReport | null> {
  if (row.state !== 'paid') return null
  const version = await findPolicyVersion(db, row.policyVersionId)
  const conditions = version ? conditionsOnUse(version, row.rule) : []
  if (conditions.length === 0) return null
  return reportOf(row, conditions, {
    uses: await listUses({ actor, db }, [row.id]),
    today: dayInChina(await readClock(db)),
  })
}

export interface ListUseReportsInput {
  /** Of these states only; null: all. */
  states: readonly TraceUse['state'][] | null
  first: number | null | undefined
  after: string | null | undefined
}

export type ListedUseReport = UseReport & { determination: DeterminationRow }

/** A bureau sees those of its own grants, a beneficiary its own; the latest paid first. */
export async function listUseReports(ctx: Ctx, input: ListUseReportsInput): Promise<Page<ListedUseReport>> {
  const { organisationId, organisationKind } = requireActing(ctx.actor)
  refuse(may(ctx.actor, 'subsidy.read', { beneficiary: organisationId, bureau: organisationId }))
  const isBureau = organisationKind === 'bureau'
  const scope = { bureauId: isBureau ? organisationId : null, beneficiaryId: isBureau ? null : organisationId }
  const rules = await listPaidRules(ctx.db, scope)
  const versions = await listPolicyVersionsById(ctx.db, [
    ...new Set(rules.map(({ policyVersionId }) => policyVersionId)),
  ])
  const conditions = new Map<string, readonly UseCondition[]>(
    rules.flatMap(({ policyVersionId, rule }) => {
      const version = versions.find(({ id }) => id === policyVersionId)
      const found = version ? conditionsOnUse(version, rule) : []
      return found.length > 0 ? [[`${policyVersionId} ${rule}`, found] as const] : []
    }),
  )
  const asking = [...new Set([...conditions.keys()].map(key => key.split(' ')[0] ?? ''))]
  const paid = (await listPaid(ctx.db, scope, asking)).filter(row => conditions.has(keyOf(row)))
  const uses = await listUses(
    ctx,
    paid.map(({ id }) => id),
  )
  const today = dayInChina(await readClock(ctx.db))
  const reports = paid.map(row => ({
    id: row.id,
    paidAt: row.paidAt,
    report: reportOf(row, conditions.get(keyOf(row)) ?? [], {
      uses: uses.filter(({ determinationId }) => determinationId === row.id),
      today,
    }),
  }))
  const wanted = reports.filter(({ report }) => !input.states?.length || input.states.includes(report.state))
  return pageOf(ctx, wanted, input)
}

const keyOf = ({ policyVersionId, rule }: Pick<Paid, 'policyVersionId' | 'rule'>) => `${policyVersionId} ${rule}`

interface Reported {
  id: string
  paidAt: Date | null
  report: UseReport
}

const orderOf = ({ id, paidAt }: Pick<Reported, 'id' | 'paidAt'>) => ({
  value: (paidAt ?? new Date(0)).toISOString(),
  id,
})

/** The whole list is at hand: a page begins after what its cursor names, wherever that has gone. */
async function pageOf(ctx: Ctx, all: readonly Reported[], input: ListUseReportsInput): Promise<Page<ListedUseReport>> {
  const first = checkPageSize(input.first)
  const after = input.after ? decodeCursor(input.after, 'timestamptz') : null
  const isAfter = (one: Reported) => {
    const { value, id } = orderOf(one)
    return after === null || value < after.value || (value === after.value && id < after.id)
  }
  const rest = all.filter(isAfter)
  const some = rest.slice(0, first)
  const rows = await findDeterminations(
    ctx.db,
    some.map(({ id }) => id),
  )
  const byId = new Map(rows.map(row => [row.id, row]))
  const items = some.flatMap(one => {
    const determination = byId.get(one.id)
    return determination ? [{ item: { ...one.report, determination }, cursor: encodeCursor(orderOf(one)) }] : []
  })
  return { items, hasNextPage: rest.length > first }
}

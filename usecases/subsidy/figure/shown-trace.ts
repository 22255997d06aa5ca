/**
 * The explanation of a figure as the actor may see it. A beneficiary reads its own: of what a limit or a set of rules
 * shares with others it is told the limit, and what that left of its own figure; what others were granted, and how much
 * they ask for together, is not told. The bureau that pays, and those above it, read all.
 */
import type { DeterminationRow } from '#db/queries/subsidy.ts'
import type { Actor } from '#domain/access/actor.ts'
import { yuan } from '#domain/subsidy/evaluate/exact.ts'
import { readsAll } from './determination-access.ts'
import type { StoredStep, StoredTrace } from './stored-trace.ts'

type StoredLimit = NonNullable<StoredTrace['limits']>[number]
export type ShownLimit = Omit<StoredLimit, 'usedBeforeFen'> & { usedBeforeFen: number | null }
export type ShownTrace = Omit<StoredTrace, 'limits'> & { limits: ShownLimit[] }

/** Limits over several figures come last, one for each of their steps; a unit's own contracts are nobody else's. */
function listWide({ limits = [], steps }: StoredTrace): StoredLimit[] {
  return limits.slice(limits.length - steps.filter(({ label }) => label === 'limit').length)
}

function listShared(trace: StoredTrace, beneficiaryId: string): StoredLimit[] {
  const isOwn = ({ account, key }: StoredLimit) => key === beneficiaryId && !account.startsWith('*.')
  return listWide(trace).filter(limit => !isOwn(limit))
}

/** The accounts of a figure of which the actor may not know how much of them is used. */
export function listHiddenAccounts(actor: Actor, row: DeterminationRow): readonly StoredLimit[] {
  return readsAll(actor, row) ? [] : listShared(row.trace as StoredTrace, row.beneficiaryId)
}

export function shownTrace(actor: Actor, row: DeterminationRow): ShownTrace {
  const trace = row.trace as StoredTrace
  const limits = trace.limits ?? []
  if (readsAll(actor, row)) return { ...trace, limits }
  const shared = new Set(listShared(trace, row.beneficiaryId))
  const wide = listWide(trace)
  let next = 0
  const showStep = (step: StoredStep): StoredStep => {
    if (step.label === 'together') return { ...step, expression: `what set ${step.name ?? ''} leaves of the figure` }
    const limit = step.label === 'limit' ? wide[next++] : undefined
    return limit && shared.has(limit) ? { ...step, expression: describe(limit) } : step
  }
  return {
    ...trace,
    limits: limits.map(limit => (shared.has(limit) ? { ...limit, usedBeforeFen: null } : limit)),
    steps: trace.steps.map(showStep),
  }
}

function describe({ limitFen, beforeFen, key }: StoredLimit): string {
  if (limitFen === null) throw new Error('only an entitlement has no limit, and is shared with nobody')
  return `what the limit ${yuan(BigInt(limitFen))} over ${key}, shared with others, leaves of ${yuan(BigInt(beforeFen))}`
}

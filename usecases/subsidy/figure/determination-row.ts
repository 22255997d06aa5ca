/** A determination as it is stored: its figure, its explanation with the sources of its records, who computed it. */
import type { ComputedDetermination, PolicyVersionRow } from '#db/queries/subsidy.ts'
import { windowName } from '#domain/subsidy/evaluate/place-in-time.ts'
import { type Determination, partOfPayer } from '#domain/subsidy/evaluate/trace.ts'
import { initialDeterminationState } from '#domain/subsidy/money/determination.ts'
import { packOf } from '../policy/policy-packs.ts'
import type { Origins } from '../register/register-sources.ts'
import { storableTrace } from './stored-trace.ts'

export interface Origin {
  version: PolicyVersionRow
  userId: string
  bureauId: string
  /** Region of the bureau: of a figure that payers share it grants its own part. */
  bureauRegion: string | null
  computedAt: Date
  runId: string | null
}

const kindOfKey: Readonly<Record<string, string>> = {
  'project.id': 'challenge',
  'contract.id': 'contract',
  'achievement.id': 'achievement',
  'contract.achievementId': 'achievement',
  'income.transferId': 'contract',
}

function determinationRow(
  id: string,
  found: Determination,
  origins: Origins,
  { version, userId, bureauId, bureauRegion, computedAt, runId }: Origin,
): ComputedDetermination {
  const { key, gives } = found.trace
  return {
    id,
    policyVersionId: version.id,
    policyId: version.policyId,
    policyStatus: version.status,
    rule: found.rule,
    subjectKind: kindOfKey[key.field] ?? 'organisation',
    subjectId: key.value,
    beneficiaryId: found.beneficiary,
    window: windowName(found.window),
    gives,
    ceilingFen: partOfPayer(found, bureauRegion),
    trace: storableTrace(found, origins),
    isUndetermined: found.trace.undetermined !== undefined,
    state: initialDeterminationState(packOf(version).status),
    computedBy: userId,
    bureauId,
    computedAt,
    runId,
  }
}

/** The rows of some figures; `origins` says where the records of each come from. */
export function determinationRows(
  newId: () => string,
  { determinations, origins }: { determinations: readonly Determination[]; origins: readonly Origins[] },
  origin: Origin,
): ComputedDetermination[] {
  return determinations.map((found, at) => determinationRow(newId(), found, origins[at] ?? noOrigins, origin))
}

const noOrigins: Origins = { of: [], documents: new Map() }

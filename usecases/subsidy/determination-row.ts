/** A determination as it is stored: its figure, its explanation with the sources of its records, who computed it. */
import type { Queryable } from '#db/client.ts'
import { listRecordSources } from '#db/queries/register-facts.ts'
import type { NewDetermination, PolicyVersionRow } from '#db/queries/subsidy.ts'
import { Refusal } from '#domain/refusal.ts'
import { initialDeterminationState } from '#domain/subsidy/determination.ts'
import type { Facts } from '#domain/subsidy/facts.ts'
import { windowName } from '#domain/subsidy/place-in-time.ts'
import type { Determination } from '#domain/subsidy/trace.ts'
import { isUuid } from '#domain/uuid.ts'
import type { RecordSource } from './gather-facts.ts'
import { packOf } from './policy-packs.ts'
import { storableTrace } from './stored-trace.ts'

export interface Origin {
  version: PolicyVersionRow
  userId: string
  bureauId: string
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

/** A rule may give to a person; money goes through units, and a figure nobody can claim is not stored. */
export class PersonNotPayable extends Refusal {
  readonly code = 'PERSON_NOT_PAYABLE'
  readonly rule: string
  constructor(rule: string) {
    super(`Rule ${rule} gives to a person; the platform determines and pays to units only`)
    this.rule = rule
  }
}

/** @throws PersonNotPayable */
export function refusePersons(facts: Facts, found: Determination): void {
  if (facts.persons.some(({ id }) => id === found.beneficiary)) throw new PersonNotPayable(found.rule)
}

export function determinationRow(
  id: string,
  found: Determination,
  sources: Readonly<Record<string, RecordSource>>,
  { version, userId, bureauId, computedAt, runId }: Origin,
): NewDetermination {
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
    ceilingFen: found.ceilingFen,
    trace: storableTrace(found, sources),
    state: initialDeterminationState(packOf(version).status),
    computedBy: userId,
    bureauId,
    computedAt,
    runId,
  }
}

/** Where the records of some determinations come from, by their ids. One statement. */
export async function sourcesOf(
  db: Queryable,
  determinations: readonly Determination[],
): Promise<Record<string, RecordSource>> {
  const ids = new Set(determinations.flatMap(({ trace }) => trace.inputs.map(({ record }) => record)))
  const rows = await listRecordSources(db, [...ids].filter(isUuid))
  return Object.fromEntries(
    rows.map(row => [
      row.record,
      {
        contractId: row.contract_id,
        contractTitle: row.contract_title,
        registrationNumber: row.registration_number,
        statedSource: row.stated_source,
        occurredOn: row.occurred_on,
        evidence:
          row.evidence_id === null
            ? null
            : { id: row.evidence_id, name: row.evidence_name ?? '', sha256: row.evidence_sha256 ?? '' },
      },
    ]),
  )
}

/**
 * The beneficiary claims a figure. What the register proves is not asked for again; a document is attached for each
 * record that nothing proves, once; and the account to pay to, unless the last one given serves.
 */
import type { Transaction } from '#db/client.ts'
import { listClaimEvidence } from '#db/queries/evidence.ts'
import { findOrganisation } from '#db/queries/organisation.ts'
import { copyPayee, findLatestPayee, savePayee } from '#db/queries/payee.ts'
import type { DeterminationRow } from '#db/queries/subsidy.ts'
import { refuse, requireValid } from '#domain/refusal.ts'
import {
  checkEvidenceGiven,
  checkPayee,
  listUnproven,
  type Payee,
  PayeeMissing,
  purposeOfRecord,
  tidyPayee,
} from '#domain/subsidy/money/claim.ts'
import { checkClaimable } from '#domain/subsidy/money/determination.ts'
import type { Ctx } from '../../support/ctx.ts'
import { type EvidenceInput, type ReadEvidence, readEvidence, storeEvidence } from '../../support/store-evidence.ts'
import { inputsOf, type StoredTrace } from '../figure/stored-trace.ts'
import { moveDetermination } from './move-determination.ts'

export interface ClaimSubsidyInput {
  id: string
  /** Null: the account the beneficiary gave last. */
  payee: Payee | null
  /** One for each record that nothing proves. */
  evidence: readonly { record: string; document: EvidenceInput }[]
}

export interface GivenPayee {
  payee: Payee
  givenBy: string
  givenAt: Date
}

/** Checks and stores the account to pay to. */
export async function storePayee(tx: Transaction, row: DeterminationRow, given: GivenPayee): Promise<void> {
  const payee = tidyPayee(given.payee)
  const beneficiary = await findOrganisation(tx, row.beneficiaryId)
  requireValid(checkPayee('payee', payee, beneficiary?.name ?? ''))
  const { givenBy, givenAt } = given
  await savePayee(tx, { determinationId: row.id, ...payee, givenBy, givenAt })
}

/** The records of a figure that nothing in the register proves, and those that the beneficiary has proven before. */
export async function readUnproven(tx: Parameters<typeof listClaimEvidence>[0], row: DeterminationRow) {
  const unproven = listUnproven(inputsOf(row.trace as StoredTrace))
  const byPurpose = new Map(unproven.map(({ record }) => [purposeOfRecord(record), record]))
  const documents = await listClaimEvidence(tx, row.beneficiaryId, [...byPurpose.keys()])
  const givenBefore = documents.flatMap(({ purpose }) => byPurpose.get(purpose) ?? [])
  return { unproven, documents, givenBefore }
}

type Document = { record: string; document: ReadEvidence }

async function attach(
  ctx: Ctx,
  tx: Transaction,
  row: DeterminationRow,
  { documents, at }: { documents: readonly Document[]; at: Date },
): Promise<void> {
  const { unproven, givenBefore } = await readUnproven(tx, row)
  refuse(
    checkEvidenceGiven(
      unproven.map(({ record }) => record),
      givenBefore,
      documents.map(({ record }) => record),
    ),
  )
  for (const { record, document } of documents) {
    const place = { subjectKind: 'determination', subjectId: row.id, purpose: purposeOfRecord(record), uploadedAt: at }
    await storeEvidence(ctx, tx, document, place)
  }
}

export async function claimSubsidy(ctx: Ctx, input: ClaimSubsidyInput): Promise<DeterminationRow> {
  const documents = input.evidence.map(({ record, document }) => ({ record, document: readEvidence(document) }))
  return moveDetermination(ctx, {
    id: input.id,
    event: 'claim',
    action: 'subsidy.claim',
    topic: 'subsidy.claimed',
    findsFlags: true,
    decide: async (tx, row, now, userId) => {
      refuse(checkClaimable(row))
      await attach(ctx, tx, row, { documents, at: now })
      if (input.payee) await storePayee(tx, row, { payee: input.payee, givenBy: userId, givenAt: now })
      else {
        const known = await findLatestPayee(tx, row.beneficiaryId)
        if (!known) throw new PayeeMissing([row.id])
        await copyPayee(tx, { from: known.determinationId, to: row.id })
      }
      return { claimedBy: userId, claimedAt: now }
    },
  })
}

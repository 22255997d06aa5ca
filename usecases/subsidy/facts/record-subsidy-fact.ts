/**
 * A bureau keeps a fact that rules compute from: a certificate, the R&D spend of a year, an award of another level. It is
 * proven by a document, or its source is named. A correction takes the place of a fact in one step, so that nothing is
 * clawed back in between.
 */
import type { Transaction } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import { insertKeptFacts, type NewSubsidyFact } from '#db/queries/kept-fact.ts'
import { mayInOwnRegion } from '#domain/access/may.ts'
import { dayInChina } from '#domain/calendar.ts'
import { refuse, requireValid } from '#domain/refusal.ts'
import { visible } from '#domain/storable-text.ts'
import { checkProof, factKnown } from '#domain/subsidy/facts/kept-fact.ts'
import type { KeptTable } from '#domain/subsidy/facts/kept-fields.ts'
import { getEvidence } from '../../payment/get-evidence.ts'
import type { Ctx } from '../../support/ctx.ts'
import { mutate } from '../../support/mutate.ts'
import { requirePerson } from '../../support/person.ts'
import { type EvidenceInput, readEvidence, storeEvidence } from '../../support/store-evidence.ts'
import { prepareFacts } from '../register/prepare-facts.ts'
import { checkIncomeSums } from './check-income-sums.ts'
import { listFactForm } from './fact-form.ts'
import { checkFactRegions, checkFactsNotOwn } from './fact-regions.ts'
import { getSubsidyFact, type SubsidyFact } from './list-subsidy-facts.ts'
import { withdraw } from './withdraw-subsidy-fact.ts'

/** How a fact is proven. */
export interface FactProof {
  /** Where it is from, in words; may be empty beside a document. */
  source: string
  document: EvidenceInput | null
  /** A document that is here already: attached to a claim, say. */
  evidenceId: string | null
}

export interface RecordSubsidyFactInput extends FactProof {
  table: KeptTable
  /** By the dictionary. References are ids, or words that name one thing: the name or credit code of a unit. */
  fields: unknown
  /** The fact it takes the place of, which is withdrawn. */
  replacesId: string | null
}

/** How facts are proven, read and found before the transaction: a document to store, or one that is here and readable. */
export async function readProof(ctx: Ctx, { document, evidenceId }: Omit<FactProof, 'source'>) {
  if (evidenceId !== null) return { read: null, evidenceId: (await getEvidence(ctx, { id: evidenceId })).id }
  return { read: document && readEvidence(document), evidenceId: null }
}

/** Stores the document that was read; null where only the source is named. */
export async function storeProof(
  ctx: Ctx,
  tx: Transaction,
  { read, evidenceId }: Awaited<ReturnType<typeof readProof>>,
  { factId: subjectId, at: uploadedAt }: { factId: string; at: Date },
): Promise<string | null> {
  if (!read) return evidenceId
  return (await storeEvidence(ctx, tx, read, { subjectKind: 'subsidy_fact', subjectId, purpose: 'fact', uploadedAt }))
    .id
}

export async function recordSubsidyFact(ctx: Ctx, input: RecordSubsidyFactInput): Promise<SubsidyFact> {
  refuse(mayInOwnRegion(ctx.actor, 'subsidy_fact.record'))
  const { userId: recordedBy, organisationId: bureauId } = requirePerson(ctx.actor)
  const { table, source, replacesId } = input
  requireValid(checkProof({ source, hasDocument: input.document !== null || input.evidenceId !== null }))
  const proof = await readProof(ctx, input)
  const id = await mutate(ctx, async tx => {
    const recordedAt = await readClock(tx)
    const { declared, words: asked } = await listFactForm(tx)
    const reading = { declared, asked, today: dayInChina(recordedAt) }
    const [fact] = await prepareFacts(tx, table, { inputs: [input.fields], reading })
    if (!fact) throw new Error('a fact was not read')
    if ('problems' in fact) {
      requireValid(fact.problems.map(problem => ({ ...problem, path: `fields.${problem.path}` })))
      throw new Error('a fact has problems without any')
    }
    for (const check of [checkFactRegions, checkFactsNotOwn])
      for (const refusal of await check(ctx.actor, tx, [fact])) refuse(refusal)
    const replaced = replacesId === null ? null : await withdraw(ctx, tx, { id: replacesId, reason: 'corrected' })
    const [tooMuch = []] = await checkIncomeSums(tx, table, [fact])
    requireValid(tooMuch.map(problem => ({ ...problem, path: `fields.${problem.path}` })))
    const id = ctx.newId()
    const evidenceId = await storeProof(ctx, tx, proof, { factId: id, at: recordedAt })
    const frame = {
      id,
      factTable: table,
      evidenceId,
      source: visible(source) || null,
      bureauId,
      recordedBy,
      recordedAt,
      knownSince: replaced && (replaced.fact.knownSince ?? replaced.fact.recordedAt),
    }
    const row: NewSubsidyFact = { ...fact, ...frame }
    if (!(await insertKeptFacts(tx, [row])).has(id)) throw factKnown(table)
    const note = { action: 'subsidy_fact.record', subjectKind: 'subsidy_fact', subjectId: id, before: null, after: row }
    return { result: id, audit: replaced ? [replaced.note, note] : [note] }
  })
  ctx.outbox.wake()
  return getSubsidyFact(ctx, { id })
}

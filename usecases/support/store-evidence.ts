/** A document that proves something: what it is its first bytes say; kept with its SHA-256, never changed. */
import type { Transaction } from '#db/client.ts'
import { sha256 } from '#db/digest.ts'
import { type EvidenceCard, findSameEvidence, insertEvidence } from '#db/queries/evidence.ts'
import {
  checkEvidence,
  detectEvidenceType,
  EvidenceReused,
  EvidenceTypeNotAllowed,
  evidenceName,
} from '#domain/contract/evidence.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from './ctx.ts'
import { requirePerson } from './person.ts'

export interface EvidenceInput {
  name: string
  bytes: Uint8Array
}

export type ReadEvidence = ReturnType<typeof readEvidence>

/** Reads the document before any lock is taken: what it is, and its digest. */
export function readEvidence({ name, bytes }: EvidenceInput) {
  refuse(checkEvidence(bytes))
  const mediaType = detectEvidenceType(bytes)
  if (mediaType === null) throw new EvidenceTypeNotAllowed()
  return {
    name: evidenceName(name, mediaType),
    mediaType,
    sizeBytes: bytes.length,
    sha256: sha256(bytes),
    content: bytes,
  }
}

export interface EvidencePlace {
  subjectKind: string
  subjectId: string
  purpose: string
  uploadedAt: Date
}

/** @throws EvidenceReused for the very document that serves this purpose here already */
export async function storeEvidence(
  ctx: Ctx,
  tx: Transaction,
  { content, ...document }: ReadEvidence,
  place: EvidencePlace,
): Promise<EvidenceCard> {
  const { userId, organisationId } = requirePerson(ctx.actor)
  const { subjectKind, subjectId, purpose, uploadedAt } = place
  const same = await findSameEvidence(tx, { subjectKind, subjectId, purpose, sha256: document.sha256 })
  if (same) throw new EvidenceReused(same)
  const card = { ...document, id: ctx.newId(), purpose, uploadedAt }
  await insertEvidence(tx, { ...card, content, subjectKind, subjectId, uploadedBy: userId, organisationId })
  return card
}

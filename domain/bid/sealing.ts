/**
 * The format of a sealed bid, without the cryptography (server/sealing.ts): what is encrypted, what the receipt commits
 * to, and what a seal is bound to. The commitment is SHA-256 over `commitmentInput`; 32 random bytes of salt keep a
 * price from being guessed from it, and they are revealed at opening so that anyone who may read the bid can check it.
 */
import { canonicalJson } from '../canonical.ts'
import type { BidContent, TeamMember } from './bid.ts'

const format = 'jiebang-bid-1'

/** What lies under a seal cannot be read with this key and binding, or is not what was once sealed. */
export class BrokenSeal extends Error {
  constructor(cause: unknown) {
    super('the seal does not open', { cause })
    this.name = 'BrokenSeal'
  }
}

/** Sealed texts are filled up to a multiple of this many bytes: the length of a seal shall not tell that of a plan. */
export const sealedBlockBytes = 4096

/** Ties a seal to one bid of one unit for one challenge, so that a row cannot be exchanged for another. */
export function sealBinding(bid: { id: string; challengeId: string; organisationId: string }): string {
  return `${format}/${bid.challengeId}/${bid.id}/${bid.organisationId}`
}

/** Only the known fields, so that a stray property cannot slip into what is committed to. */
function pick(content: BidContent): BidContent {
  return {
    priceFen: content.priceFen,
    plan: content.plan,
    team: content.team.map(({ name, title, duty }) => ({ name, title, duty })),
    durationDays: content.durationDays,
  }
}

/** The text whose SHA-256 is the commitment. `salt` is 64 hex digits. */
export function commitmentInput(content: BidContent, salt: string, boundTo: string): string {
  return canonicalJson({ boundTo, content: pick(content), salt })
}

/** The text that is encrypted, in whole blocks of `sealedBlockBytes` UTF-8 bytes. */
export function sealedText(content: BidContent, salt: string): string {
  const text = canonicalJson({ content: pick(content), salt })
  const bytes = new TextEncoder().encode(text).length
  return text + ' '.repeat((sealedBlockBytes - (bytes % sealedBlockBytes)) % sealedBlockBytes)
}

/** Reads what {@link sealedText} wrote. @throws SyntaxError or TypeError for anything else. */
export function parseSealedText(text: string): { content: BidContent; salt: string } {
  const { content, salt } = JSON.parse(text) as {
    content: { priceFen: number; plan: string; team: TeamMember[]; durationDays: number }
    salt: string
  }
  // An amount is below 2^53 (domain/money.ts), so the JSON number is exact.
  return { content: pick({ ...content, priceFen: BigInt(content.priceFen) }), salt }
}

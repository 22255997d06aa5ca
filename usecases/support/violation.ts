/**
 * Where a use case and a constraint state the same rule, the constraint has the last word: a clock that moved on between
 * the two, or another transaction that was first. Such a violation is the rule's refusal, not an outage.
 */
import { violates } from '#db/transaction.ts'
import type { Refusal } from '#domain/refusal.ts'

/** Awaits `work`; a violation of one of the named constraints becomes the refusal that belongs to it. */
export async function refuseViolations<T>(work: Promise<T>, refusals: Record<string, () => Refusal>): Promise<T> {
  try {
    return await work
  } catch (error) {
    for (const [constraint, refusal] of Object.entries(refusals)) if (violates(error, constraint)) throw refusal()
    throw error
  }
}

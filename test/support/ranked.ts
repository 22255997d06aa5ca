/** A match engine that ranks as it is told, for tests of what is done with a ranking and not of the ranking. */
import type { Matching } from '#usecases/support/ctx.ts'

export interface RankedMatching extends Matching {
  /** How often it was asked. */
  asked(): number
}

/** Answers every question with these listings in this order; throws instead when told to. */
export function rankedAs(order: readonly (readonly [id: string, strength: string])[], failure?: () => void) {
  let asked = 0
  const answer = async () => {
    asked++
    failure?.()
    return order.map(([id, strength], i) => ({ id, score: order.length - i, explanation: { strength } }))
  }
  return { rank: answer, rankIds: answer, asked: () => asked } as unknown as RankedMatching
}

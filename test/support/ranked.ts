/** A match engine that ranks as it is told, for tests of what is done with a ranking and not of the ranking. */
import type { Matching } from '#usecases/support/ctx.ts'

export interface RankedMatching extends Matching {
  /** How often it was asked to rank. */
  asked(): number
}

/** Answers every question with these listings in this order; throws instead when told to. */
export function rankedAs(order: readonly (readonly [id: string, strength: string])[], failure?: () => void) {
  let asked = 0
  const strengthOf = new Map(order)
  const engine = {
    rank: async () => {
      asked++
      failure?.()
      return { ranked: order.map(([id], i) => ({ id, score: order.length - i })), plan: {} }
    },
    explain: async ({ documents }: { documents: { id: string }[] }) =>
      documents.map(({ id }) => ({ strength: strengthOf.get(id) })),
    takeIn: async () => {},
    asked: () => asked,
  }
  return engine as unknown as RankedMatching
}

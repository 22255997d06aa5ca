/** A match engine that ranks as it is told, for tests of what is done with a ranking and not of the ranking. */
import type { Matching } from '#usecases/support/ctx.ts'

export interface RankedMatching extends Matching {
  /** How often it was asked to rank. */
  asked(): number
}

interface Asked {
  limit: number
  candidates?: readonly string[]
  except?: string | null
}

/** Answers every question with these listings in this order, and what one of them asks with its own strength; throws instead when told to. */
export function rankedAs(order: readonly (readonly [id: string, strength: string])[], failure?: () => void) {
  let asked = 0
  const strengthOf = new Map(order)
  const engine = {
    rank: async ({ limit, candidates, except }: Asked) => {
      if (candidates) return { ranked: [], plan: { asking: except } }
      asked++
      failure?.()
      const ranked = order.slice(0, limit).map(([id], i) => ({ id, score: order.length - i }))
      return { ranked, plan: {} }
    },
    explain: async ({ documents, plan }: { documents: { id: string }[]; plan: { asking?: string } }) =>
      documents.map(({ id }) => ({ strength: strengthOf.get(plan.asking ?? id) })),
    takeIn: async () => {},
    asked: () => asked,
  }
  return engine as unknown as RankedMatching
}

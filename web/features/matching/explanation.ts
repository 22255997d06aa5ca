/** Reads the explanation that the scoring code wrote; its shape is the domain's own. */
import type { Explanation, FactorNode, Missing, WordNode } from '#domain/matching/ranking/explanation.ts'

export type { FactorNode, Missing, WordNode }

export interface Reasons {
  words: readonly WordNode[]
  factors: readonly FactorNode[]
  missing: readonly Missing[]
  /** 0..1 */
  coverage: number
  total: number
}

/** Null when the server's shape is one that this page does not know. */
export function readReasons(explanation: unknown): Reasons | null {
  const given = explanation as Partial<Explanation> | null
  if (!given?.root || !Array.isArray(given.root.children)) return null
  const [words, ...factors] = given.root.children
  return {
    words: words?.children ?? [],
    factors,
    missing: given.missing ?? [],
    coverage: given.coverage ?? 0,
    total: given.root.contribution,
  }
}

/** 0.1234 → 12%; what is there but rounds to nothing is said to be under one percent. */
export function percent(part: number): string {
  if (part > 0 && part < 0.01) return '<1%'
  return `${Math.round(part * 100)}%`
}

export type Fit = 'fits' | 'partly' | 'notFits'

export function fitOf(value: number): Fit {
  if (value >= 0.999) return 'fits'
  return value > 0 ? 'partly' : 'notFits'
}

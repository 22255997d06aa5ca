/** Strength in words: its bars, and the laws of the coverage that it goes by. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { rankDocuments } from '#domain/matching/rank.ts'
import { coverageOf } from '#domain/matching/ranking/coverage.ts'
import type { QueryPlan } from '#domain/matching/ranking/query-plan.ts'
import { type Strength, strengthOf, strengths } from '#domain/matching/ranking/strength.ts'
import { tokenize } from '#domain/matching/text/tokens.ts'
import { aDocument, anId, aQuery, indexOf } from '../support.ts'

const weakness = (strength: Strength) => strengths.indexOf(strength)

describe('strength', () => {
  it.each<[coverage: number, matchedWords: number, Strength]>([
    [1, 9, 'strong'],
    [0.5, 2, 'strong'],
    [0.499, 9, 'good'],
    [0.35, 2, 'good'],
    [0.349, 9, 'fair'],
    [0.2, 2, 'fair'],
    [0.199, 9, 'weak'],
    [0.1, 2, 'weak'],
    [0.099, 9, 'none'],
    [0, 9, 'none'],
    [1, 1, 'weak'],
    [0.099, 1, 'none'],
    [1, 0, 'none'],
  ])('of coverage %d with %d words is %s', (coverage, matchedWords, strength) => {
    expect(strengthOf(coverage, matchedWords)).toBe(strength)
  })

  it('law: more coverage or one more word never makes it weaker', () => {
    const coverage = fc.double({ min: 0, max: 1, noNaN: true })
    fc.assert(
      fc.property(coverage, coverage, fc.nat(5), (a, b, words) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)]
        expect(weakness(strengthOf(more, words))).toBeLessThanOrEqual(weakness(strengthOf(less, words)))
        expect(weakness(strengthOf(less, words + 1))).toBeLessThanOrEqual(weakness(strengthOf(less, words)))
      }),
    )
  })
})

const listings = ['水泵密封', '锂电池隔膜', '轴承钢', '硼化物涂层', 'cbn刀具'].map((title, i) =>
  aDocument({ id: anId(i), title }),
)

function planOf(query: Parameters<typeof aQuery>[0]): QueryPlan {
  const asked = { library: 'achievement', from: 'demand', query: aQuery(query), limit: 9, nowAt: 0 } as const
  return rankDocuments(indexOf(...listings), asked).plan
}

/** Coverage by a document that says only this. */
function coverage(plan: QueryPlan, said: string): number {
  const units = new Set(Array.from(said, character => character.charCodeAt(0)))
  return coverageOf(plan, { words: new Set(tokenize(said)), characters: units })
}

describe('coverage', () => {
  const parts = fc.array(fc.constantFrom('电', '池', '隔膜', '硼', '化', '刀具', ' cbn ', ' 10mm ', '的', '，', '𠮷'), {
    maxLength: 9,
  })
  const text = parts.map(all => all.join(''))

  it('law: lies within 0 and 1, is whole for whoever says it all, and never falls when more is said', () => {
    fc.assert(
      fc.property(text, text, text, text, (title, body, said, added) => {
        const plan = planOf({ title, text: body })
        const before = coverage(plan, said)
        expect(before).toBeGreaterThanOrEqual(0)
        expect(before).toBeLessThanOrEqual(1)
        expect(coverage(plan, `${said}，${added}`)).toBeGreaterThanOrEqual(before)
        if (plan.terms.length > 0) expect(coverage(plan, `${title}，${body}`)).toBeCloseTo(1, 12)
        else expect(before).toBe(0)
      }),
    )
  })

  it('goes by the title alone where there is one', () => {
    const plan = planOf({ title: '锂电池', text: '水泵密封' })
    expect(coverage(plan, '水泵密封')).toBe(0)
    expect(coverage(plan, '锂电池')).toBeCloseTo(1, 12)
    expect(coverage(planOf({ title: '', text: '水泵密封' }), '水泵密封')).toBeCloseTo(1, 12)
  })

  it('gives half for the characters of a Chinese word, and nothing for a part of a Latin one', () => {
    expect(coverage(planOf({ title: '轴承' }), '承轴')).toBeCloseTo(0.5, 12)
    expect(coverage(planOf({ title: 'cbn' }), 'cb n')).toBe(0)
  })

  it('is not filled by the Chinese part of a title when the Latin part weighs more', () => {
    const plan = planOf({ title: 'cbn轴承' })
    const latin = plan.terms.find(({ word }) => word === 'cbn')?.share ?? expect.fail('the word is lost')
    expect(coverage(plan, '轴承')).toBeCloseTo(1 - latin, 12)
    expect(coverage(plan, 'cbn')).toBeCloseTo(latin, 12)
  })

  it('counts what no listing says at all as lacking', () => {
    expect(coverage(planOf({ title: '水泵叶轮' }), '水泵')).toBeLessThan(0.5)
  })

  it('gives a word that its synonym has brought its characters', () => {
    const plan = planOf({ title: '隔膜' })
    expect(coverageOf(plan, { words: new Set(['隔膜']), characters: new Set() })).toBeCloseTo(1, 12)
  })
})

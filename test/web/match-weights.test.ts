import { describe, expect, it } from 'vitest'
import { checkMatchWeights, weightFields } from '#domain/matching/ranking/check-weights.ts'
import { defaultWeights } from '#domain/matching/ranking/weights.ts'
import {
  differencesOf,
  groupFields,
  readTyped,
  typedWeights,
  valueAt,
  verdictOfGain,
} from '#web/features/desk/weights/weight-values.ts'
import { matchWeights as english } from '#web/i18n/en/match-weights.ts'
import { inChinese } from '#web/i18n/problems.ts'
import { matchWeights as chinese } from '#web/i18n/zh-CN/match-weights.ts'

/** What stands at `bm25.k1` in a tree of words. */
function wordsAt(words: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], words)
}

describe('every weight is explained', () => {
  it.each(weightFields.map(({ path }) => path))('%s', path => {
    for (const words of [chinese.weight, english.weight])
      expect(wordsAt(words, path)).toEqual({ name: expect.stringMatching(/.+/), hint: expect.stringMatching(/.+/) })
  })
})

describe('what is typed', () => {
  it('and sent unchanged is what was in force', () => {
    const sent = readTyped(typedWeights(defaultWeights, weightFields))
    expect(sent).toEqual(defaultWeights)
    expect(checkMatchWeights(sent)).toEqual([])
  })

  it('may be full-width and have spaces around it', () => {
    expect(readTyped({ factors: { trl: ' ０．２５ ' } })).toEqual({ factors: { trl: 0.25 } })
  })

  it('goes to the server as it is when it is no number, and is missing when it is empty', () => {
    const typed = typedWeights(defaultWeights, weightFields)
    const sent = readTyped({ ...typed, meaningWeight: '很大', queryTextWeight: '  ' })
    expect(checkMatchWeights(sent).map(({ path, message }) => `${path} ${message}`)).toEqual([
      'weights.meaningWeight is no number',
      'weights.queryTextWeight is missing',
    ])
  })

  it('begins with the default where stored weights do not know a number', () => {
    const { factors: _, ...old } = defaultWeights
    expect(readTyped(typedWeights(old, weightFields))).toEqual(defaultWeights)
    expect(valueAt(old, 'factors.trl')).toBeNull()
  })
})

describe('what is wrong with weights is said in Chinese', () => {
  const wrong = [
    null,
    {},
    { ...defaultWeights, more: 1 },
    { ...defaultWeights, meaningWeight: 1.5, maxQueryTerms: 20.5 },
  ]
  const problems = wrong.flatMap(weights => checkMatchWeights(weights))

  it('and the walk finds the rules', () => expect(problems.length).toBeGreaterThan(8))

  it.each([...new Set(problems.flatMap(({ message, remedy }) => [message, remedy]))])('%s', sentence => {
    expect(inChinese(sentence)).toMatch(/[一-龥]/)
  })
})

describe('a proposal at a glance', () => {
  it('names what is other than in the program', () => {
    const weights = { ...defaultWeights, factors: { ...defaultWeights.factors, region: 0 } }
    const found = differencesOf(weights, weightFields).map(({ field, value }) => [field.path, value])
    expect(found).toEqual([['factors.region', 0]])
    expect(differencesOf(defaultWeights, weightFields)).toEqual([])
  })

  it('every weight stands in exactly one group', () => {
    const grouped = groupFields(weightFields).flatMap(({ fields }) => fields)
    expect(grouped.map(({ path }) => path).sort()).toEqual(weightFields.map(({ path }) => path).sort())
  })

  it('an interval that holds 0 tells nothing', () => {
    expect(verdictOfGain(null, 0)).toBe('nothing')
    expect(verdictOfGain({ low: 0.01, high: 0.02 }, 10)).toBe('better')
    expect(verdictOfGain({ low: -0.02, high: -0.01 }, 10)).toBe('worse')
    expect(verdictOfGain({ low: 0, high: 0.01 }, 10)).toBe('unsure')
    expect(verdictOfGain({ low: 0.01, high: 0.02 }, 9)).toBe('few')
  })
})

/** Weights from outside: each number there, none unknown, each within its limits; and stored ones as later programs read them. */
import { describe, expect, it } from 'vitest'
import { checkMatchWeights, completeWeights, weightFields } from '#domain/matching/ranking/check-weights.ts'
import { factorCodes } from '#domain/matching/ranking/factors.ts'
import { defaultWeights } from '#domain/matching/ranking/weights.ts'

type Loose = Record<string, unknown>
const copy = () => structuredClone(defaultWeights) as unknown as Loose

/** The default weights with one number set, by its path. */
function withValue(path: string, value: unknown): Loose {
  const weights = copy()
  const keys = path.split('.')
  const last = keys.pop() ?? ''
  const holder = keys.reduce<Loose>((node, key) => node[key] as Loose, weights)
  if (value === undefined) delete holder[last]
  else holder[last] = value
  return weights
}

const pathsOf = (weights: unknown) => checkMatchWeights(weights).map(({ path }) => path)

describe('weights from outside', () => {
  it('may be those of the program', () => {
    expect(checkMatchWeights(copy())).toEqual([])
  })

  it('have a field for every number, every factor among them', () => {
    const paths = weightFields.map(({ path }) => path)
    expect(paths).toEqual(expect.arrayContaining(['bm25.k1', 'bm25.text.b', 'queryTextWeight', 'maxQueryTerms']))
    expect(paths).toEqual(expect.arrayContaining(factorCodes.map(code => `factors.${code}`)))
  })

  it.each(weightFields)('$path: $least to $most, and it must be there', ({ path, least, most, isWhole }) => {
    const step = isWhole ? 1 : 0.001
    expect([withValue(path, least), withValue(path, most)].flatMap(pathsOf)).toEqual([])
    const wrong = [least - step, most + step, undefined, Number.NaN, Number.POSITIVE_INFINITY, '0.1', null, [], {}]
    for (const value of wrong) {
      const problems = checkMatchWeights(withValue(path, value))
      expect(problems).toEqual([
        {
          path: `weights.${path}`,
          message: expect.any(String),
          remedy: expect.stringContaining(`${least} to ${most}`),
        },
      ])
    }
  })

  it('are a bounded number of words a query, and a whole one', () => {
    expect(pathsOf(withValue('maxQueryTerms', 15))).toEqual(['weights.maxQueryTerms'])
    expect(pathsOf(withValue('maxQueryTerms', 257))).toEqual(['weights.maxQueryTerms'])
    expect(checkMatchWeights(withValue('maxQueryTerms', 64.5))[0]?.message).toContain('not whole')
  })

  it('hold nothing that the ranking does not know', () => {
    expect(pathsOf(withValue('factors.luck', 0.1))).toEqual(['weights.factors.luck'])
    expect(pathsOf({ ...copy(), constructor: 1 })).toEqual(['weights.constructor'])
    expect(pathsOf(JSON.parse(`{"__proto__": 1, ${JSON.stringify(copy()).slice(1)}`))).toEqual(['weights.__proto__'])
  })

  it.each([null, undefined, 7, 'x', [], [copy()]])('are no %j', value => {
    expect(checkMatchWeights(value)).toMatchObject([{ path: 'weights', remedy: expect.stringContaining('bm25') }])
  })

  it('tell every problem at once, and not without end', () => {
    expect(pathsOf({})).toEqual(Object.keys(defaultWeights).map(key => `weights.${key}`))
    const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`w${i}`, i]))
    expect(checkMatchWeights(many)).toHaveLength(50)
  })
})

describe('stored weights', () => {
  it('come back as they were', () => {
    const stored = withValue('factors.trl', 0.4)
    expect(completeWeights(stored)).toEqual(stored)
  })

  it('take the default of what they did not know, and lose what is known no more', () => {
    expect(completeWeights(withValue('factors.integrity', undefined))).toEqual(defaultWeights)
    expect(completeWeights({})).toEqual(defaultWeights)
    expect(completeWeights(withValue('factors.luck', 0.1))).toEqual(defaultWeights)
  })

  it('are none when a number is out of bounds now', () => {
    expect(completeWeights(withValue('bm25.k1', -1))).toBeNull()
  })
})

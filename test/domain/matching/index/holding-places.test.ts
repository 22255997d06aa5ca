import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wordNumber } from '#domain/matching/index/dictionary.ts'
import { countHolding, placesHolding } from '#domain/matching/index/holding-places.ts'
import { liveSegments } from '#domain/matching/index/library-index.ts'
import { createMatchIndex, upsert } from '#domain/matching/index/match-index.ts'
import { aDocument, anId } from '../support.ts'

const words = ['alpha', 'beta', 'gamma', 'delta'] as const
/** Documents by the words in them; each list arrives at once, and so is a segment. */
const someLists = fc.array(fc.array(fc.subarray([...words]), { minLength: 1, maxLength: 60 }), { maxLength: 4 })
const someClause = fc.array(fc.subarray([...words, 'nowhere'], { minLength: 1 }), { minLength: 1, maxLength: 3 })

function segmentsOf(lists: readonly (readonly string[][])[]) {
  const index = createMatchIndex()
  let id = 0
  for (const list of lists)
    upsert(
      index,
      list.map(held => aDocument({ id: anId(++id), text: held.join(' ') })),
    )
  const numbersOf = (clause: readonly string[][]) =>
    clause.map(alternative => alternative.map(word => wordNumber(index.dictionary, word)))
  return { segments: liveSegments(index.libraries.achievement).map(({ segment }) => segment), numbersOf }
}

const holds = (held: readonly string[], alternative: readonly string[]) =>
  alternative.every(word => held.includes(word))

describe('placesHolding', () => {
  it('law: the documents that hold an alternative of every clause', () => {
    fc.assert(
      fc.property(someLists, fc.array(someClause, { minLength: 1, maxLength: 3 }), (lists, clauses) => {
        const { segments, numbersOf } = segmentsOf(lists)
        const found = segments.map(segment => [...(placesHolding(segment, clauses.map(numbersOf)) ?? [])])
        const expected = lists.map(list =>
          list.flatMap((held, place) =>
            clauses.every(clause => clause.some(alternative => holds(held, alternative))) ? [place] : [],
          ),
        )
        expect(found).toEqual(expected)
      }),
    )
  })
})

describe('countHolding', () => {
  it('law: counts those that hold each alternative, or says 0 when they are fewer than asked for', () => {
    fc.assert(
      fc.property(someLists, someClause, fc.integer({ min: 1, max: 80 }), (lists, clause, least) => {
        const { segments, numbersOf } = segmentsOf(lists)
        const count = clause.reduce(
          (sum, alternative) => sum + lists.flat().filter(held => holds(held, alternative)).length,
          0,
        )
        expect(countHolding(segments, numbersOf(clause), 1)).toBe(count)
        expect(countHolding(segments, numbersOf(clause), least)).toBe(count < least ? 0 : count)
      }),
    )
  })

  it('is given up as soon as too few are left', () => {
    const { segments, numbersOf } = segmentsOf([
      [['alpha'], ['alpha'], ['beta']],
      [['alpha', 'beta'], ['beta']],
    ])
    const [first, second] = segments
    if (!first || !second) throw new Error('two segments were made')
    const unread = { ...second, places: new Proxy(second.places, { get: () => expect.fail('is read') }) }
    expect(countHolding([first, unread], numbersOf([['alpha', 'beta']]), 2)).toBe(0)
    expect(() => countHolding([first, unread], numbersOf([['alpha', 'beta']]), 1)).toThrow('is read')
  })
})

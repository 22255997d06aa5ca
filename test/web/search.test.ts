import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bestLibrary, countIn, isPartialIn } from '#web/features/listing/search/library-counts.ts'
import { ordersOf, readPage } from '#web/features/listing/search/search-place.ts'
import { cutAtSpans } from '#web/ui/marked.ts'

describe('marked text', () => {
  it('is cut where the words stand', () => {
    expect(cutAtSpans('高温传感器', [{ start: 2, end: 5 }])).toEqual([
      { text: '高温', isMarked: false },
      { text: '传感器', isMarked: true },
    ])
  })

  it('stays whole whatever the spans are', () => {
    const span = fc.record({ start: fc.integer({ min: -3, max: 30 }), end: fc.integer({ min: -3, max: 30 }) })
    fc.assert(
      fc.property(fc.string(), fc.array(span), (text, spans) => {
        const pieces = cutAtSpans(text, spans)
        expect(pieces.map(piece => piece.text).join('')).toBe(text)
      }),
    )
  })
})

describe('the place in a search', () => {
  it.each([
    ['', 1],
    ['page=3', 3],
    ['page=50', 50],
    ['page=51', 1],
    ['page=0', 1],
    ['page=1.5', 1],
    ['page=x', 1],
  ])('of "%s" is page %i', (address, page) => expect(readPage(new URLSearchParams(address))).toBe(page))

  it('is ordered by fitting only where there are words', () => {
    expect(ordersOf('expert', true)).toEqual(['RELEVANCE', 'NEWEST'])
    expect(ordersOf('expert', false)).toEqual(['NEWEST'])
  })
})

describe('words for three libraries', () => {
  const found = (totalCount: number, isPartial = false) =>
    ({ __typename: 'SearchResult', totalCount, isPartial }) as const
  const none = { __typename: 'InvalidInput' } as const

  it('lead to the one that has most with all of them', () => {
    expect(bestLibrary({ demand: found(17, true), achievement: found(1), expert: found(0) })).toBe('achievement')
    expect(bestLibrary({ demand: found(3), achievement: found(1), expert: found(9) })).toBe('expert')
  })

  it('lead to the one that has most with some where none has all', () => {
    expect(bestLibrary({ demand: found(5, true), achievement: found(2, true), expert: none })).toBe('demand')
  })

  it('count as nothing where the question was refused', () => {
    const counts = { demand: none, achievement: found(2, true), expert: none }
    expect(countIn(counts, 'demand')).toBe(0)
    expect([isPartialIn(counts, 'demand'), isPartialIn(counts, 'achievement')]).toEqual([false, true])
  })
})

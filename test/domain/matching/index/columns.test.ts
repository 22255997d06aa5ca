import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ipWishes } from '#domain/demand/demand.ts'
import { libraries, waysOfTransfer } from '#domain/listing.ts'
import {
  codeNumber,
  codeText,
  compareIds,
  createColumns,
  lastBelow,
  noDay,
  readFacts,
  readId,
  writeFacts,
} from '#domain/matching/index/columns.ts'
import { kindWords } from '#domain/matching/kinds.ts'
import { technologyFields } from '#domain/technology-field.ts'
import { aDocument, anId } from '../support.ts'

const price = fc.option(fc.bigInt({ min: 0n, max: 9_000_000_000_000_000n }))
const code = fc
  .tuple(fc.constantFrom('A', 'C', 'T', '4', '8', ''), fc.stringMatching(/^\d{0,5}$/))
  .map(parts => parts.join(''))
const facts = fc.record({
  fields: fc.subarray([...technologyFields]),
  industryCode: fc.option(code.filter(text => text !== '')),
  trl: fc.option(fc.integer({ min: 1, max: 9 })),
  priceMinFen: price,
  priceMaxFen: price,
  regionCode: fc.option(fc.stringMatching(/^[1-8]\d{5}$/)),
  waysOfTransfer: fc.subarray([...waysOfTransfer]),
  ipWish: fc.option(fc.constantFrom(...ipWishes)),
  publishedAt: fc.integer({ min: 0, max: 9e15 }),
  completenessPercent: fc.integer({ min: 0, max: 100 }),
  isInGoodStanding: fc.option(fc.boolean()),
})

describe('columns', () => {
  it('law: give back the facts that were written; of amounts, one end alone stands for both', () => {
    fc.assert(
      fc.property(facts, fc.uuid(), (given, id) => {
        const columns = createColumns(3)
        writeFacts(columns, 1, aDocument({ ...given, id }))
        const { priceMinFen, priceMaxFen } = given
        const ends = { priceMinFen: priceMinFen ?? priceMaxFen, priceMaxFen: priceMaxFen ?? priceMinFen }
        expect(readFacts(columns, 1)).toEqual({ ...given, ...ends })
        expect(readId(columns.ids, 1)).toBe(id)
        expect([readId(columns.ids, 0), readId(columns.ids, 2)]).toEqual(Array(2).fill(anId(0).replace(/4|8/g, '0')))
      }),
    )
  })

  it('have room for every word of every list', () => {
    for (const library of libraries) expect(kindWords[library].length).toBeLessThanOrEqual(8)
    expect(technologyFields.length).toBeLessThanOrEqual(16)
    expect(waysOfTransfer.length).toBeLessThanOrEqual(8)
  })

  it.each([
    [null, noDay],
    ['1970-01-02', 1],
    ['2026-12-31', 20_818],
    ['1890-05-01', 0],
    ['2149-06-05', noDay - 1],
    ['9999-12-31', noDay - 1],
  ])('the day %s is %i, and a day out of reach the nearest within', (neededBy, day) => {
    const columns = createColumns(1)
    writeFacts(columns, 0, aDocument({ id: anId(1), neededBy }))
    expect(columns.neededBy[0]).toBe(day)
  })
})

describe('codes as numbers', () => {
  it('law: keep the code, and all below a code is one range', () => {
    fc.assert(
      fc.property(code, code, (one, other) => {
        expect(codeText(codeNumber(one))).toBe(one)
        const isBelow = codeNumber(one) <= codeNumber(other) && codeNumber(other) <= lastBelow(one)
        expect(isBelow).toBe(other.startsWith(one))
      }),
    )
  })
})

describe('ids', () => {
  it('law: sort as their texts do', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.uuid(), (a, b) => {
        const { ids } = createColumns(2)
        for (const [place, id] of [a, b].entries()) {
          const columns = createColumns(1)
          writeFacts(columns, 0, aDocument({ id }))
          ids.set(columns.ids, place * 16)
        }
        expect(Math.sign(compareIds(ids, 0, ids, 1))).toBe(a < b ? -1 : a > b ? 1 : 0)
      }),
    )
  })
})

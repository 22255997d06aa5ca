import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  characterHolders,
  countHolders,
  createCharacterNumbers,
  eachCharacter,
  mergeCharacters,
  writeCharacters,
} from '#domain/matching/index/character-columns.ts'
import { createMatchIndex, statisticsOf, upsert } from '#domain/matching/index/match-index.ts'
import { rankDocuments } from '#domain/matching/rank.ts'
import { explainPair } from '#domain/matching/ranking/explain-pair.ts'
import { aDocument, anId, aQuery } from '../support.ts'

const unit = fc.integer({ min: 0x4e00, max: 0x4e40 })
const counts = fc.array(fc.tuple(unit, fc.integer({ min: 1, max: 9 })), { maxLength: 12 }).map(all => new Map(all))
const documents = fc.array(counts, { maxLength: 6 })
type Documents = readonly ReadonlyMap<number, number>[]

const clamped = (document: ReadonlyMap<number, number>) =>
  new Map(Array.from(document, ([unit, count]) => [unit, Math.min(count, 4)]))

function read(columns: ReturnType<typeof writeCharacters>, count: number, units: readonly number[]) {
  return Array.from({ length: count }, (_, place) => {
    const found = new Map<number, number>()
    eachCharacter(columns, place, (number, times) => found.set(units[number] ?? -1, times))
    return found
  })
}

describe('character columns', () => {
  it('law: give back each character of each document; more than four times is four times', () => {
    fc.assert(
      fc.property(documents, (given: Documents) => {
        const known = createCharacterNumbers()
        const columns = writeCharacters(given, known)
        expect(read(columns, given.length, known.units)).toEqual(given.map(clamped))
        const again = createCharacterNumbers(known.units)
        expect(known.units.every((of, number) => again.numbers[of] === number)).toBe(true)
        const holders = characterHolders()
        countHolders(columns, given.length, holders, 1)
        for (const [number, of] of known.units.entries())
          expect(holders[number]).toBe(given.filter(document => document.has(of)).length)
        countHolders(columns, given.length, holders, -1)
        expect(holders.every(count => count === 0)).toBe(true)
      }),
      { numRuns: 30 },
    )
  })

  it('law: merged, they are those of the living, in their order', () => {
    const source = fc.array(fc.tuple(counts, fc.boolean()), { maxLength: 5 })
    fc.assert(
      fc.property(fc.array(source, { minLength: 1, maxLength: 4 }), given => {
        const known = createCharacterNumbers()
        let living = 0
        const sources = given.map(entries => ({
          columns: writeCharacters(
            entries.map(([document]) => document),
            known,
          ),
          movedTo: Int32Array.from(entries, ([, isDead]) => (isDead ? -1 : living++)),
        }))
        const expected = given.flat().flatMap(([document, isDead]) => (isDead ? [] : [document]))
        expect(mergeCharacters(sources, living)).toEqual(writeCharacters(expected, known))
      }),
      { numRuns: 30 },
    )
  })

  it('has room for 16,383 characters; those that come later are not told apart from none', () => {
    const known = createCharacterNumbers()
    const many = new Map(Array.from({ length: 20_000 }, (_, i) => [0x3400 + i, 1]))
    const columns = writeCharacters([many, new Map([[0x3400 + 19_999, 2]])], known)
    expect([columns.characterStarts[1], columns.characterStarts[2]]).toEqual([16_383, 16_383])
    expect(known.units.length).toBe(16_384)
    const kept = [...(read(columns, 1, known.units)[0]?.keys() ?? [])]
    expect(kept.join()).toBe([...many.keys()].slice(0, 16_383).join())
  })
})

/** The basic block and extension A of Unicode: more than there are numbers. */
const everyHan = [
  ...Array.from({ length: 6592 }, (_, i) => String.fromCharCode(0x3400 + i)),
  ...Array.from({ length: 20_900 }, (_, i) => String.fromCharCode(0x4e00 + i)),
]

describe('an index that has seen too many characters', () => {
  const index = createMatchIndex()
  const pages = [everyHan.slice(0, 9000), everyHan.slice(9000, 18_000), everyHan.slice(18_000)]
  const documents = pages.map((page, i) => aDocument({ id: anId(i), text: page.join('') }))
  upsert(index, documents)

  it('finds by words all the same, and explains with the characters it knows', () => {
    const late = everyHan.slice(-3).join('')
    const query = aQuery({ title: late })
    const { ranked, plan } = rankDocuments(index, { library: 'achievement', from: 'demand', query, limit: 9, nowAt: 0 })
    expect(statisticsOf(index, 'achievement').characterHolders(late.charCodeAt(0))).toBe(0)
    expect(ranked.map(({ id }) => id)).toEqual([anId(2)])
    const document = documents[2] ?? expect.fail('no third page')
    const pair = {
      query,
      plan,
      document,
      seeker: 'query',
      offering: 'achievement',
      nowAt: 0,
      similarity: null,
      meanings: null,
    } as const
    expect(explainPair(pair).root.contribution).toBe(ranked[0]?.score)
  })
})

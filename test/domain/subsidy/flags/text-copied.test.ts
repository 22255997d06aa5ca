import { describe, expect, test } from 'vitest'
import type { FlagText } from '#domain/subsidy/flags/flag-facts.ts'
import { flagParameters } from '#domain/subsidy/flags/parameters.ts'
import { findCopiedTexts } from '#domain/subsidy/flags/text-copied.ts'
import { prose, text } from './support.ts'

const find = (own: readonly FlagText[], others: readonly FlagText[]) =>
  findCopiedTexts(own, others, flagParameters.text)
const words = prose(1, 1_000)
const percentOf = (other: string, over: Partial<FlagText> = {}) =>
  find([text('c1', words)], [text('c2', other, over)])[0]?.explanation.figures.find(({ name }) => name === 'percent')
    ?.value ?? null

describe('a text of 1,000 characters', () => {
  test('and another one have nothing in common', () => {
    expect(percentOf(prose(2, 1_000))).toBeNull()
  })

  test('copied whole, in full width, with blanks and traditional characters', () => {
    expect(percentOf(words)).toBe('100')
    expect(percentOf(`${words.slice(0, 500)}\n\n ${words.slice(500)}`)).toBe('100')
  })

  test('copied by half is flagged, by less is not', () => {
    // 500 of 1,000 characters are 493 of 993 runs of eight: 49 %. Eight more make it 50 %.
    expect(percentOf(words.slice(0, 504) + prose(3, 496))).toBe('50')
    expect(percentOf(words.slice(0, 500) + prose(3, 500))).toBeNull()
  })

  test('that stands inside a longer one counts by the shorter', () => {
    expect(percentOf(prose(4, 2_000) + words + prose(5, 2_000))).toBe('100')
  })
})

describe('what does not count', () => {
  test('short texts', () => {
    const short = prose(6, 206)
    expect(find([text('c1', short)], [text('c2', short)])).toEqual([])
    const enough = prose(6, 207)
    expect(find([text('c1', enough)], [text('c2', enough)])).toHaveLength(1)
  })

  test('what the challenge publishes', () => {
    const problem = prose(7, 2_000)
    const [mine, theirs] = [problem + prose(8, 300), problem + prose(9, 300)]
    expect(find([text('c1', mine, { publicText: problem })], [text('b2', theirs, { publicText: problem })])).toEqual([])
    expect(find([text('c1', mine)], [text('b2', theirs)])).toHaveLength(1)
  })

  test('a renewal of the same two parties; within the year, or with others, it is a copy', () => {
    const pair = { buyerId: 'A', sellerId: 'B' }
    const renewed = (over: Partial<FlagText>) =>
      find([text('c1', words, pair)], [text('c2', words, { ...pair, ...over })]).length
    expect(renewed({ signedOn: '2025-05-05' })).toBe(0)
    expect(renewed({ signedOn: '2025-05-06' })).toBe(1)
    expect(renewed({ signedOn: '2025-05-05', sellerId: 'C' })).toBe(1)
  })
})

test('two contracts of one determination are one flag; a bid is named as one', () => {
  expect(find([text('c1', words), text('c2', words)], [])).toHaveLength(1)
  const [flag] = find([text('c1', words)], [text('b2', words, { kind: 'bid', signedOn: null })])
  expect(flag?.explanation.zh).toContain('同榜另一份揭榜方案')
  expect(flag?.explanation.records.map(({ kind }) => kind)).toEqual(['contract', 'bid'])
})

test('texts that were not compared are a flag of their own', () => {
  const own = Array.from({ length: 3 }, (_, n) => text(`c${n}`, prose(n + 20, 300)))
  const [flag, ...others] = findCopiedTexts(own, [], { ...flagParameters.text, mostOwn: 2 })
  expect(others).toEqual([])
  expect(flag?.explanation.records.map(({ id }) => id)).toEqual(['c2'])
  const silent = Array.from({ length: 9 }, (_, n) => text(`s${n}`, '设备一台'))
  expect(findCopiedTexts([...own.slice(0, 2), ...silent], [], { ...flagParameters.text, mostOwn: 2 })).toEqual([])
})

test('pairs that were not compared are said too; where all were, nothing is', () => {
  const others = [text('c8', words), text('c9', words)]
  const find = (mostPairs: number) =>
    findCopiedTexts([text('c1', words)], others, { ...flagParameters.text, mostPairs }).map(({ basis }) => basis[0])
  expect(find(2)).toEqual(['c1', 'c1'])
  expect(find(1)).toEqual(['c1', 'not all compared'])
})

test('a hundred contracts beside two hundred others take a moment', () => {
  const own = Array.from({ length: 100 }, (_, n) => text(`c${n}`, prose(1_000 + n, 3_000)))
  const others = Array.from({ length: 199 }, (_, n) => text(`o${n}`, prose(5_000 + n, 3_000)))
  const startedAt = performance.now()
  expect(find(own, [...others, text('copy', prose(1_050, 3_000))]).map(({ basis }) => basis)).toEqual([['c50', 'copy']])
  // Well under a second; exact comparison of every pair would take half a minute on a busy machine.
  expect(performance.now() - startedAt).toBeLessThan(5_000)
})

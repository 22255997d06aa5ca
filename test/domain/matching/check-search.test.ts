/** What a search refuses, each with the field it names. */
import { describe, expect, test } from 'vitest'
import { checkMatchFilter } from '#domain/matching/check-filter.ts'
import { checkSearch, type SearchQuestion } from '#domain/matching/check-search.ts'
import type { MatchFilter } from '#domain/matching/index/filter.ts'

const question = (over: Partial<SearchQuestion>): SearchQuestion => ({
  library: 'achievement',
  text: '传感器',
  filter: {},
  first: 20,
  offset: 0,
  ...over,
})
const paths = (over: Partial<SearchQuestion>) => checkSearch(question(over)).map(({ path }) => path)

describe('a search', () => {
  test.each<[string, Partial<SearchQuestion>, string[]]>([
    ['as usual', {}, []],
    ['without a text', { text: '' }, []],
    ['200 characters', { text: '字'.repeat(200) }, []],
    ['201 characters', { text: '字'.repeat(201) }, ['text']],
    ['half a character', { text: '\ud800' }, ['text']],
    ['none', { first: 0 }, ['first']],
    ['too many at once', { first: 101 }, ['first']],
    ['before the beginning', { offset: -1 }, ['offset']],
    ['no place', { offset: Number.NaN }, ['offset']],
    ['the last window', { first: 100, offset: 900 }, []],
    ['beyond it', { first: 100, offset: 901 }, ['offset']],
    ['all of it wrong', { text: 'x'.repeat(201), first: 0, offset: -1 }, ['text', 'first', 'offset']],
  ])('%s', (_, over, expected) => {
    expect(paths(over)).toEqual(expected)
  })

  test('every problem says what to do', () => {
    const problems = checkSearch(question({ text: 'x'.repeat(201), first: 100, offset: 1000, filter: { trlMin: 12 } }))
    expect(problems.every(({ remedy }) => remedy.length > 5)).toBe(true)
    expect(problems.find(({ path }) => path === 'offset')?.remedy).toContain('narrow')
  })
})

describe('a filter', () => {
  test.each<[MatchFilter, 'achievement' | 'demand' | 'expert', string[]]>([
    [{}, 'expert', []],
    [{ regionCode: '410000', industryCode: 'C39', trlMin: 3, trlMax: 9, kinds: ['mature'] }, 'achievement', []],
    [{ regionCode: '41' }, 'achievement', ['filter.regionCode']],
    [{ regionCode: '%' }, 'achievement', ['filter.regionCode']],
    [{ industryCode: 'Z99' }, 'demand', ['filter.industryCode']],
    [{ trlMin: 10, trlMax: 0 }, 'demand', ['filter.trlMin', 'filter.trlMax', 'filter.trlMin']],
    [{ trlMin: 5, trlMax: 4 }, 'demand', ['filter.trlMin']],
    [{ amountMinFen: 2n, amountMaxFen: 1n }, 'demand', ['filter.amountMinFen']],
    [{ kinds: ['mature'] }, 'demand', ['filter.kinds']],
    [{ kinds: ['technical'], fields: ['new_materials'] }, 'expert', []],
    [{ trlMin: 3, waysOfTransfer: ['licence'] }, 'expert', ['filter.waysOfTransfer', 'filter.trlMin']],
    [{ waysOfTransfer: [] }, 'expert', []],
  ])('%o of %s', (filter, library, expected) => {
    expect(checkMatchFilter(filter, library).map(({ path }) => path)).toEqual(expected)
  })
})

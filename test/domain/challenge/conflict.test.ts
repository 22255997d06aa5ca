/** Who must recuse, by organisation and by name. */
import { describe, expect, test } from 'vitest'
import { checkExpertConflict, checkReviewerConflict, type ExpertRecusalFacts } from '#domain/challenge/conflict.ts'

const poster = { id: 'poster', name: '郑州磨料有限公司' }
const bidder = { id: 'bidder', name: '河南大学' }
const facts = (over: Partial<ExpertRecusalFacts>): ExpertRecusalFacts => ({
  organisationIds: ['institute'],
  unitNames: ['某研究所'],
  poster,
  bidders: [],
  ...over,
})

test('a reviewer by organisation', () => {
  const by = (ids: string[], bidderIds: string[] = []) =>
    checkReviewerConflict({ reviewerOrganisationIds: ids, posterId: 'poster', bidderIds })?.conflictWith
  expect([by(['x']), by(['poster']), by(['bidder']), by(['bidder'], ['bidder'])]).toEqual([
    undefined,
    'poster',
    undefined,
    'bidder',
  ])
})

describe('an expert of the library', () => {
  test.each<[string, Partial<ExpertRecusalFacts>, string | undefined]>([
    ['of neither', {}, undefined],
    ['listed by the poster', { organisationIds: ['poster'] }, 'poster'],
    ['who works for the poster', { unitNames: ['郑州磨料有限公司'] }, 'poster'],
    ['written otherwise', { unitNames: ['鄭州磨料 有限公司 '] }, 'poster'],
    ['who names the poster for recusal', { unitNames: ['某研究所', '郑州磨料有限公司'] }, 'poster'],
    ['of a bidder while the bids are sealed', { organisationIds: ['bidder'], unitNames: ['河南大学'] }, undefined],
    ['of a bidder afterwards', { organisationIds: ['bidder'], bidders: [bidder] }, 'bidder'],
    ['of a school of a bidder', { unitNames: ['河南大学材料学院'], bidders: [bidder] }, 'bidder'],
    ['of a unit whose name a bidder begins with', { unitNames: ['河南'], bidders: [bidder] }, undefined],
    ['a short name begins nothing', { unitNames: ['中科大学'], bidders: [{ id: 'b', name: '中科' }] }, undefined],
    ['an unnamed unit', { unitNames: ['', '，'] }, undefined],
  ])('%s', (_, over, expected) => {
    expect(checkExpertConflict(facts(over))?.conflictWith).toBe(expected)
  })
})

import { describe, expect, test } from 'vitest'
import { addWorkingDays, estimateWorkingDays } from '#domain/calendar.ts'
import {
  checkExaminer,
  checkRecognition,
  checkRegistry,
  checkSecondExaminer,
  currentDueOn,
  examinationDueOn,
  isLargeContract,
} from '#domain/registration/check-registration.ts'

const parties = { buyerId: 'buyer', sellerId: 'seller' }
const codeOf = (refusal: unknown) => (refusal as { code?: string } | null)?.code

describe('the registry', () => {
  const registry = { id: 'centre', kind: 'registry', state: 'verified' }
  test.each([
    ['a verified registry', registry, undefined],
    ['one that is the seller', { ...registry, id: 'seller' }, 'REGISTRY_IS_PARTY'],
    ['one that is the buyer', { ...registry, id: 'buyer' }, 'REGISTRY_IS_PARTY'],
    ['one that is not verified', { ...registry, state: 'unverified' }, 'REGISTRY_NOT_AVAILABLE'],
    ['an enterprise', { ...registry, kind: 'enterprise' }, 'REGISTRY_NOT_AVAILABLE'],
  ])('%s', (_, given, code) => {
    expect(codeOf(checkRegistry(given, parties))).toBe(code)
  })
})

test('who belongs to a party does not handle its contract', () => {
  expect(checkExaminer(['centre', 'other'], parties)).toBeNull()
  expect(checkExaminer(['centre', 'seller'], parties)).toMatchObject({
    code: 'EXAMINER_IN_CONFLICT',
    organisationId: 'seller',
  })
})

describe('recognition', () => {
  test.each([
    [0n, []],
    [1000n, []],
    [1001n, ['recognisedAmountFen']],
    [-1n, ['recognisedAmountFen']],
  ])('%d of 1000 分', (technologyAmountFen, paths) => {
    const problems = checkRecognition({ type: 'service', technologyAmountFen }, 1000n)
    expect(problems.map(problem => problem.path)).toEqual(paths)
  })
})

describe('large contracts', () => {
  test('begin at 500万元 of 技术交易额', () => {
    expect(isLargeContract(499_999_999n)).toBe(false)
    expect(isLargeContract(500_000_000n)).toBe(true)
  })
  test.each([
    ['another person', 'ann', 500_000_000n, 'bob', undefined],
    ['the examiner', 'ann', 500_000_000n, 'ann', 'SECOND_EXAMINER_NEEDED'],
    ['the examiner of a small one', 'ann', 499_999_999n, 'ann', undefined],
  ])('%s', (_, examinedBy, recognisedAmountFen, userId, code) => {
    expect(codeOf(checkSecondExaminer({ examinedBy, recognisedAmountFen }, userId))).toBe(code)
  })
})

describe('the day by which it must be decided', () => {
  test('15 working days, 30 for a large contract', () => {
    expect(examinationDueOn('2026-03-02', 1n)).toEqual({ day: addWorkingDays('2026-03-02', 15), isEstimated: false })
    expect(examinationDueOn('2026-03-02', 500_000_000n).day).toBe(addWorkingDays('2026-03-02', 30))
  })
  test('counts from the day in China on which the case was accepted', () => {
    expect(currentDueOn(null, 1n)).toBeNull()
    const lateEvening = new Date('2026-03-01T23:30:00Z')
    expect(currentDueOn(lateEvening, 1n)).toEqual(examinationDueOn('2026-03-02', 1n))
  })
  test('is estimated where the holidays are not known yet', () => {
    expect(examinationDueOn('2026-12-31', 1n)).toEqual({ day: '2027-01-21', isEstimated: true })
    expect(estimateWorkingDays('2026-12-31', 0)).toEqual({ day: '2026-12-31', isEstimated: false })
    expect(estimateWorkingDays('2026-09-24', 3)).toEqual({ day: addWorkingDays('2026-09-24', 3), isEstimated: false })
  })
})

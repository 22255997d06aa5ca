import { describe, expect, test } from 'vitest'
import { findFundedTwice } from '#domain/subsidy/flags/funded-twice.ts'
import { grant } from './support.ts'

const own = grant('own')
const groundOf = (other: Parameters<typeof grant>[1], exclusives: { rule: string; per: string }[] = []) =>
  findFundedTwice(own, [grant('other', other)], exclusives)[0]?.basis[0] ?? null

describe('the same policy', () => {
  test('the same rule counts the same record for another beneficiary, subject or window', () => {
    expect(groundOf({ beneficiaryId: 'A' })).toBe('same_rule')
    expect(groundOf({ subjectId: 'c2' })).toBe('same_rule')
    expect(groundOf({ window: '2026' })).toBe('same_rule')
  })

  test('the same rule, subject, beneficiary and window draws on the same account', () => {
    expect(groundOf({})).toBeNull()
  })

  test('another payment of the same contract is not the same record', () => {
    const mine = grant('own', { used: [{ record: 'p1', contractId: 'c1' }] })
    const next = grant('other', { window: '2027', used: [{ record: 'p2', contractId: 'c1' }] })
    expect(findFundedTwice(mine, [next], [])).toEqual([])
  })

  test('another rule only if the policy says that the two exclude one another', () => {
    expect(groundOf({ rule: 'registry' })).toBeNull()
    expect(groundOf({ rule: 'registry' }, [{ rule: 'registry', per: 'contract.id' }])).toBe('exclusive')
  })

  test('another rule by another version, where the rule of the later one is new', () => {
    const later = { rule: 'renamed', beneficiaryId: 'A', isOfOtherForm: true }
    expect(groundOf(later)).toBe('other_version')
    expect(groundOf({ ...later, isOfOtherForm: false })).toBeNull()
    expect(groundOf({ ...later, used: [{ record: 'p1', contractId: 'c1' }] })).toBeNull()
    expect(groundOf(later, [{ rule: 'renamed', per: 'contract.id' }])).toBe('exclusive')
  })

  test('an exclusion for a beneficiary does not touch the other party', () => {
    const exclusives = [{ rule: 'buyer', per: 'beneficiary' }]
    expect(groundOf({ rule: 'buyer', beneficiaryId: 'A' }, exclusives)).toBeNull()
    expect(groundOf({ rule: 'buyer', beneficiaryId: 'B' }, exclusives)).toBe('exclusive')
  })
})

describe('another policy', () => {
  test('supports the same beneficiary for the same contract, by whatever record of it', () => {
    expect(groundOf({ policyId: 'henan', used: [{ record: 'p9', contractId: 'c1' }] })).toBe('other_policy')
  })

  test('supports the other party: each is entitled for itself', () => {
    expect(groundOf({ policyId: 'henan', beneficiaryId: 'A' })).toBeNull()
  })

  test('supports another contract', () => {
    expect(groundOf({ policyId: 'henan', used: [{ record: 'c7', contractId: 'c7' }] })).toBeNull()
  })
})

test('the flag names rule, contracts and money as people call them, no codes', () => {
  const used = [{ record: 'p1', contractId: 'c1', kind: 'receipt', on: '2025-03-02', contractTitle: '轴承检测合同' }]
  const other = grant('other', { policyId: 'henan', ruleTitle: '省级奖补', used })
  const [flag] = findFundedTwice(grant('own', { used }), [other], [])
  expect(flag?.explanation.zh).toContain('郑州实施细则 · 省级奖补')
  expect(`${flag?.explanation.zh} ${flag?.explanation.en}`).not.toMatch(/seller|determined/)
  expect(flag?.explanation.records.slice(1)).toMatchObject([
    { kind: 'contract', id: 'c1', name: '轴承检测合同' },
    { kind: 'receipt', id: 'p1', name: '轴承检测合同', on: '2025-03-02' },
  ])
})

test('a determination is no second grant of itself, and the flag names what is shared', () => {
  expect(findFundedTwice(own, [own], [])).toEqual([])
  const [flag] = findFundedTwice(own, [grant('other', { beneficiaryId: 'A', state: 'paid' })], [])
  expect(flag?.explanation.zh).toContain('100,000.00 元')
  expect(flag?.explanation.records.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
    'determination other',
    'contract c1',
  ])
})

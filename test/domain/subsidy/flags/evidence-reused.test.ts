import { expect, test } from 'vitest'
import { findReusedEvidence } from '#domain/subsidy/flags/evidence-reused.ts'
import type { FlagMoney } from '#domain/subsidy/flags/flag-facts.ts'
import { contract, money } from './support.ts'

const sha256 = 'ab'.repeat(32)
const own = [contract('c1', 100)]
const fact = (id: string, contractId: string, amount: number, kind: FlagMoney['kind'] = 'payment') => ({
  ...money(id, contractId, amount, { kind, sha256 }),
  contractTitle: `合同 ${contractId}`,
})
const find = (...facts: ReturnType<typeof fact>[]) => findReusedEvidence(own, facts)

test('a document of its own for each fact is in order', () => {
  expect(find(fact('p1', 'c1', 50))).toEqual([])
  expect(find(fact('p1', 'c1', 50), { ...fact('p2', 'c2', 50), sha256: 'cd'.repeat(32) })).toEqual([])
})

test('one slip for payments on two contracts', () => {
  const [flag, ...others] = find(fact('p1', 'c1', 50), fact('p2', 'c2', 50))
  expect(others).toEqual([])
  expect(flag?.basis).toEqual([sha256, 'p1', 'p2'])
  expect(flag?.explanation.zh).toContain('用于 2 份合同的 2 笔记录，合计 1,000,000.00 元')
})

test('payer and payee show one slip for one movement: that is how it should be', () => {
  expect(find(fact('p1', 'c1', 50), fact('r1', 'c1', 50, 'receipt'))).toEqual([])
})

test('the same with another amount, on another contract, or a third time is not', () => {
  expect(find(fact('p1', 'c1', 50), fact('r1', 'c1', 49, 'receipt'))).toHaveLength(1)
  expect(find(fact('p1', 'c1', 50), fact('r1', 'c2', 50, 'receipt'))).toHaveLength(1)
  expect(find(fact('p1', 'c1', 50), fact('r1', 'c1', 50, 'receipt'), fact('r2', 'c2', 50, 'receipt'))).toHaveLength(1)
})

test('an invoice proves no payment', () => {
  expect(find(fact('p1', 'c1', 50), fact('i1', 'c1', 50, 'invoice'))).toHaveLength(1)
})

test('what happens on others’ contracts alone is no matter of this determination', () => {
  expect(find(fact('p1', 'c8', 50), fact('p2', 'c9', 50))).toEqual([])
})

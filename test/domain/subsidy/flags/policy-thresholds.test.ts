import { expect, test } from 'vitest'
import { listThresholds } from '#domain/subsidy/flags/policy-thresholds.ts'
import { wan } from './support.ts'

const amountsOf = (rule: object, taken?: Record<string, string>) => {
  const thresholds = listThresholds({ id: 'r', per: 'contract.id', ...rule }, taken)
  return thresholds.filter(({ measure }) => measure === 'contract').map(({ amountFen }) => amountFen)
}

test('bounds of brackets, each once, ascending; what a bracket gives is no bound', () => {
  const brackets = [
    { from: wan(500), below: wan(5_000), amount: wan(10) },
    { from: wan(5_000), amount: wan(20), cap: wan(30) },
    { to: wan(500), rate: { value: '1', unit: 'percent' } },
  ]
  expect(amountsOf({ figure: { tiers: { kind: 'whole', by: 'base', brackets } } })).toEqual([wan(500), wan(5_000)])
})

test('洛阳 2024, buyer: 5 % at most 20万元 a contract binds from 400万元', () => {
  expect(amountsOf({ rate: { value: '5', unit: 'percent' }, cap: { amount: wan(20) } })).toEqual([wan(400)])
})

test('a rate that does not divide the cap binds from the next 分', () => {
  expect(amountsOf({ rate: { value: '3', unit: 'percent' }, cap: { amount: 100n } })).toEqual([3_334n])
  expect(amountsOf({ rate: { value: '0', unit: 'percent' }, cap: { amount: 100n } })).toEqual([])
})

test('a rule that adds contracts up has none: splitting gains nothing', () => {
  const rule = { rate: { value: '2', unit: 'percent' }, cap: { amount: wan(50) } }
  expect(amountsOf({ ...rule, per: 'contract.sellerId' })).toEqual([])
  expect(amountsOf({ ...rule, per: ['contract.id', 'contract.sellerId'] })).toEqual([wan(2_500)])
})

test('of what hangs on how a clause is read, the reading that was taken', () => {
  const choice = (low: unknown, high: unknown) => ({ choose: 'p', readings: { low, high } })
  const rule = {
    rate: { value: '5', unit: 'percent' },
    cap: { amount: choice(wan(10), wan(20)) },
    figure: choice({ cases: [{ at_least: wan(1) }] }, { cases: [{ at_least: choice(wan(2), wan(3)) }] }),
    requires: [{ at_least: wan(7), when: { parameter: 'p', reading: 'low' } }, { at_least: wan(8) }],
  }
  expect(amountsOf(rule, { p: 'low' })).toEqual([wan(1), wan(7), wan(8), wan(200)])
  expect(amountsOf(rule, { p: 'high' })).toEqual([wan(3), wan(8), wan(400)])
})

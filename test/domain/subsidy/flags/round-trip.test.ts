import { describe, expect, test } from 'vitest'
import type { FlagContract, FlagMoney } from '#domain/subsidy/flags/flag-facts.ts'
import { flagParameters } from '#domain/subsidy/flags/parameters.ts'
import { findRoundTrips } from '#domain/subsidy/flags/round-trip.ts'
import { contract, money } from './support.ts'

const find = (contracts: readonly FlagContract[], facts: readonly FlagMoney[] = []) =>
  findRoundTrips(contracts, facts, flagParameters.roundTrip)
const setsOf = (...given: Parameters<typeof find>) => find(...given).map(({ basis }) => basis.join(' '))
const other = { isOwn: false }
const there = contract('c1', 100)
const back = (amount: number, over: Partial<FlagContract> = {}) =>
  contract('c2', amount, { buyerId: 'B', sellerId: 'A', ...other, ...over })

describe('contracts there and back', () => {
  test.each([
    ['90 % of it', 90, true],
    ['a little less', 89.9, false],
    ['a ninth more', 111, true],
    ['more than that', 112, false],
  ])('of %s', (_, amount, isFlagged) => {
    expect(setsOf([there, back(amount)])).toEqual(isFlagged ? ['c1 c2'] : [])
  })

  test.each([
    ['180 days later', '2026-08-28', true],
    ['181 days later', '2026-08-29', false],
    ['before', '2025-10-01', true],
  ])('signed %s', (_, signedOn, isFlagged) => {
    expect(setsOf([there, back(100, { signedOn })])).toEqual(isFlagged ? ['c1 c2'] : [])
  })

  test('two in the same direction are business', () => {
    expect(setsOf([there, contract('c2', 100)])).toEqual([])
  })

  test('under 1万元 nobody goes round in circles', () => {
    const small = contract('c1', 0.99)
    expect(setsOf([small, back(0.99)])).toEqual([])
    expect(setsOf([contract('c1', 1), back(1)])).toEqual(['c1 c2'])
  })

  test('of strangers, not of the determination', () => {
    expect(setsOf([{ ...there, ...other }, back(100)])).toEqual([])
  })
})

describe('money there and back', () => {
  const far = back(500)
  test('one payment back, on a contract of another size', () => {
    const facts = [money('p1', 'c1', 50), money('p2', 'c2', 49, { occurredOn: '2026-04-20' })]
    const [flag] = find([there, far], facts)
    expect(flag?.explanation.zh).toContain('2 方之间的付款首尾相接：19 天内')
    expect(flag?.explanation.records.map(({ kind, id }) => `${kind} ${id}`)).toContain('payment p2')
  })

  test('three instalments back make up the sum', () => {
    const instalments = [money('p2', 'c2', 30), money('p3', 'c2', 35), money('p4', 'c2', 33)]
    expect(setsOf([there, far], [money('p1', 'c1', 100), ...instalments])).toEqual(['c1 c2'])
  })

  test('a receipt of the same money is not counted beside its payment', () => {
    const receipt = money('r1', 'c2', 50, { kind: 'receipt' })
    expect(setsOf([there, far], [money('p1', 'c1', 50), receipt])).toEqual(['c1 c2'])
    expect(setsOf([there, far], [money('p1', 'c1', 50), money('p2', 'c2', 300), receipt])).toEqual([])
  })

  test('money is not compared with what a contract says, an invoice with nothing', () => {
    expect(setsOf([there, far], [money('p1', 'c1', 50), money('i2', 'c2', 50, { kind: 'invoice' })])).toEqual([])
    expect(setsOf([contract('c1', 200), back(50)], [money('p1', 'c1', 50)])).toEqual([])
  })
})

describe('over a third party', () => {
  const [on, home] = [
    contract('c2', 98, { buyerId: 'B', sellerId: 'C', ...other }),
    contract('c3', 95, { buyerId: 'C', sellerId: 'A', ...other }),
  ]
  test('A → B → C → A', () => {
    const [flag] = find([there, on, home])
    expect(flag?.basis).toEqual(['c1', 'c2', 'c3'])
    expect(flag?.explanation.zh).toContain('3 方之间的合同')
  })

  test('each leg must be similar to each other one', () => {
    const legs = [contract('c1', 100), { ...on, contractAmountFen: 9_100_000_000n / 100n }]
    expect(setsOf([...legs, { ...home, contractAmountFen: 10_900_000_000n / 100n }])).toEqual([])
  })

  test('a way that does not come back is none, nor one over four', () => {
    expect(setsOf([there, on])).toEqual([])
    const [toD, fromD] = [{ ...home, sellerId: 'D' }, contract('c4', 95, { buyerId: 'D', sellerId: 'A', ...other })]
    expect(setsOf([there, on, toD, fromD])).toEqual([])
  })

  test('found once, whichever leg is the determination’s', () => {
    expect(setsOf([there, { ...on, isOwn: true }, { ...home, isOwn: true }])).toEqual(['c1 c2 c3'])
  })
})

test('what is too much to compare is a flag of its own', () => {
  const many = Array.from({ length: 50 }, (_, n) =>
    contract(`b${n}`, 500 + n, { buyerId: 'B', sellerId: 'A', ...other }),
  )
  const [flag] = findRoundTrips([there, ...many], [], { ...flagParameters.roundTrip, mostSteps: 10 })
  expect(flag?.basis[0]).toBe('not all compared')
  expect(find([there, ...many])).toEqual([])
})

import { describe, expect, test } from 'vitest'
import type { FlagContract, Threshold } from '#domain/subsidy/flags/flag-facts.ts'
import { flagParameters } from '#domain/subsidy/flags/parameters.ts'
import { findSplitContracts } from '#domain/subsidy/flags/split-contracts.ts'
import { contract, wan } from './support.ts'

const at500: Threshold[] = [{ amountFen: wan(500), measure: 'contract', source: '分档' }]
const parameters = { ...flagParameters.split, thresholds: [] }
const find = (contracts: readonly FlagContract[], thresholds = at500) =>
  findSplitContracts(contracts, thresholds, parameters)
const setsOf = (contracts: readonly FlagContract[]) => find(contracts).map(({ basis }) => basis.join(' '))

describe('two contracts just under 500万元', () => {
  test('480 and 490 within a month are 970 in two parts', () => {
    const [flag, ...others] = find([contract('c1', 480), contract('c2', 490, { signedOn: '2026-03-31' })])
    expect(others).toEqual([])
    expect(flag?.basis).toEqual(['c1', 'c2'])
    expect(flag?.explanation.zh).toContain('30 天内签订 2 份')
    expect(flag?.explanation.figures).toContainEqual({ name: 'sum', unit: 'fen', value: String(wan(970)) })
    expect(flag?.explanation.figures).toContainEqual({ name: 'threshold', unit: 'fen', value: String(wan(500)) })
  })

  test.each([
    ['at 85 % of the threshold', 425, true],
    ['1 分 under 85 %', 424.999999, false],
    ['1 分 under the threshold', 499.999999, true],
    ['at the threshold', 500, false],
    ['over it', 501, false],
  ])('the second is %s', (_, amount, isFlagged) => {
    expect(find([contract('c1', 480), contract('c2', amount)])).toHaveLength(isFlagged ? 1 : 0)
  })

  test.each([
    ['90 days later', '2026-05-30', true],
    ['91 days later', '2026-05-31', false],
    ['90 days before', '2025-12-01', true],
  ])('the second is signed %s', (_, signedOn, isFlagged) => {
    expect(find([contract('c1', 480), contract('c2', 490, { signedOn })])).toHaveLength(isFlagged ? 1 : 0)
  })

  test('on another subject they are two contracts; parts and years in the title do not make it another', () => {
    const titled = (title: string) => find([contract('c1', 480), contract('c2', 490, { title })]).length
    expect(titled('高炉煤气余热回收技术服务合同')).toBe(0)
    expect(titled('智能装备控制器委托开发合同（二期）')).toBe(1)
    expect(titled('2026年度智能装备控制器技术服务协议')).toBe(1)
  })

  test('under one challenge the title does not matter; two titles that say nothing are not told apart', () => {
    const other = { title: '高炉煤气余热回收', challengeId: 'x' }
    expect(find([contract('c1', 480, { challengeId: 'x' }), contract('c2', 490, other)])).toHaveLength(1)
    const plain = { title: '技术开发合同' }
    expect(find([contract('c1', 480, plain), contract('c2', 490, { title: '技术开发（委托）合同' })])).toHaveLength(1)
  })

  test('with another seller, or the other way round, they are none', () => {
    expect(find([contract('c1', 480), contract('c2', 490, { sellerId: 'C' })])).toEqual([])
    expect(find([contract('c1', 480), contract('c2', 490, { buyerId: 'B', sellerId: 'A' })])).toEqual([])
  })
})

describe('sets', () => {
  test('a chain of three is one set; strangers of the determination alone are none', () => {
    const chain = ['2026-01-01', '2026-03-20', '2026-06-10'].map((signedOn, n) =>
      contract(`c${n}`, 490, { signedOn, isOwn: n === 2 }),
    )
    expect(setsOf(chain)).toEqual(['c0 c1 c2'])
    expect(setsOf(chain.map(one => ({ ...one, isOwn: false })))).toEqual([])
  })

  test('two thresholds over one set are one flag that names both', () => {
    const thresholds = [...at500, { amountFen: wan(510), measure: 'technology' as const, source: '限额' }]
    const flags = find([contract('c1', 480), contract('c2', 490)], thresholds)
    expect(flags).toHaveLength(1)
    expect(flags[0]?.explanation.zh).toContain('分档；限额')
  })

  test('a framework of yearly services is no split', () => {
    const yearly = ['2023-01-10', '2024-01-10', '2025-01-10', '2026-01-10'].map((signedOn, n) =>
      contract(`y${n}`, 490, { signedOn, type: 'service', title: `${signedOn.slice(0, 4)}年度运维技术服务合同` }),
    )
    expect(setsOf(yearly)).toEqual([])
  })

  test('order does not matter', () => {
    const contracts = [contract('c1', 480), contract('c2', 490), contract('c3', 450, { signedOn: '2026-04-01' })]
    expect(find(contracts.toReversed())).toEqual(find(contracts))
  })
})

test('under every policy: the technology amount from which a second registrar must check, 500万元', () => {
  const withEquipment = { contractAmountFen: wan(900) }
  const contracts = [contract('c1', 480, withEquipment), contract('c2', 499, withEquipment)]
  const [flag] = findSplitContracts(contracts, [], flagParameters.split)
  expect(flag?.explanation.zh).toContain('另一位登记员复核')
  expect(flag?.explanation.records[0]).toMatchObject({ amountFen: String(wan(480)), note: '技术交易额' })
})

test('a thousand contracts of one pair stay cheap', () => {
  const day = (n: number) => new Date(Date.UTC(2020, 0, 1 + n)).toISOString().slice(0, 10)
  const many = Array.from({ length: 1_000 }, (_, n) => contract(`c${n}`, 490, { signedOn: day(n) }))
  expect(find(many)).toHaveLength(1)
})

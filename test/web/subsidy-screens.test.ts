/** What the screens of a bureau decide by themselves: what may be chosen, what is summed up, which shortcuts stand on the home. */
import { describe, expect, it } from 'vitest'
import { matching, rowsToSave, sumUp } from '#web/features/subsidy/determined-table.tsx'
import { ownFirst } from '#web/features/subsidy/own-policies.ts'
import { figuresOf } from '#web/features/subsidy/rule-figures.ts'
import { subsidyShortcuts } from '#web/features/workbench/subsidy-shortcuts.ts'

describe('policies that a bureau determines by', () => {
  const policies = [
    { id: 'luoyang', jurisdiction: '410300' },
    { id: 'zhengzhou', jurisdiction: '410100' },
    { id: 'henan', jurisdiction: '410000' },
  ]
  it('are those of its region and of those above it; they come first', () => {
    const listed = ownFirst(policies, '410100').map(({ id, isOwn }) => `${id} ${isOwn}`)
    expect(listed).toEqual(['zhengzhou true', 'henan true', 'luoyang false'])
  })
  it('are none for somebody without a region', () => {
    expect(ownFirst(policies, null).some(({ isOwn }) => isOwn)).toBe(false)
  })
})

const figure = (id: string, ceilingFen: number, undetermined: string | null = null) => ({
  id,
  ceilingFen,
  trace: { undetermined },
  beneficiary: { name: id, isDemo: true },
  viewerCan: { tell: { allowed: true } },
})

it('a determination is found by a part of the name, and saved in 元 with its total', () => {
  const found = [figure('甲公司', 50), figure('乙研究院', 7_975_450), figure('丙公司', 0, 'its size')]
  expect(matching(found, ' 研究 ').map(({ id }) => id)).toEqual(['乙研究院'])
  expect(rowsToSave(found, ['单位', '金额', '合计', '未能认定'])).toEqual([
    ['单位', '金额'],
    ['乙研究院', '79754.50'],
    ['甲公司', '0.50'],
    ['丙公司', '未能认定'],
    ['合计', '79755.00'],
  ])
})

it('a determination is summed up with those that get nothing, and those that wait for a fact, apart', () => {
  expect(sumUp([figure('a', 7_975_450), figure('b', 0), figure('c', 50), figure('d', 0, 'its size')])).toEqual({
    count: 3,
    given: 2,
    undetermined: 1,
    totalFen: 7_975_500,
  })
})

it('a rule of the API is told in the words of the packs', () => {
  const rule = { rate: '5%', fixedFen: null, growthRate: null, capFen: 1, isUnlimited: false }
  const said = figuresOf({ ...rule, gives: 'AT_LEAST', scope: 'PARTY', windowKind: 'WHOLE_LIFE' })
  expect(said).toMatchObject({ gives: 'at_least', scope: 'party', windowKind: 'whole_life' })
  expect(figuresOf({ ...rule, gives: 'CEILING', scope: null, windowKind: 'RANGE' }).scope).toBeNull()
})

describe('shortcuts of the home', () => {
  const addressesOf = (role: 'OFFICER' | 'REVIEWER' | 'CASHIER' | 'MEMBER' | 'EXPERT', kind: string) =>
    subsidyShortcuts({ role, organisation: { kind } }).map(({ to }) => to)
  it('lead each to the own step', () => {
    expect(addressesOf('REVIEWER', 'BUREAU')).toContain('/workbench/subsidies/new')
    expect(addressesOf('CASHIER', 'BUREAU')).toEqual(['/workbench/payouts'])
    expect(addressesOf('MEMBER', 'INSTITUTE')).toEqual(['/workbench/entitlements'])
    expect(addressesOf('EXPERT', 'INSTITUTE')).toEqual([])
  })
})

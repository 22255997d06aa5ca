import { describe, expect, it } from 'vitest'
import { checkIncome, checkIncomeSum, maxIncomeFen } from '#domain/subsidy/facts/check-income.ts'

const income = { incomeFen: 1_000n, netIncomeFen: null, receivedOn: '2026-06-30' }
const contract = { signedOn: '2026-01-15', contractAmountFen: maxIncomeFen + 1n, today: '2026-06-30' }
const paths = (over: Partial<typeof income> & { netIncomeFen?: bigint | null }, on: Partial<typeof contract> = {}) =>
  checkIncome({ ...income, ...over }, { ...contract, ...on }).map(({ path }) => path)

describe('an income stated for the share rule', () => {
  it('may come on the day of signing and today, and may be as large as the limit', () => {
    expect(paths({})).toEqual([])
    expect(paths({ receivedOn: '2026-01-15' })).toEqual([])
    expect(paths({ incomeFen: maxIncomeFen })).toEqual([])
  })

  it('comes neither before the signing nor after today', () => {
    expect(paths({ receivedOn: '2026-01-14' })).toEqual(['income.receivedOn'])
    expect(paths({ receivedOn: '2026-07-01' })).toEqual(['income.receivedOn'])
  })

  it('is of a signed contract', () => {
    expect(checkIncome(income, { ...contract, signedOn: null }).map(({ path }) => path)).toEqual(['income.contractId'])
  })

  it('is no more than the contract is worth', () => {
    expect(paths({}, { contractAmountFen: 1_000n })).toEqual([])
    expect(checkIncome(income, { ...contract, contractAmountFen: 999n })).toEqual([
      {
        path: 'income.incomeFen',
        message: 'is more than the contract amount',
        remedy: 'enter at most 999 分, or check the contract',
      },
    ])
  })

  it('is no larger than can be multiplied, and no smaller than what is left of it', () => {
    expect(paths({ incomeFen: maxIncomeFen + 1n })).toEqual(['income.incomeFen'])
    expect(checkIncome({ ...income, netIncomeFen: 1_001n }, contract).map(({ path }) => path)).toEqual([
      'income.netIncomeFen',
    ])
  })
})

it.each([
  [0n, 100n, null],
  [40n, 60n, null],
  [40n, 61n, 'enter at most 60 分, or check the contract'],
  [120n, 1n, 'enter at most 0 分, or check the contract'],
])('with %s 分 kept of a contract of 100, %s more', (keptFen, incomeFen, remedy) => {
  const problems = checkIncomeSum(incomeFen, { contractAmountFen: 100n, keptFen })
  expect(problems.map(problem => problem.remedy)).toEqual(remedy === null ? [] : [remedy])
})

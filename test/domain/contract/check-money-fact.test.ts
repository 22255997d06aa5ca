import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { checkContractSigned, checkMoneyFact, checkMoneySum } from '#domain/contract/check-money-fact.ts'
import { contractStates } from '#domain/contract/contract.ts'

describe('amount and day of a money fact', () => {
  const days = { signedOn: '2026-03-01', today: '2026-11-21' }
  test.each([
    ['on the day of signing', 1n, '2026-03-01', undefined],
    ['today', 1n, '2026-11-21', undefined],
    ['tomorrow', 1n, '2026-11-22', 'occurredOn'],
    ['before the signing', 1n, '2026-02-28', 'occurredOn'],
    ['on a day that does not exist', 1n, '2026-02-30', 'occurredOn'],
    ['of nothing', 0n, '2026-03-01', 'amountFen'],
    ['of less than nothing', -1n, '2026-03-01', 'amountFen'],
  ])('%s', (_, amountFen, occurredOn, path) => {
    expect(checkMoneyFact({ amountFen, occurredOn }, days)[0]?.path).toBe(path)
  })
})

describe('the sum of one kind', () => {
  test('reaches the contract amount and never passes it', () => {
    const amounts = fc.bigInt({ min: 0n, max: 1000n })
    fc.assert(
      fc.property(amounts, amounts, amounts, (contractAmountFen, recordedFen, amountFen) => {
        const refusal = checkMoneySum('payment', { contractAmountFen, recordedFen, amountFen })
        expect(refusal === null).toBe(recordedFen + amountFen <= contractAmountFen)
      }),
    )
  })
  test('the refusal names what may still be recorded', () => {
    const refusal = checkMoneySum('invoice', { contractAmountFen: 100n, recordedFen: 70n, amountFen: 31n })
    expect(refusal).toMatchObject({ code: 'MONEY_EXCEEDS_CONTRACT', kind: 'invoice', restFen: 30n })
  })
})

test('money belongs to signed contracts', () => {
  const open = contractStates.filter(state => checkContractSigned(state) === null)
  expect(open).toEqual(['signed', 'performing', 'completed'])
})

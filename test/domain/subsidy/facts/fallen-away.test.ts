/** What fell away since a day has fallen away on it; everything else is as it was. */
import { expect, it } from 'vitest'
import { parseFacts } from '#domain/subsidy/facts/facts.ts'
import { factsOfDay } from '#domain/subsidy/facts/fallen-away.ts'

const contract = { id: 'c', type: 'development', buyerId: 'o', sellerId: 'o', contractAmountFen: '1' }
const payment = { contractId: 'c', amountFen: '1', paidOn: '2026-01-02' }
const facts = parseFacts({
  asOf: '2026-06-01',
  year: null,
  contracts: [{ ...contract, registeredOn: '2026-01-01', deregisteredOn: '2026-05-01' }],
  organisations: [{ id: 'o', name: 'o', kind: 'enterprise', regionCode: '410100' }],
  incomes: [
    { id: 'i', contractId: 'c', teamId: 'o', incomeFen: '1', receivedOn: '2026-01-02', reversedOn: '2026-05-01' },
  ],
  awards: [{ id: 'a', holderId: 'o', kind: 'k', amountFen: '1', grantedOn: '2026-01-02', revokedOn: '2026-05-01' }],
  evidence: [
    { id: 'e', holderId: 'o', kind: 'k', grantedOn: '2026-01-02', revokedOn: '2026-05-01', validUntil: '2026-04-01' },
  ],
  payments: [
    { ...payment, id: 'before', reversedOn: '2026-02-01' },
    { ...payment, id: 'since', reversedOn: '2026-05-01' },
    { ...payment, id: 'later', reversedOn: '2026-07-01' },
    { ...payment, id: 'stands', reversedOn: null },
  ],
})

it('reversals and deregistrations since are of that day', () => {
  const { asOf, payments, contracts } = factsOfDay(facts, '2026-03-01')
  const { incomes, awards, evidence } = factsOfDay(facts, '2026-03-01')
  expect([incomes[0]?.reversedOn, awards[0]?.revokedOn]).toEqual(['2026-03-01', '2026-03-01'])
  // What only ran out was valid then.
  expect(evidence[0]).toMatchObject({ revokedOn: '2026-03-01', validUntil: '2026-04-01' })
  expect([asOf, contracts[0]?.deregisteredOn]).toEqual(['2026-03-01', '2026-03-01'])
  expect(payments.map(({ id, reversedOn }) => [id, reversedOn])).toEqual([
    ['before', '2026-02-01'],
    ['since', '2026-03-01'],
    ['later', '2026-07-01'],
    ['stands', null],
  ])
})

it('as of the same day, or a later one, nothing is another', () => {
  expect(factsOfDay(facts, '2026-06-01')).toBe(facts)
  expect(factsOfDay(facts, '2026-06-02')).toBe(facts)
})

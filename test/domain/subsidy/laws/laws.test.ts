/** Laws that hold for any contracts and payments, not only for those of the cases. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluate, projectFacts } from '../evaluate/support.ts'

const fen = fc.bigInt({ min: 0n, max: 300_000_000_000n })
const day = fc
  .tuple(fc.integer({ min: 2020, max: 2024 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, date]) => `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`)
/** Nothing ends before it began. */
const endOf = (begin: string, end: string | null) => (end !== null && end < begin ? begin : end)
const paymentParts = fc.record({ amountFen: fen, paidOn: day, reversedOn: fc.option(day, { freq: 5 }) })
const payments = fc.array(paymentParts, { minLength: 1, maxLength: 12 }).map(parts =>
  parts.map(({ reversedOn, ...part }, index) => ({
    ...{ ...part, id: `p${index}`, contractId: 'C' },
    reversedOn: endOf(part.paidOn, reversedOn),
  })),
)

const capFen = 500_000_000n
const jbgs = (
  list: { id: string; contractId: string; amountFen: bigint; paidOn: string; reversedOn: string | null }[],
) => evaluate('jbgs-rd', { ...projectFacts, payments: list })

const seller = projectFacts.contracts[0]
if (!seller) throw new Error('the facts have a contract')
const contracts = fc
  .array(fc.record({ contractAmountFen: fen, registeredOn: day, deregisteredOn: fc.option(day, { freq: 5 }) }), {
    minLength: 1,
    maxLength: 12,
  })
  .map(parts =>
    parts.map(({ deregisteredOn, ...part }, index) => ({
      ...{ ...seller, ...part, id: `c${index}` },
      deregisteredOn: endOf(part.registeredOn, deregisteredOn),
    })),
  )

describe('jbgs-rd', () => {
  it('is 30 % of what was paid and stayed paid, down to the 分, never above the limit', () => {
    fc.assert(
      fc.property(payments, list => {
        const baseFen = list.reduce((total, one) => total + (one.reversedOn === null ? one.amountFen : 0n), 0n)
        const naiveFen = (baseFen * 3n) / 10n
        const [found] = jbgs(list)
        expect(found?.ceilingFen).toBe(naiveFen < capFen ? naiveFen : capFen)
      }),
    )
  })

  it('never falls when a payment is added', () => {
    fc.assert(
      fc.property(payments, fen, day, (list, amountFen, paidOn) => {
        const more = [...list, { id: 'more', contractId: 'C', amountFen, paidOn, reversedOn: null }]
        expect((jbgs(more)[0]?.ceilingFen ?? 0n) >= (jbgs(list)[0]?.ceilingFen ?? 0n)).toBe(true)
      }),
    )
  })

  it('is the same, explanation included, in whatever order the records come', () => {
    fc.assert(
      fc.property(
        payments.chain(list => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          expect(jbgs(shuffled)).toEqual(jbgs(list))
        },
      ),
    )
  })

  it('gains nothing from paying in instalments', () => {
    fc.assert(
      fc.property(fen, fc.bigInt({ min: 0n, max: 100n }), day, day, (amountFen, percent, first, second) => {
        const partFen = (amountFen * percent) / 100n
        const common = { contractId: 'C', reversedOn: null }
        const whole = jbgs([{ ...common, id: 'p', amountFen, paidOn: first }])
        const split = jbgs([
          { ...common, id: 'a', amountFen: partFen, paidOn: first },
          { ...common, id: 'b', amountFen: amountFen - partFen, paidOn: second },
        ])
        expect(split[0]?.ceilingFen).toBe(whole[0]?.ceilingFen)
      }),
    )
  })

  it('grants in all, over several years, what it gives at once, and never more than the limit', () => {
    fc.assert(
      fc.property(payments, list => {
        const kept = list.map(payment => ({ ...payment, reversedOn: null }))
        const grants: { id: string; rule: string; key: string; amountFen: bigint; grantedOn: string }[] = []
        for (const year of [2020, 2021, 2022, 2023, 2024]) {
          const asOf = `${year}-12-31`
          const [found] = evaluate('jbgs-rd', { ...projectFacts, payments: kept, grants, asOf })
          if (found) grants.push({ id: asOf, rule: 'jbgs-rd', key: 'P', amountFen: found.ceilingFen, grantedOn: asOf })
        }
        const grantedFen = grants.reduce((total, grant) => total + grant.amountFen, 0n)
        expect(grantedFen).toBe(jbgs(kept)[0]?.ceilingFen)
      }),
      { numRuns: 50 },
    )
  })
})

describe.each([
  ['transfer', 2n, 100n],
  ['registry', 2n, 10_000n],
] as const)('%s', (rule, numerator, denominator) => {
  it('is per year the rate on what stayed registered, at most 50万元', () => {
    fc.assert(
      fc.property(contracts, list => {
        const bases = new Map<string, bigint>()
        for (const one of list) {
          const year = one.registeredOn.slice(0, 4)
          const addedFen = one.deregisteredOn === null ? one.contractAmountFen : 0n
          bases.set(year, (bases.get(year) ?? 0n) + addedFen)
        }
        const wanted = [...bases]
          .toSorted()
          .map(([year, baseFen]) => [`${year}-01-01`, min((baseFen * numerator) / denominator, 50_000_000n)])
        const found = evaluate(rule, { ...projectFacts, contracts: list })
        expect(found.map(({ window, ceilingFen }) => [window.from, ceilingFen])).toEqual(wanted)
      }),
    )
  })
})

describe('share', () => {
  it('never leaves the team under 80 %, and is the least such amount', () => {
    fc.assert(
      fc.property(fen, incomeFen => {
        const dueFen = evaluate('share', {
          incomes: [{ id: 'i', teamId: 't', incomeFen, receivedOn: '2022-01-01' }],
        })[0]?.ceilingFen
        if (dueFen === undefined) throw new Error('no determination')
        expect(dueFen * 5n >= incomeFen * 4n).toBe(true)
        expect(dueFen === 0n || (dueFen - 1n) * 5n < incomeFen * 4n).toBe(true)
      }),
    )
  })
})

function min(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkCollection, planClawback, type StandingGrant } from '#domain/subsidy/money/clawback.ts'

const grant = (id: string, state: 'approved' | 'paid', standingFen: bigint): StandingGrant => ({
  id,
  state,
  standingFen,
})

describe('planClawback', () => {
  it('takes the latest first, and no more than is too much', () => {
    const grants = [grant('a', 'paid', 100n), grant('b', 'paid', 50n)]
    expect(planClawback(grants, 150n)).toEqual({ withdraw: [], claws: [] })
    expect(planClawback(grants, 120n)).toEqual({ withdraw: [], claws: [{ id: 'b', amountFen: 30n }] })
    expect(planClawback(grants, 70n)).toEqual({
      withdraw: [],
      claws: [
        { id: 'b', amountFen: 50n },
        { id: 'a', amountFen: 30n },
      ],
    })
  })

  it('withdraws what is approved before anything that was paid comes back', () => {
    const grants = [grant('new', 'approved', 40n), grant('old', 'paid', 100n)]
    expect(planClawback(grants, 110n)).toEqual({ withdraw: ['new'], claws: [] })
    expect(planClawback(grants, 90n)).toEqual({ withdraw: ['new'], claws: [{ id: 'old', amountFen: 10n }] })
  })

  it('law: afterwards no more stands than the rule gives, and no claw-back is larger than what stands', () => {
    const grants = fc.array(
      fc.record({ state: fc.constantFrom('approved' as const, 'paid' as const), standingFen: fc.bigInt(0n, 1000n) }),
    )
    fc.assert(
      fc.property(grants, fc.bigInt(0n, 5000n), (drawn, wholeFen) => {
        const all = drawn.map((one, i) => ({ ...one, id: String(i) }))
        const plan = planClawback(all, wholeFen)
        const back = new Map(plan.claws.map(({ id, amountFen }) => [id, amountFen]))
        const left = all
          .filter(({ id }) => !plan.withdraw.includes(id))
          .map(one => one.standingFen - (back.get(one.id) ?? 0n))
        expect(left.every(fen => fen >= 0n)).toBe(true)
        expect(left.reduce((sum, fen) => sum + fen, 0n) <= wholeFen).toBe(true)
        if (plan.withdraw.length === 0 && plan.claws.length > 0)
          expect(left.reduce((sum, fen) => sum + fen, 0n)).toBe(wholeFen)
      }),
    )
  })
})

it('a collection has a day from the payment to today, and a reference', () => {
  const days = { paidOn: '2026-03-01', today: '2026-03-31' }
  expect(checkCollection({ collectedOn: '2026-03-02', bankReference: 'x' }, days)).toEqual([])
  const paths = (collectedOn: string, bankReference: string) =>
    checkCollection({ collectedOn, bankReference }, days).map(({ path }) => path)
  expect(paths('2026-02-28', ' ')).toEqual(['collectedOn', 'bankReference'])
  expect(paths('2026-04-01', 'x')).toEqual(['collectedOn'])
  expect(paths('soon', 'x')).toEqual(['collectedOn'])
})

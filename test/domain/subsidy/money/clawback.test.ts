import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkCollection,
  largerOf,
  type Payable,
  partOf,
  planClawback,
  type StandingGrant,
} from '#domain/subsidy/money/clawback.ts'

const grant = (id: string, state: 'approved' | 'paid', standingFen: bigint, payer = 'city'): StandingGrant => ({
  id,
  payer,
  state,
  standingFen,
})
const whole = (payableFen: bigint | null): Payable => ({ payableFen, parts: [] })

it('a payer without a part in what is shared has nothing to grant; where nothing is shared, all of it', () => {
  const shared = { payableFen: 100n, parts: [{ payer: 'province', partFen: 40n }] }
  expect([partOf(shared, 'province'), partOf(shared, 'city'), partOf(whole(100n), 'city')]).toEqual([40n, 0n, 100n])
})

describe('planClawback', () => {
  it('takes the latest first, and no more than is too much', () => {
    const grants = [grant('a', 'paid', 100n), grant('b', 'paid', 50n)]
    expect(planClawback(grants, whole(150n))).toEqual({ withdraw: [], claws: [] })
    expect(planClawback(grants, whole(120n))).toEqual({ withdraw: [], claws: [{ id: 'b', amountFen: 30n }] })
    expect(planClawback(grants, whole(70n))).toEqual({
      withdraw: [],
      claws: [
        { id: 'b', amountFen: 50n },
        { id: 'a', amountFen: 30n },
      ],
    })
  })

  it('withdraws what is approved before anything that was paid comes back', () => {
    const grants = [grant('new', 'approved', 40n), grant('old', 'paid', 100n)]
    expect(planClawback(grants, whole(110n))).toEqual({ withdraw: ['new'], claws: [] })
    expect(planClawback(grants, whole(90n))).toEqual({ withdraw: ['new'], claws: [{ id: 'old', amountFen: 10n }] })
  })

  /** The province pays 40 %, the city the rest; the city granted last. */
  const shared = (payableFen: bigint, provinceFen = (payableFen * 40n) / 100n): Payable => ({
    payableFen,
    parts: [
      { payer: 'province', partFen: provinceFen },
      { payer: 'city', partFen: payableFen - provinceFen },
    ],
  })
  it.each([
    ['each gave its part: each gets back its own', [40n, 60n], 50n, { province: 20n, city: 30n }],
    ['one gave less than its part: it gets back less', [40n, 35n], 50n, { province: 20n, city: 5n }],
    ['one gave less than what is its part now: it gets back nothing', [40n, 10n], 50n, { province: 20n }],
    ['one gave nothing yet', [40n, 0n], 50n, { province: 20n }],
    ['nothing is due any more', [40n, 35n], 0n, { province: 40n, city: 35n }],
    ['all of it is still due', [40n, 60n], 100n, {}],
    ['nobody gave more than its part now', [20n, 10n], 50n, {}],
  ])('of payers who share it: %s', (_, [provinceFen = 0n, cityFen = 0n], payableFen, back) => {
    const grants = [grant('province', 'paid', provinceFen, 'province'), grant('city', 'paid', cityFen)]
    const { claws } = planClawback(grants, shared(payableFen))
    expect(Object.fromEntries(claws.map(({ id, amountFen }) => [id, amountFen]))).toEqual(back)
  })

  it('of a payer who shares it takes back its own latest grant, and withdraws its own approval first', () => {
    const grants = [
      grant('p1', 'paid', 30n, 'province'),
      grant('p2', 'approved', 10n, 'province'),
      grant('c1', 'paid', 20n),
      grant('c2', 'paid', 40n),
    ]
    expect(planClawback(grants, shared(60n))).toEqual({
      withdraw: ['p2'],
      claws: [
        { id: 'c2', amountFen: 24n },
        { id: 'p1', amountFen: 6n },
      ],
    })
  })

  it('of a payer who has no part takes back what is over the whole only, before those who have', () => {
    const grants = [grant('before', 'paid', 60n, 'district'), grant('city', 'paid', 30n)]
    expect(planClawback(grants, shared(100n)).claws).toEqual([])
    expect(planClawback(grants, shared(50n)).claws).toEqual([{ id: 'before', amountFen: 40n }])
  })

  it('above a floor all stands while anything is due: of one payer, and of several; without one all comes back', () => {
    const grants = [grant('a', 'paid', 100n), grant('b', 'approved', 900n, 'province')]
    const parts = (partFen: bigint | null) => ['province', 'city'].map(payer => ({ payer, partFen }))
    expect(planClawback(grants, whole(null))).toEqual({ withdraw: [], claws: [] })
    expect(planClawback(grants, { payableFen: null, parts: parts(null) })).toEqual({ withdraw: [], claws: [] })
    const all = { withdraw: ['b'], claws: [{ id: 'a', amountFen: 100n }] }
    expect(planClawback(grants, { payableFen: 0n, parts: parts(0n) })).toEqual(all)
  })

  it('above a floor that has a limit on its key, what is over that comes back, whoever granted it', () => {
    const parts = ['province', 'city'].map(payer => ({ payer, partFen: null }))
    const grants = [grant('p', 'paid', 100n, 'province'), grant('c', 'paid', 60n)]
    const capped = { payableFen: 120n, parts }
    expect(planClawback(grants, capped).claws).toEqual([{ id: 'c', amountFen: 40n }])
    expect([partOf(capped, 'city'), partOf(capped, 'district')]).toEqual([120n, 0n])
    expect(() => partOf(whole(null), 'city')).toThrow(RangeError)
  })

  it("law: afterwards no more stands than the rule gives, nor than a payer's part, and no claw-back is larger than what stands", () => {
    const grants = fc.array(
      fc.record({
        payer: fc.constantFrom('province', 'city', null),
        state: fc.constantFrom('approved' as const, 'paid' as const),
        standingFen: fc.bigInt(0n, 1000n),
      }),
    )
    const payables = fc
      .bigInt(0n, 5000n)
      .chain(payableFen => fc.constantFrom(whole(payableFen), whole(null), shared(payableFen), shared(payableFen, 0n)))
    fc.assert(
      fc.property(grants, payables, (drawn, payable) => {
        const all = drawn.map((one, i) => ({ ...one, id: String(i) }))
        const plan = planClawback(all, payable)
        const back = new Map(plan.claws.map(({ id, amountFen }) => [id, amountFen]))
        const left = all
          .filter(({ id }) => !plan.withdraw.includes(id))
          .map(one => ({ payer: one.payer, fen: one.standingFen - (back.get(one.id) ?? 0n) }))
        const sumOf = (payer?: string) =>
          left.reduce((sum, one) => (payer === undefined || one.payer === payer ? sum + one.fen : sum), 0n)
        expect(left.every(({ fen }) => fen >= 0n)).toBe(true)
        const holds = (fen: bigint, most: bigint | null) => most === null || fen <= most
        expect(holds(sumOf(), payable.payableFen)).toBe(true)
        for (const { payer, partFen } of payable.parts) expect(holds(sumOf(payer), partFen)).toBe(true)
        if (payable.parts.length === 0 && plan.withdraw.length === 0 && plan.claws.length > 0)
          expect(sumOf()).toBe(payable.payableFen)
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

it('of two findings one without an upper end is the larger', () => {
  const open = { payableFen: null, parts: [{ payer: 'city', partFen: null }] }
  expect(largerOf(open, { payableFen: 90n, parts: [{ payer: 'city', partFen: 90n }] })).toEqual(open)
  expect(largerOf(whole(0n), open)).toEqual(open)
})

it('of two findings the whole and each part are the larger', () => {
  const one = { payableFen: 100n, parts: [{ payer: 'province', partFen: 100n }] }
  const other = {
    payableFen: 90n,
    parts: [
      { payer: 'city', partFen: 60n },
      { payer: 'province', partFen: 30n },
    ],
  }
  expect(largerOf(one, other)).toEqual({
    payableFen: 100n,
    parts: [
      { payer: 'province', partFen: 100n },
      { payer: 'city', partFen: 60n },
    ],
  })
})

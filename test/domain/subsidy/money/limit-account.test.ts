import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { approvableRange, checkApprovedAmount } from '#domain/subsidy/money/determination.ts'
import { checkFloorStillDue, checkLimits, compareAccounts, limitsOf } from '#domain/subsidy/money/limit-account.ts'

const trace = (limits: object[]) => ({ rule: 'r', key: { value: 'k' }, limits: limits as never })
const limit = (account: string, key: string, limitFen: number | null) => ({ account, key, window: 'life', limitFen })
const figure = { window: '2026', ceilingFen: 100n }

describe('limitsOf', () => {
  it('gives the accounts in the one order, the tighter limit of one that is named twice', () => {
    const found = limitsOf(trace([limit('r', 'k', 9), limit('*.a', 'all', 7), limit('r', 'k', 5)]), figure)
    expect(found.map(({ account, limitFen }) => [account, limitFen])).toEqual([
      ['*.a', 7n],
      ['r', 5n],
    ])
  })

  it('keeps an account without a limit of its own; a limit is tighter than none', () => {
    const own = (...fens: (number | null)[]) => limitsOf(trace(fens.map(fen => limit('r', 'k', fen))), figure)
    expect([own(null), own(null, 7), own(7, null)].map(([one]) => one?.limitFen)).toEqual([null, 7n, 7n])
  })

  it('takes the entitlement itself where none is written, with what was granted before', () => {
    const old = { rule: 'r', key: { value: 'k' }, cap: { usedBeforeFen: 20 } }
    expect(limitsOf(old, figure)).toEqual([{ account: 'r', key: 'k', window: '2026', limitFen: 120n }])
  })

  it('law: whoever writes them in whatever order, the order of locking is the same', () => {
    const some = fc.array(
      fc.record({ account: fc.string(), key: fc.string(), window: fc.string(), limitFen: fc.option(fc.nat()) }),
      { minLength: 1 },
    )
    fc.assert(
      fc.property(some, limits => {
        const names = (from: object[]) => limitsOf(trace(from), figure)
        expect(names(limits.toReversed())).toEqual(names(limits))
        expect(names(limits).toSorted(compareAccounts)).toEqual(names(limits))
      }),
    )
  })
})

describe('checkLimits', () => {
  const account = (name: string, limitFen: bigint | null, usedFen: bigint) => ({
    account: name,
    key: 'k',
    window: 'life',
    limitFen,
    usedFen,
  })

  it('names the account with the least room, and what is left of it', () => {
    const accounts = [account('a', 100n, 40n), account('b', 50n, 45n)]
    expect(checkLimits(accounts, 5n)).toBeNull()
    expect(checkLimits(accounts, 6n)).toMatchObject({ account: 'b', limitFen: 50n, usedFen: 45n, leftFen: 5n })
  })

  it('law: exactly what is left fits, and one 分 more does not', () => {
    fc.assert(
      fc.property(fc.bigInt(0n, 10n ** 15n), fc.bigInt(0n, 10n ** 15n), (limitFen, usedFen) => {
        const one = [account('a', limitFen, usedFen)]
        const leftFen = checkLimits(one, 10n ** 16n)?.leftFen ?? -1n
        expect(leftFen).toBe(limitFen > usedFen ? limitFen - usedFen : 0n)
        if (leftFen > 0n) expect(checkLimits(one, leftFen)).toBeNull()
        expect(checkLimits(one, leftFen + 1n)).not.toBeNull()
      }),
    )
  })
})

describe('a floor ("不低于")', () => {
  const own = { account: 'r', key: 'k', window: 'life' }
  const explained = (usedBeforeFen: number, over: object = {}) => ({
    ...{ rule: 'r', key: { value: 'k' }, limits: [{ ...own, limitFen: null, usedBeforeFen }] },
    ...over,
  })
  const floor = { id: 'f', gives: 'at_least' as const, ceilingFen: 100n }
  const used = (usedFen: bigint) => [{ ...own, limitFen: null, usedFen }]

  it.each([
    ['nothing granted since it was computed', explained(0), 0n, null],
    ['what was granted before is in it', explained(150), 150n, null],
    ['some came back since: it is worth more by now', explained(150), 100n, null],
    ['it was granted meanwhile', explained(0), 100n, 0n],
    ['some of it was granted meanwhile', explained(20), 50n, 70n],
    ['others granted their parts of it: it is computed anew first', explained(0, { payers: [{}] }), 60n, null],
  ])('is granted once: %s', (_, explanation, usedFen, nowFen) => {
    const found = checkFloorStillDue(explanation, floor, used(usedFen))
    expect(found && [found.code, found.figureFen, found.nowFen]).toEqual(
      nowFen === null ? null : ['FIGURE_OUTDATED', 100n, nowFen],
    )
    for (const gives of ['ceiling', 'exactly'] as const)
      expect(checkFloorStillDue(explanation, { ...floor, gives }, used(usedFen))).toBeNull()
  })

  it('law: fits from the floor up to the tightest of its other limits, and not one 分 below or above', () => {
    const fens = fc.bigInt(1n, 10n ** 12n)
    const others = fc.array(fc.tuple(fc.bigInt(0n, 10n ** 12n), fens), { maxLength: 3 })
    fc.assert(
      fc.property(fens, others, fens, (floorFen, limits, overFen) => {
        const accounts = limits.map(([usedFen, roomFen], i) => ({
          ...{ account: `r.${i}`, key: 'k', window: 'life', usedFen },
          limitFen: usedFen + floorFen + roomFen,
        }))
        const all = [...used(0n), ...accounts]
        const fits = (fen: bigint) =>
          checkApprovedAmount('at_least', floorFen, fen) === null && checkLimits(all, fen) === null
        const rooms = limits.map(([, roomFen]) => floorFen + roomFen)
        const mostFen = rooms.reduce((a, b) => (b < a ? b : a), rooms[0] ?? floorFen + overFen)
        expect([floorFen - 1n, floorFen, mostFen].map(fits)).toEqual([false, true, true])
        expect(fits(mostFen + 1n)).toBe(rooms.length === 0)
        expect(approvableRange('at_least', floorFen)).toEqual({ lowestFen: floorFen, highestFen: null })
      }),
    )
  })
})

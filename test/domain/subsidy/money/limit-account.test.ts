import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkLimits, compareAccounts, limitsOf } from '#domain/subsidy/money/limit-account.ts'

const trace = (limits: object[]) => ({ rule: 'r', key: { value: 'k' }, limits: limits as never })
const limit = (account: string, key: string, limitFen: number) => ({ account, key, window: 'life', limitFen })
const figure = { window: '2026', ceilingFen: 100n }

describe('limitsOf', () => {
  it('gives the accounts in the one order, the tighter limit of one that is named twice', () => {
    const found = limitsOf(trace([limit('r', 'k', 9), limit('*.a', 'all', 7), limit('r', 'k', 5)]), figure)
    expect(found.map(({ account, limitFen }) => [account, limitFen])).toEqual([
      ['*.a', 7n],
      ['r', 5n],
    ])
  })

  it('takes the entitlement itself where none is written, with what was granted before', () => {
    const old = { rule: 'r', key: { value: 'k' }, cap: { usedBeforeFen: 20 } }
    expect(limitsOf(old, figure)).toEqual([{ account: 'r', key: 'k', window: '2026', limitFen: 120n }])
  })

  it('law: whoever writes them in whatever order, the order of locking is the same', () => {
    const some = fc.array(
      fc.record({ account: fc.string(), key: fc.string(), window: fc.string(), limitFen: fc.nat() }),
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
  const account = (name: string, limitFen: bigint, usedFen: bigint) => ({
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

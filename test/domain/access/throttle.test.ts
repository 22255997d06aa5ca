import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  countFailure,
  type FailureRecords,
  fadedFailures,
  throttleKinds,
  throttleRules,
  throttleWaitSeconds,
} from '#domain/access/throttle.ts'

const start = new Date('2026-05-01T08:00:00Z')
const since = (seconds: number) => new Date(start.getTime() + seconds * 1000)
const none: FailureRecords = { pair: null, account: null, address: null }

/** Fails `times` times, waiting exactly as long as told each time; returns the records and the clock. */
function failPatiently(times: number, isKnown = false): { records: FailureRecords; now: Date } {
  let records = none
  let now = start
  for (let i = 0; i < times; i++) {
    now = new Date(now.getTime() + throttleWaitSeconds(records, isKnown, now) * 1000)
    records = countFailure(records, now)
  }
  return { records, now }
}

const only = (kind: keyof FailureRecords, failures: number): FailureRecords => ({
  ...none,
  [kind]: { failures, lastFailureAt: start },
})

describe('how long to wait', () => {
  it('costs nothing to mistype four times', () => {
    const { records, now } = failPatiently(4)
    expect(throttleWaitSeconds(records, false, now)).toBe(0)
  })

  it.each([
    [5, 5],
    [6, 10],
    [7, 20],
    [9, 80],
    [12, 640],
    [13, 900],
    [99, 900],
  ])('after %i failures of one account from one address: %i s', (failures, seconds) => {
    expect(throttleWaitSeconds(only('pair', failures), false, start)).toBe(seconds)
  })

  it('counts down to nought', () => {
    const records = only('pair', 7)
    expect(throttleWaitSeconds(records, false, since(19))).toBe(1)
    expect(throttleWaitSeconds(records, false, since(20))).toBe(0)
  })

  it('asks for the longest of the three waits', () => {
    const records = { ...only('account', 30), pair: { failures: 6, lastFailureAt: start } }
    expect(throttleWaitSeconds(records, false, start)).toBe(30)
  })

  it('does not add to the wait when a clock is set back', () => {
    expect(throttleWaitSeconds(only('pair', 5), false, since(-3600))).toBe(5)
  })
})

describe('a stranger cannot lock an account', () => {
  it('the owner at a known address does not notice a siege from elsewhere', () => {
    expect(throttleWaitSeconds(only('account', 1_000_000), true, start)).toBe(0)
  })

  it('at a new address the owner waits half a minute at most, whatever others do', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000), fc.integer({ min: -10, max: 100_000 }), (failures, seconds) => {
        expect(throttleWaitSeconds(only('account', failures), false, since(seconds))).toBeLessThanOrEqual(30)
      }),
    )
  })

  it('no siege, however long, makes anybody wait more than a quarter of an hour', () => {
    const { records, now } = failPatiently(500)
    expect(throttleWaitSeconds(records, false, now)).toBe(900)
  })

  it('and it is forgotten: from the longest wait back to free tries within five hours', () => {
    const { records, now } = failPatiently(500)
    const later = new Date(now.getTime() + 5 * 3_600_000)
    expect(throttleWaitSeconds(records, false, later)).toBe(0)
    expect(fadedFailures('pair', records.pair, later)).toBeLessThan(throttleRules.pair.freeFailures)
  })
})

describe('an attacker is slow', () => {
  it('one address against one account: under 120 tries a day', () => {
    let records = none
    let tries = 0
    for (let now = start; now < since(86_400); tries++) {
      now = new Date(now.getTime() + throttleWaitSeconds(records, false, now) * 1000)
      records = countFailure(records, now)
    }
    expect(tries).toBeLessThan(120)
  })

  it('one address against many accounts: the address has a count of its own', () => {
    let address = none.address
    let tries = 0
    for (let now = start; now < since(86_400); tries++) {
      const records = { ...none, address }
      now = new Date(now.getTime() + throttleWaitSeconds(records, false, now) * 1000)
      address = countFailure(records, now).address
    }
    expect(tries).toBeLessThan(1500)
  })

  it('many addresses against one account: 30 s a try once twenty have failed', () => {
    expect(throttleWaitSeconds(only('account', 24), false, start)).toBe(30)
  })

  it('waiting never makes the next wait longer', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(10_000), fc.nat(10_000), (failures, a, b) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)]
        for (const kind of throttleKinds) {
          const records = only(kind, failures)
          expect(throttleWaitSeconds(records, false, since(late))).toBeLessThanOrEqual(
            throttleWaitSeconds(records, false, since(early)),
          )
        }
      }),
    )
  })
})

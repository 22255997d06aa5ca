import { describe, expect, it } from 'vitest'
import { deliveryOf, digestEnd, retrySeconds } from '#domain/notification/delivery.ts'
import { pairOf, sidesOf } from '#domain/notification/notification.ts'

describe('when a notification is seen', () => {
  const now = new Date('2026-11-25T10:00:00+08:00')

  it('at once, or with the digest', () => {
    expect(deliveryOf('at_once', now)).toEqual(now)
    expect(deliveryOf('daily', now)).toBeNull()
  })

  it.each([
    ['2026-11-25T00:00:00+08:00', '2026-11-24T16:00:00.000Z'],
    ['2026-11-25T23:59:59.999+08:00', '2026-11-24T16:00:00.000Z'],
    ['2026-11-26T00:00:00+08:00', '2026-11-25T16:00:00.000Z'],
    // In UTC it is still the day before.
    ['2026-11-25T01:00:00+08:00', '2026-11-24T16:00:00.000Z'],
  ])('at %s the digest ends at %s: days are days in China', (at, end) => {
    expect(digestEnd(new Date(at)).toISOString()).toBe(end)
  })
})

describe('when a message is tried again', () => {
  it('waits twice as long each time, six hours at most, and for ever', () => {
    expect([1, 2, 3, 4].map(retrySeconds)).toEqual([30, 60, 120, 240])
    expect([11, 100, 1_000_000].map(retrySeconds)).toEqual([21_600, 21_600, 21_600])
    expect(retrySeconds(0)).toBe(30)
  })
})

describe('a pair', () => {
  it('an achievement that is published is brought to the demand’s owner', () => {
    const pair = pairOf({ library: 'achievement', id: 'a' }, 'd')
    expect(pair).toEqual({ achievementId: 'a', demandId: 'd', direction: 'achievement_for_demand' })
    expect(pair && sidesOf(pair)).toEqual({
      own: { library: 'demand', id: 'd' },
      found: { library: 'achievement', id: 'a' },
    })
  })

  it('and the reverse', () => {
    const pair = pairOf({ library: 'demand', id: 'd' }, 'a')
    expect(pair).toEqual({ achievementId: 'a', demandId: 'd', direction: 'demand_for_achievement' })
    expect(pair && sidesOf(pair)).toEqual({
      own: { library: 'achievement', id: 'a' },
      found: { library: 'demand', id: 'd' },
    })
  })

  it('nobody is told of an expert', () => {
    expect(pairOf({ library: 'expert', id: 'e' }, 'd')).toBeNull()
  })
})

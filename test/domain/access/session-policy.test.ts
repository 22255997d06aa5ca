import { describe, expect, it } from 'vitest'
import { isSessionAlive, sessionEnd, shouldTouchSession } from '#domain/access/session-policy.ts'

const hour = 3_600_000
const createdAt = new Date('2026-05-01T08:00:00Z')
const at = (hours: number, ms = 0) => new Date(createdAt.getTime() + hours * hour + ms)

describe('a session', () => {
  it.each([
    ['just made', 0, at(0), true],
    ['idle for a moment less than twelve hours', 0, at(12, -1), true],
    ['idle for twelve hours', 0, at(12), false],
    ['used an hour ago, on the third day', 71, at(72), true],
    ['in use, a moment before seven days', 167, at(168, -1), true],
    ['in use, but seven days old', 167, at(168), false],
  ])('%s', (_, usedAfterHours, now, isAlive) => {
    expect(isSessionAlive({ createdAt, lastUsedAt: at(usedAfterHours) }, now)).toBe(isAlive)
  })

  it('ends seven days after it began', () => {
    expect(sessionEnd(createdAt).toISOString()).toBe('2026-05-08T08:00:00.000Z')
  })

  it('is written down once an hour, not more', () => {
    expect(shouldTouchSession({ createdAt, lastUsedAt: at(2) }, at(3, -1))).toBe(false)
    expect(shouldTouchSession({ createdAt, lastUsedAt: at(2) }, at(3))).toBe(true)
  })
})

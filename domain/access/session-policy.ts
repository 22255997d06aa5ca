/**
 * How long a session lives: twelve hours without a request end it (a day's work, not a forgotten browser), and seven
 * days end it in any case (OWASP ASVS 3.3). Pure predicates; `now` is the database's clock.
 */
const hourMs = 3_600_000

export const sessionIdleMs = 12 * hourMs
export const sessionAbsoluteMs = 7 * 24 * hourMs
/** `lastUsedAt` is written at most this often: a session costs one write an hour, not one a request. */
export const sessionTouchMs = hourMs

export interface SessionTimes {
  createdAt: Date
  lastUsedAt: Date
}

/** The instant after which the session is over whatever happens. */
export function sessionEnd(createdAt: Date): Date {
  return new Date(createdAt.getTime() + sessionAbsoluteMs)
}

export function isSessionAlive(times: SessionTimes, now: Date): boolean {
  return (
    now.getTime() - times.lastUsedAt.getTime() < sessionIdleMs && now.getTime() < sessionEnd(times.createdAt).getTime()
  )
}

/** True when this use should be written down. Idle time counts from the last written use, so it is never allowed to be longer. */
export function shouldTouchSession(times: SessionTimes, now: Date): boolean {
  return now.getTime() - times.lastUsedAt.getTime() >= sessionTouchMs
}

/** When a notification reaches its person, and when a message that could not be worked off is tried again. */
import { dayInChina } from '../calendar.ts'
import type { MatchAlerts } from './notification.ts'

/** The instant a person sees a notification that arises now: at once, or null while it waits for the next digest. */
export function deliveryOf(matchAlerts: Exclude<MatchAlerts, 'off'>, now: Date): Date | null {
  return matchAlerts === 'at_once' ? now : null
}

/** What arose before this instant is in the digest of today: the day in China begins here. */
export function digestEnd(now: Date): Date {
  return new Date(`${dayInChina(now)}T00:00:00+08:00`)
}

const firstWaitSeconds = 30
const longestWaitSeconds = 6 * 3600

/**
 * Seconds until the next try after `attempts` tries: 30, 60, 120 … six hours. There is no last one: a message is kept
 * until it is done. The same time is the lease of a try, so that one that died with its process is taken up again.
 */
export function retrySeconds(attempts: number): number {
  return Math.min(longestWaitSeconds, firstWaitSeconds * 2 ** Math.min(20, Math.max(0, attempts - 1)))
}

/** Messages that are done are kept this long, for whoever asks what became of one. */
export const outboxRetentionDays = 30

export const maxErrorLength = 2000

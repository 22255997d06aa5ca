/**
 * 揭榜期过短: the time between publication and deadline was too short for a stranger to prepare a bid. The bureau sets
 * its own least time (20 days unless it says otherwise); this flag does not follow it down. OCP "short bidding period".
 */
import { dayInChina, msPerDay } from '../../calendar.ts'
import type { FlagChallenge } from './flag-facts.ts'
import type { FlagParameters } from './parameters.ts'
import { type FoundFlag, figure, record } from './red-flag.ts'

/** One flag for each challenge; exactly the least number of days is long enough. Cost: the challenges. */
export function findShortBidWindows(
  challenges: readonly FlagChallenge[],
  { shortWindowDays }: FlagParameters['bids'],
): FoundFlag[] {
  return challenges.flatMap(({ id, title, publishedAt, bidsCloseAt }) => {
    if (!publishedAt || !bidsCloseAt) return []
    const windowMs = bidsCloseAt.getTime() - publishedAt.getTime()
    if (windowMs >= shortWindowDays * msPerDay) return []
    const days = Math.floor(windowMs / msPerDay)
    const hours = Math.floor((windowMs % msPerDay) / 3_600_000)
    const on = dayInChina(publishedAt)
    return [
      {
        kind: 'short_bid_window' as const,
        basis: [id],
        explanation: {
          zh: `榜单「${title}」于 ${on} 发布，揭榜期只有 ${days} 天 ${hours} 小时，短于 ${shortWindowDays} 天。`,
          en: `The challenge ${title} was published on ${on} and open for ${days} days ${hours} hours, less than ${shortWindowDays} days.`,
          records: [record('challenge', id, { name: title, on, note: bidsCloseAt.toISOString() })],
          figures: [figure('days', 'days', days), figure('leastDays', 'days', shortWindowDays)],
        },
      },
    ]
  })
}

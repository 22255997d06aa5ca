/** No address keeps the service to itself: so many of its requests are at work at a time, the others wait their turn. */
import pLimit, { type LimitFunction } from 'p-limit'

/** A browser asks no more at once of one host either (HTTP/1.1). */
export const requestsAtOnce = 6

export type FairTurns = <T>(address: string, work: () => Promise<T>) => Promise<T>

export function createFairTurns(): FairTurns {
  const queues = new Map<string, { limit: LimitFunction; users: number }>()
  return async (address, work) => {
    const queue = queues.get(address) ?? { limit: pLimit(requestsAtOnce), users: 0 }
    queues.set(address, queue)
    queue.users++
    try {
      return await queue.limit(work)
    } finally {
      queue.users--
      if (queue.users === 0) queues.delete(address)
    }
  }
}

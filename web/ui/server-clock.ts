/**
 * The server's clock on this device. A deadline is judged there, so a wrong clock here must not say otherwise. Answers
 * carry the instant at which they were read; the latest one seen sets the difference.
 */
import { useEffect, useState } from 'react'

let latestMs = Number.NEGATIVE_INFINITY
let aheadMs = 0

/** Takes note of the server's time in an answer; an answer out of the cache is older than the latest and is ignored. */
export function noteServerTime(readAt: string): void {
  const ms = Date.parse(readAt)
  if (ms <= latestMs) return
  latestMs = ms
  aheadMs = ms - Date.now()
}

export function serverNow(): number {
  return Date.now() + aheadMs
}

/** Milliseconds until an instant by the server's clock, never below 0; anew every second. Null without an instant. */
export function useMsLeft(until: string | null, readAt: string): number | null {
  noteServerTime(readAt)
  const [, tick] = useState(0)
  const left = until === null ? null : Math.max(0, Date.parse(until) - serverNow())
  const isRunning = left !== null && left > 0
  useEffect(() => {
    if (!isRunning) return
    const timer = setInterval(() => tick(n => n + 1), 1000)
    return () => clearInterval(timer)
  }, [isRunning])
  return left
}

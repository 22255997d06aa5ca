/** Time left in words of two units, as long as it matters: days and hours far away, seconds at the end. */
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useMsLeft } from './server-clock.ts'

export function useDurationText() {
  const { t } = useTranslation()
  return (ms: number): string => {
    const seconds = Math.ceil(ms / 1000)
    const [d, h, m, s] = [
      Math.floor(seconds / 86_400),
      Math.floor(seconds / 3600) % 24,
      Math.floor(seconds / 60) % 60,
      seconds % 60,
    ]
    if (d > 0) return t('challenge.time.days', { d, h })
    if (h > 0) return t('challenge.time.hours', { h, m })
    return m > 0 ? t('challenge.time.minutes', { m, s }) : t('challenge.time.seconds', { s })
  }
}

interface CountdownProps {
  until: string
  /** The server's time in the answer that holds `until`. */
  readAt: string
  running(time: string): string
  ended: string
  /** Once, when the time has come while somebody was looking. */
  onEnd?: () => void
}

export function Countdown({ until, readAt, running, ended, onEnd }: CountdownProps) {
  const duration = useDurationText()
  const left = useMsLeft(until, readAt) ?? 0
  const wasRunning = useRef(false)
  useEffect(() => {
    if (left > 0) wasRunning.current = true
    else if (wasRunning.current) {
      wasRunning.current = false
      onEnd?.()
    }
  }, [left, onEnd])
  return (
    <span role="timer" style={{ fontVariantNumeric: 'tabular-nums' }}>
      {left > 0 ? running(duration(left)) : ended}
    </span>
  )
}

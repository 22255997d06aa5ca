import { useRef } from 'react'

/**
 * What was last fetched for `key`, while a later fetch of the same fails: a form that stands on it must not vanish with
 * what was typed because the network did.
 */
export function useKept<T>(key: string, data: T | undefined): T | undefined {
  const kept = useRef<{ key: string; data: T } | null>(null)
  if (data !== undefined) kept.current = { key, data }
  return data ?? (kept.current?.key === key ? kept.current.data : undefined)
}

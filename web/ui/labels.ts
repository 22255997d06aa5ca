import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { Words } from '#web/i18n/zh-CN.ts'

type Enums = Words['enums']
export type EnumName = keyof Enums

/** The label of an enumeration value; the value itself when a newer server knows one that this page does not. */
export function useLabels() {
  const { i18n } = useTranslation()
  const label = useCallback(
    <N extends EnumName>(name: N, value: string): string => {
      const key = `enums.${name}.${value}`
      return i18n.exists(key) ? (i18n.t as (key: string) => string)(key) : value
    },
    [i18n],
  )
  const options = useCallback(
    <N extends EnumName>(name: N): { value: keyof Enums[N] & string; label: string }[] => {
      const entries = i18n.getResource(i18n.language, 'translation', `enums.${name}`) as Record<string, string>
      return Object.entries(entries).map(([value, text]) => ({ value: value as keyof Enums[N] & string, label: text }))
    },
    [i18n],
  )
  return { label, options }
}

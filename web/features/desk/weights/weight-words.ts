import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { WeightField } from './weights-documents.ts'

/** Name and meaning of a weight; its path where a newer server knows one that this page does not. */
export function useWeightWords() {
  const { t, i18n } = useTranslation()
  const nameOf = useCallback(
    (path: string): { name: string; hint: string } => {
      const key = `matchWeights.weight.${path}`
      const say = i18n.t as (key: string) => string
      return i18n.exists(`${key}.name`)
        ? { name: say(`${key}.name`), hint: say(`${key}.hint`) }
        : { name: path, hint: '' }
    },
    [i18n],
  )
  const rangeOf = useCallback(
    ({ least, most, isWhole }: WeightField) =>
      t(isWhole ? 'matchWeights.wholeRange' : 'matchWeights.range', { least, most }),
    [t],
  )
  return { nameOf, rangeOf }
}

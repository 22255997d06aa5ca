/** Words of the dictionary of facts in the language of the screen, by the enumerations that have them. */
import { useCallback } from 'react'
import { currentLanguage } from '#web/i18n/start.ts'
import { useLabels } from '#web/ui/labels.ts'

const others: Readonly<Record<string, string>> = {
  large: '大型',
  medium: '中型',
  small: '小型',
  micro: '微型',
  national: '国家级',
  provincial: '省级',
  municipal: '市级',
  county: '县级',
  exclusive: '独占许可',
  sole: '排他许可',
  ordinary: '普通许可',
}

export function useFactWord() {
  const { label } = useLabels()
  return useCallback(
    (word: string): string => {
      const name = word.toUpperCase()
      for (const enumeration of ['OrganisationKind', 'ContractType', 'ChallengeKind'] as const) {
        const known = label(enumeration, name)
        if (known !== name) return known
      }
      return currentLanguage() === 'en' ? word : (others[word] ?? word)
    },
    [label],
  )
}

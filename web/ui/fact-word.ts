import { useCallback } from 'react'
import { factWord } from '#web/i18n/fact-names.ts'
import { useLabels } from './labels.ts'

/** Words of facts in the language of the screen: of the enumerations that have them, else of the dictionary. */
export function useFactWord() {
  const { label } = useLabels()
  return useCallback(
    (word: string): string => {
      const name = word.toUpperCase()
      for (const enumeration of ['OrganisationKind', 'ContractType', 'ChallengeKind'] as const) {
        const known = label(enumeration, name)
        if (known !== name) return known
      }
      return factWord(word)
    },
    [label],
  )
}

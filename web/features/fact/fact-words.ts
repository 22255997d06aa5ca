/** What the dictionary of facts is called on the screen. */
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { shortTitle } from '#domain/subsidy/facts/fact-columns.ts'
import { type KeptField, type KeptTable, keptTables } from '#domain/subsidy/facts/kept-fields.ts'
import { factFieldTitle } from '#web/i18n/fact-names.ts'
import { useFactWord } from '#web/ui/fact-word.ts'
import type { FactTable } from './fact-documents.ts'

/** The dictionary spells tables as the domain does, the API in capitals. */
export const tableOf = (table: FactTable): KeptTable => table.toLowerCase() as KeptTable
export const tableOptions = keptTables.map(table => table.toUpperCase() as FactTable)

export function useFactWords() {
  const { i18n } = useTranslation()
  const { language } = i18n
  const wordOf = useFactWord()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a title is another in another language
  const titleOf = useCallback(
    (field: Pick<KeptField, 'name' | 'title'>) => factFieldTitle(field.name, shortTitle(field)),
    [language],
  )
  return { titleOf, wordOf }
}

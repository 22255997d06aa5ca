/** Words for what a result is made of: numbers of a pack, kinds, levels, limits. */
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { packWord } from '#domain/subsidy/pack/pack-words.ts'
import { type TurnedNumber, turnedText } from '#domain/subsidy/what-if/turned.ts'
import { valueText as valueInWords, variableText as variableInWords } from '#domain/subsidy/what-if/variable-words.ts'
import type { PackVariable, VariablePlace, VariableUnit } from '#domain/subsidy/what-if/variables.ts'
import { wordLanguage } from '#web/i18n/start.ts'
import { useFactWord } from '#web/ui/fact-word.ts'
import { useLabels } from '#web/ui/labels.ts'
import type { WhatIf } from './what-if-documents.ts'

/** 分 to 万元, for axes; exact amounts stand in the tables. */
export const wan = (fen: number) => fen / 1_000_000

/** A number as the API gives it, or as a result holds it: there its words are in small letters. */
interface Numbered {
  place: string
  unit: string
  name: string
}
const placed = ({ place, name }: Pick<Numbered, 'place' | 'name'>) => ({
  place: place.toLowerCase() as VariablePlace,
  name,
})
const inUnit = (unit: string) => ({ unit: unit.toLowerCase() as VariableUnit })

/** The numbers that a what-if turned, as the domain knows them. */
export function turnedNumbers({ turned }: Pick<WhatIf, 'turned'>): TurnedNumber[] {
  return turned.map(({ variable, ruleTitle, value }) => ({
    variable: { ...variable, ...placed(variable), ...inUnit(variable.unit) } as PackVariable,
    ruleTitle,
    value,
  }))
}

export function turnedTexts(whatIf: Pick<WhatIf, 'turned'>): string[] {
  return turnedNumbers(whatIf).map(one => turnedText(one, wordLanguage()))
}

export function useResultWords() {
  const { t } = useTranslation()
  const { label } = useLabels()
  const factWord = useFactWord()
  const language = wordLanguage()
  const valueText = useCallback(
    (unit: string, value: string): string => valueInWords(inUnit(unit), value, language),
    [language],
  )
  const variableText = useCallback(
    (variable: Pick<Numbered, 'place' | 'name'>): string => variableInWords(placed(variable), language),
    [language],
  )
  /** `transfer.cap` → 上限; a limit with a name of its own keeps it. */
  const limitText = useCallback(
    (account: string) => packWord(account.split('.').at(-1) ?? account, language),
    [language],
  )
  const kindText = useCallback(
    (kind: string) =>
      kind === ''
        ? t('whatIf.notKnown')
        : kind === 'person'
          ? t('whatIf.person')
          : label('OrganisationKind', kind.toUpperCase()),
    [t, label],
  )
  const typeText = useCallback(
    (type: string) => (type === 'none' ? t('whatIf.noContract') : label('ContractType', type.toUpperCase())),
    [t, label],
  )
  const sizeText = useCallback((size: string) => (size === '' ? t('whatIf.notKnown') : factWord(size)), [t, factWord])
  return { valueText, variableText, limitText, kindText, typeText, sizeText }
}

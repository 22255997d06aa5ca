/** Words for what a result is made of: numbers of a pack, kinds, levels, limits. */
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { wanYuan } from '#web/ui/amount.ts'
import { useLabels } from '#web/ui/labels.ts'

/** 分 to 万元, for axes; exact amounts stand in the tables. */
export const wan = (fen: number) => fen / 1_000_000

const signs: Readonly<Record<string, string>> = { percent: ' %', permille: ' ‰', per10k: ' ‱' }

export function useResultWords() {
  const { t, i18n } = useTranslation()
  const { label } = useLabels()
  const valueText = useCallback(
    (unit: string, value: string): string => {
      if (unit === 'fen') return `${wanYuan(Number(value))} ${t('common.wanYuan')}`
      return signs[unit]
        ? `${value}${signs[unit]}`
        : `${value}${i18n.exists(`whatIf.unit.${unit}`) ? t(`whatIf.unit.${unit}` as 'whatIf.unit.days') : ''}`
    },
    [t, i18n],
  )
  const levelOr = useCallback((name: string) => (isLevel(name) ? t(`whatIf.level.${name}`) : firstHalf(name)), [t])
  const variableText = useCallback(
    ({ place, name }: { place: string; name: string }): string => {
      const place_ = t(`whatIf.place.${place.toLowerCase()}` as 'whatIf.place.rate', { name })
      const isTold = ['bracket_bound', 'bracket_rate', 'bracket_cap', 'bracket_amount'].includes(place.toLowerCase())
      return name === '' || isTold ? place_ : t('common.bracketed', { text: place_, note: levelOr(name) })
    },
    [t, levelOr],
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
  const sizeText = useCallback(
    (size: string) => (size === '' ? t('whatIf.notKnown') : t(`whatIf.size.${size}` as 'whatIf.size.large')),
    [t],
  )
  return { valueText, variableText, kindText, typeText, sizeText }
}

/** Reasons are written in both languages, `卖方不在洛阳: the seller …`: the first is enough here. */
function firstHalf(name: string): string {
  return name.split(': ')[0] ?? name
}

const levels = ['national', 'provincial', 'municipal', 'county'] as const
type Level = (typeof levels)[number]

function isLevel(name: string): name is Level {
  return (levels as readonly string[]).includes(name)
}

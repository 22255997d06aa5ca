import { useTranslation } from 'react-i18next'
import type { FigureKind } from '#domain/subsidy/money/determination.ts'

type Gives = Uppercase<FigureKind>

/** What a figure is called: the most that may be granted, what is due exactly, or at least. */
export function useFigureLabel() {
  const { t } = useTranslation()
  return (gives: Gives) => t(`subsidy.figure.${gives.toLowerCase() as FigureKind}`)
}

import { useTranslation } from 'react-i18next'

/** A window in words: a whole life (of a limit `life`), a year; what is neither stays as it is written. */
export function useWindowText() {
  const { t } = useTranslation()
  return (window: string) => {
    if (window === 'whole_life' || window === 'life') return t('subsidy.wholeLife')
    return /^\d{4}$/.test(window) ? t('subsidy.ofYear', { year: window }) : window
  }
}

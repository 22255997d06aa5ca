import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { determinationPath } from './determination-list.tsx'

/** To the figure that is less than what was granted: its explanation says why. */
export function LowerFigureLink({ id }: { id: string }) {
  const { t } = useTranslation()
  return <Link to={determinationPath(id)}>{t('subsidyMoney.lowerFigureLink')}</Link>
}

import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'

/** 征求意见稿: whatever is computed from it is simulated. Stands wherever a figure of such a policy stands. */
export function DraftNotice() {
  const { t } = useTranslation()
  return <Alert type="warning" showIcon title={t('subsidy.draftTitle')} description={t('subsidy.draftHint')} />
}

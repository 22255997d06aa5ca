import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { useUndeterminedText } from '#web/ui/undetermined-text.ts'

/** Above a figure that is none: nothing is determined, which is not 0. A claim waits on it. */
export function UndeterminedNotice({ why, isClaimed }: { why: string; isClaimed: boolean }) {
  const { t } = useTranslation()
  const undeterminedText = useUndeterminedText()
  const hint = [t('subsidy.undeterminedHint'), ...(isClaimed ? [t('subsidy.undeterminedKept')] : [])]
  const description = hint.map(text => <div key={text}>{text}</div>)
  return <Alert type="warning" showIcon title={undeterminedText(why)} description={description} />
}

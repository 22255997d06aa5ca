import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { useViewer } from '#web/api/viewer.tsx'
import { WeightsDesk } from '#web/features/desk/weights/weights-desk.tsx'
import { Page } from '#web/ui/page.tsx'

/** For the administrator of the platform; the server decides again. */
export function MatchWeightsPage() {
  const { t } = useTranslation()
  const { viewer } = useViewer()
  if (!viewer) return null
  return (
    <Page title={t('matchWeights.title')} lead={t('matchWeights.lead')}>
      {viewer.isAdmin ? <WeightsDesk /> : <Alert type="info" showIcon title={t('matchWeights.onlyAdmin')} />}
    </Page>
  )
}

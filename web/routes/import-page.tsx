import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Page } from '#web/ui/page.tsx'

export function ImportPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('importing.title')} lead={t('importing.lead')}>
      <Alert type="info" title={t('importing.notReady')} />
    </Page>
  )
}

import { Card } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useViewer } from '#web/api/viewer.tsx'
import { FeedbackTotals } from '#web/features/desk/feedback-totals.tsx'
import { SynonymDesk } from '#web/features/desk/synonym-desk.tsx'
import { Page } from '#web/ui/page.tsx'

/** Totals are also for auditors, pairs for whoever maintains them; the server decides again. */
export function MatchDeskPage() {
  const { t } = useTranslation()
  const { viewer } = useViewer()
  if (!viewer) return null
  const maintains = viewer.isAdmin || viewer.acting?.role === 'OFFICER'
  return (
    <Page title={t('matchDesk.title')} lead={t('matchDesk.lead')}>
      <FeedbackTotals />
      <Card size="small" title={t('matchWeights.title')}>
        {viewer.isAdmin ? (
          <Link to="/workbench/matching/weights">{t('matchWeights.link')}</Link>
        ) : (
          t('matchWeights.linkHint')
        )}
      </Card>
      {maintains && <SynonymDesk />}
    </Page>
  )
}

/** What a policy would give: for the bureau over the register, for a beneficiary its own. */
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { AskForm } from '#web/features/what-if/ask-form.tsx'
import { EntitlementList } from '#web/features/what-if/entitlement-list.tsx'
import { AskButton, WhatIfList } from '#web/features/what-if/what-if-list.tsx'
import { WhatIfView } from '#web/features/what-if/what-if-view.tsx'
import { Page } from '#web/ui/page.tsx'
import { NotFoundPage } from './error-page.tsx'

export function WhatIfsPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('whatIf.list')} lead={t('whatIf.listLead')} extra={<AskButton />}>
      <WhatIfList />
    </Page>
  )
}

export function AskWhatIfPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('whatIf.askTitle')} lead={t('whatIf.askLead')}>
      <AskForm />
    </Page>
  )
}

export function WhatIfPage() {
  const { id = '' } = useParams()
  return <WhatIfView key={id} id={id} absent={<NotFoundPage />} />
}

export function EntitlementsPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('whatIf.mine.title')} lead={t('whatIf.mine.lead')}>
      <EntitlementList />
    </Page>
  )
}

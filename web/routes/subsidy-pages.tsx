/** Policies in public, figures in the office. */
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { DetermineButton } from '#web/features/subsidy/challenge-subsidies.tsx'
import { DeterminationList } from '#web/features/subsidy/determination-list.tsx'
import { DeterminationView } from '#web/features/subsidy/determination-view.tsx'
import { DetermineForm } from '#web/features/subsidy/determine-form.tsx'
import { PolicyList } from '#web/features/subsidy/policy-list.tsx'
import { PolicyView } from '#web/features/subsidy/policy-view.tsx'
import { Page } from '#web/ui/page.tsx'
import { NotFoundPage } from './error-page.tsx'

export function PoliciesPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('subsidy.policies')} lead={t('subsidy.policiesLead')}>
      <PolicyList />
    </Page>
  )
}

export function PolicyPage() {
  const { id = '' } = useParams()
  return <PolicyView id={id} absent={<NotFoundPage />} />
}

export function SubsidiesPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('subsidy.list')} lead={t('subsidy.listLead')} extra={<DetermineButton />}>
      <DeterminationList />
    </Page>
  )
}

export function DeterminePage() {
  const { t } = useTranslation()
  return (
    <Page title={t('subsidy.determineTitle')} lead={t('subsidy.determineLead')}>
      <DetermineForm />
    </Page>
  )
}

export function DeterminationPage() {
  const { id = '' } = useParams()
  return <DeterminationView id={id} absent={<NotFoundPage />} />
}

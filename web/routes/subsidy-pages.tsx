/** Policies in public, figures in the office. */
import { Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { useParams, useSearchParams } from 'react-router'
import { useViewer } from '#web/api/viewer.tsx'
import { DetermineButton, RunsButton } from '#web/features/subsidy/challenge-subsidies.tsx'
import { ClawbackList } from '#web/features/subsidy/clawback-list.tsx'
import { DeterminationView, PaymentNoticeView } from '#web/features/subsidy/determination-view.tsx'
import { DetermineForm } from '#web/features/subsidy/determine-form.tsx'
import { PayoutList } from '#web/features/subsidy/payout-list.tsx'
import { PayoutReady } from '#web/features/subsidy/payout-ready.tsx'
import { PolicyList } from '#web/features/subsidy/policy-list.tsx'
import { PolicyView } from '#web/features/subsidy/policy-view.tsx'
import { RunButton, RunList } from '#web/features/subsidy/run-list.tsx'
import { WorkList } from '#web/features/subsidy/work-list.tsx'
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
  const { viewer } = useViewer()
  const isBureau = viewer?.acting?.organisation.kind === 'BUREAU'
  return (
    <Page
      title={t('subsidy.list')}
      lead={t(isBureau ? 'subsidyMoney.workLead' : 'subsidyMoney.myLead')}
      extra={
        <>
          <RunsButton />
          <DetermineButton />
        </>
      }
    >
      <WorkList />
    </Page>
  )
}

export function RunsPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('subsidy.runs')} lead={t('subsidy.runsLead')} extra={<RunButton />}>
      <RunList />
    </Page>
  )
}

export function PayoutsPage() {
  const { t } = useTranslation()
  const [address, setAddress] = useSearchParams()
  const tabs = [
    { key: 'ready', label: t('subsidyMoney.tab.ready'), children: <PayoutReady /> },
    { key: 'batches', label: t('subsidyMoney.tab.batches'), children: <PayoutList /> },
    { key: 'clawbacks', label: t('subsidyMoney.tab.clawbacks'), children: <ClawbackList /> },
  ]
  return (
    <Page title={t('subsidyMoney.payouts')} lead={t('subsidyMoney.payoutsLead')}>
      <Tabs
        items={tabs}
        activeKey={address.get('tab') ?? 'ready'}
        onChange={tab => setAddress({ tab }, { replace: true })}
        destroyOnHidden
      />
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

export function PaymentNoticePage() {
  const { id = '' } = useParams()
  return <PaymentNoticeView id={id} absent={<NotFoundPage />} />
}

import { Alert, Card, Descriptions } from 'antd'
import { useTranslation } from 'react-i18next'
import { Navigate, useNavigate } from 'react-router'
import { useViewer } from '#web/api/viewer.tsx'
import { Invitations } from '#web/features/account/invitations.tsx'
import { Memberships } from '#web/features/account/memberships.tsx'
import { PasswordForm } from '#web/features/account/password-form.tsx'
import { SignOutEverywhere } from '#web/features/account/sign-out-everywhere.tsx'
import { AlertPreference } from '#web/features/inbox/alert-preference.tsx'
import { Page } from '#web/ui/page.tsx'
import { Waiting } from '#web/ui/waiting.tsx'

export function AccountPage() {
  const { t } = useTranslation()
  const { viewer, isLoading, refresh } = useViewer()
  const navigate = useNavigate()
  if (isLoading) return <Waiting />
  if (!viewer) return <Navigate to="/sign-in?to=/account" replace />
  const leave = async () => {
    await refresh()
    navigate('/')
  }
  return (
    <Page title={t('account.title')}>
      {viewer.isPasswordDue && <Alert type="warning" showIcon title={t('account.passwordDue')} />}
      <Card title={t('account.person')}>
        <Descriptions
          column={{ xs: 1, md: 2 }}
          items={[
            { key: 'name', label: t('account.displayName'), children: <bdi>{viewer.displayName}</bdi> },
            { key: 'email', label: t('account.email'), children: <bdi>{viewer.email}</bdi> },
          ]}
        />
      </Card>
      <Card title={t('account.organisations')}>
        <Invitations />
        <Memberships viewer={viewer} />
      </Card>
      <Card title={t('inbox.preference')}>
        <AlertPreference />
      </Card>
      <Card title={t('account.changePassword')}>
        <PasswordForm />
      </Card>
      <Card title={t('account.signOutEverywhere')}>
        <SignOutEverywhere onDone={leave} />
      </Card>
    </Page>
  )
}

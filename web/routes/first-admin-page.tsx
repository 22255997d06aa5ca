import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate } from 'react-router'
import { useViewer } from '#web/api/viewer.tsx'
import { EntryCard } from '#web/features/account/entry-card.tsx'
import { SignUpForm } from '#web/features/account/sign-up-form.tsx'

/** The one-time link of a fresh installation. Its token stands behind the #, so that no server log ever holds it. */
export function FirstAdminPage() {
  const { t } = useTranslation()
  const { refresh } = useViewer()
  const navigate = useNavigate()
  const token = useLocation().hash.slice(1)
  const enter = async () => {
    await refresh()
    navigate('/account', { replace: true })
  }
  return (
    <EntryCard title={t('account.firstAdminTitle')}>
      <Alert type="info" title={t('account.firstAdminHint')} />
      <SignUpForm firstAdminToken={token} onDone={enter} />
    </EntryCard>
  )
}

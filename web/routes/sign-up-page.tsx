import { Space } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useViewer } from '#web/api/viewer.tsx'
import { EntryCard } from '#web/features/account/entry-card.tsx'
import { SignUpForm } from '#web/features/account/sign-up-form.tsx'

export function SignUpPage() {
  const { t } = useTranslation()
  const { refresh } = useViewer()
  const navigate = useNavigate()
  const enter = async () => {
    await refresh()
    navigate('/account', { replace: true })
  }
  return (
    <EntryCard title={t('account.signUpTitle')}>
      <SignUpForm onDone={enter} />
      <Space>
        {t('account.haveAccount')}
        <Link to="/sign-in">{t('shell.signIn')}</Link>
      </Space>
    </EntryCard>
  )
}

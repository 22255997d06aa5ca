import { Space } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { useViewer } from '#web/api/viewer.tsx'
import { EntryCard } from '#web/features/account/entry-card.tsx'
import { SignInForm } from '#web/features/account/sign-in-form.tsx'
import { safeReturn } from '#web/ui/return-address.ts'

export function SignInPage() {
  const { t } = useTranslation()
  const { refresh } = useViewer()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const enter = async () => {
    await refresh()
    navigate(safeReturn(search.get('to')), { replace: true })
  }
  return (
    <EntryCard title={t('account.signInTitle')}>
      <SignInForm onDone={enter} />
      <Space>
        {t('account.noAccount')}
        <Link to="/sign-up">{t('shell.signUp')}</Link>
      </Space>
    </EntryCard>
  )
}

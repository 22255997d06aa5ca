/** What stands in the way of everything else: no organisation, or one that is not verified. */
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Viewer } from '#web/api/viewer.tsx'

export function OrganisationNotice({ viewer }: { viewer: Viewer }) {
  const { t } = useTranslation()
  const { acting, isAdmin } = viewer
  if (!acting) {
    if (isAdmin) return null
    const word = viewer.memberships.length === 0 ? 'account.noOrganisation' : 'office.chooseOrganisation'
    return <Alert type="info" showIcon title={t(word)} action={<Link to="/account">{t('shell.account')}</Link>} />
  }
  if (acting.organisation.state === 'VERIFIED') return null
  return (
    <Alert
      type="warning"
      showIcon
      title={t(acting.organisation.state === 'REJECTED' ? 'office.verifyRejected' : 'office.verifyWaiting')}
      action={<Link to="/account">{t('shell.account')}</Link>}
    />
  )
}

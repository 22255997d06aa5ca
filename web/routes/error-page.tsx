import { Button, Result } from 'antd'
import { useTranslation } from 'react-i18next'
import { isRouteErrorResponse, Link, useRouteError } from 'react-router'

/** No such page, nothing behind its id, or not for this person: the three are told apart by nobody. */
export function NotFoundPage() {
  const { t } = useTranslation()
  return (
    <Result
      status="404"
      title={t('common.notFoundTitle')}
      subTitle={t('common.notFoundHint')}
      extra={<Link to="/">{t('common.home')}</Link>}
    />
  )
}

/** A page that broke, or a part of the app that could not be fetched. */
export function ErrorPage() {
  const { t } = useTranslation()
  const error = useRouteError()
  if (isRouteErrorResponse(error) && error.status === 404) return <NotFoundPage />
  return (
    <Result
      status="500"
      title={t('common.crashTitle')}
      subTitle={t('common.crashHint')}
      extra={
        <Button type="primary" onClick={() => window.location.reload()}>
          {t('common.reload')}
        </Button>
      }
    />
  )
}

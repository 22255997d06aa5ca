/** The back office: the menu of the role at the side. Nobody gets in without signing in first. */
import { Layout, theme } from 'antd'
import { useTranslation } from 'react-i18next'
import { Navigate, Outlet, useLocation } from 'react-router'
import { useViewer } from '#web/api/viewer.tsx'
import { officeMenu } from '#web/features/shell/menus.ts'
import { NavMenu } from '#web/features/shell/nav-menu.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { useIsWide } from '#web/ui/wide.ts'

export function OfficeLayout() {
  const { t } = useTranslation()
  const { token } = theme.useToken()
  const { viewer, isLoading } = useViewer()
  const { pathname, search } = useLocation()
  const isWide = useIsWide()
  if (isLoading) return <Waiting />
  if (!viewer) return <Navigate to={`/sign-in?to=${encodeURIComponent(pathname + search)}`} replace />
  return (
    <Layout style={{ background: 'transparent', gap: 16 }} hasSider={isWide}>
      {isWide && (
        <Layout.Sider
          width={184}
          theme="light"
          style={{ background: token.colorBgContainer, borderRadius: token.borderRadiusLG, alignSelf: 'start' }}
        >
          <nav aria-label={t('shell.officeNavigation')}>
            <NavMenu entries={officeMenu(viewer.acting, viewer.isAdmin)} mode="inline" />
          </nav>
        </Layout.Sider>
      )}
      <div style={{ flex: 'auto', minWidth: 0 }}>
        <Outlet />
      </div>
    </Layout>
  )
}

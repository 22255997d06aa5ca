import { MenuOutlined } from '@ant-design/icons'
import { Alert, Button, Divider, Drawer, Flex, Layout, theme } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useViewer } from '#web/api/viewer.tsx'
import { readSite } from '#web/ui/site.ts'
import { useIsWide } from '#web/ui/wide.ts'
import { HeaderSearch } from './header-search.tsx'
import { InboxBell } from './inbox-bell.tsx'
import { officeMenu, portalMenu } from './menus.ts'
import { NavMenu } from './nav-menu.tsx'
import { PersonMenu } from './person-menu.tsx'
import { PreferenceButtons } from './preference-buttons.tsx'

function SiteName() {
  const { t } = useTranslation()
  const { token } = theme.useToken()
  return (
    <Link to="/" style={{ display: 'flex', alignItems: 'center', gap: 8, whiteSpace: 'nowrap', lineHeight: 1 }}>
      <img src="/favicon.svg" width={28} height={28} alt="" />
      <strong style={{ fontSize: token.fontSizeLG, color: token.colorText }}>{t('common.name')}</strong>
    </Link>
  )
}

function DrawerMenu() {
  const { t } = useTranslation()
  const { viewer } = useViewer()
  const [isOpen, setOpen] = useState(false)
  const close = () => setOpen(false)
  return (
    <>
      <Button type="text" icon={<MenuOutlined />} aria-label={t('shell.menu')} onClick={() => setOpen(true)} />
      <Drawer
        open={isOpen}
        onClose={close}
        placement="left"
        size={280}
        title={t('common.name')}
        extra={<PreferenceButtons />}
      >
        <nav aria-label={t('shell.mainNavigation')}>
          <NavMenu entries={portalMenu} mode="inline" onChosen={close} />
        </nav>
        {viewer && (
          <nav aria-label={t('shell.officeNavigation')}>
            <Divider style={{ margin: '8px 0' }} />
            <NavMenu entries={officeMenu(viewer.acting, viewer.isAdmin)} mode="inline" onChosen={close} />
          </nav>
        )}
      </Drawer>
    </>
  )
}

export function SiteHeader() {
  const { t } = useTranslation()
  const { token } = theme.useToken()
  const { viewer } = useViewer()
  const isWide = useIsWide()
  return (
    <>
      {(readSite().isDemo || viewer?.isDemo) && <Alert banner type="info" title={t('shell.demoBanner')} />}
      <Layout.Header style={{ borderBottom: `1px solid ${token.colorBorderSecondary}` }}>
        <Flex align="center" gap="small" style={{ height: '100%' }}>
          {!isWide && <DrawerMenu />}
          <SiteName />
          {isWide ? (
            <nav aria-label={t('shell.mainNavigation')} style={{ flex: 1, minWidth: 0, marginInlineStart: 16 }}>
              <NavMenu entries={portalMenu} mode="horizontal" />
            </nav>
          ) : (
            <div style={{ flex: 1 }} />
          )}
          <HeaderSearch isNarrow={!isWide} />
          {isWide && <PreferenceButtons />}
          {viewer && <InboxBell />}
          <PersonMenu isNarrow={!isWide} />
        </Flex>
      </Layout.Header>
    </>
  )
}

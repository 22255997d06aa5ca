/** Header, footer and the place between them. Every page is fetched when it is first opened. */
import { Layout } from 'antd'
import { Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { Outlet, ScrollRestoration } from 'react-router'
import { SiteFooter } from '#web/features/shell/site-footer.tsx'
import { SiteHeader } from '#web/features/shell/site-header.tsx'
import { Waiting } from '#web/ui/waiting.tsx'

export function RootLayout() {
  const { t } = useTranslation()
  return (
    <Layout style={{ minHeight: '100vh' }}>
      <a className="skip-link" href="#content">
        {t('common.skip')}
      </a>
      <SiteHeader />
      <main
        id="content"
        tabIndex={-1}
        style={{ flex: 1, width: '100%', maxWidth: 1440, margin: '0 auto', padding: '16px', outline: 'none' }}
      >
        <Suspense fallback={<Waiting />}>
          <Outlet />
        </Suspense>
      </main>
      <SiteFooter />
      <ScrollRestoration />
    </Layout>
  )
}

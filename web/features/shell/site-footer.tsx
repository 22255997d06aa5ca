/** The block every government site carries, as far as whoever runs this one has filled it in. */
import { Flex, Layout, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { readSite } from '#web/ui/site.ts'
import { portalMenu } from './menus.ts'

export function SiteFooter() {
  const { t } = useTranslation()
  const site = readSite()
  const facts = [
    site.governmentMark,
    site.host && t('shell.footer.host', { name: site.host }),
    site.contact && t('shell.footer.contact', { text: site.contact }),
    site.icpNumber,
    site.policeNumber,
  ].filter(fact => fact !== null && fact !== '')
  return (
    <Layout.Footer style={{ padding: '16px', textAlign: 'center' }}>
      <Flex vertical gap={4} align="center">
        <nav aria-label={t('shell.footer.siteMap')}>
          <Flex wrap gap="middle" justify="center">
            {portalMenu.map(({ path, word }) => (
              <Link key={path} to={path}>
                {t(`shell.nav.${word}`)}
              </Link>
            ))}
            <Link to="/verify">{t('shell.nav.verify')}</Link>
          </Flex>
        </nav>
        <Typography.Text type="secondary">
          <bdi>{facts.length > 0 ? facts.join('　') : t('shell.footer.notConfigured')}</bdi>
        </Typography.Text>
        <Typography.Text type="secondary">{t('shell.footer.openSource')}</Typography.Text>
      </Flex>
    </Layout.Footer>
  )
}

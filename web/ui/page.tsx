/** The frame of a page: title, what it is about, what can be done, and the title of the browser's tab. */
import { Flex, Typography } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { useTranslation } from 'react-i18next'

interface PageProps {
  title: ReactNode
  /** For the browser's tab, when the title is not plain text. */
  plainTitle?: string | undefined
  lead?: ReactNode
  extra?: ReactNode
  children: ReactNode
}

export function Page({ title, plainTitle, lead, extra, children }: PageProps) {
  const { t } = useTranslation()
  const tabTitle = plainTitle ?? (typeof title === 'string' ? title : '')
  const siteName = t('common.name')
  useEffect(() => {
    document.title = tabTitle === '' ? siteName : `${tabTitle} - ${siteName}`
  }, [tabTitle, siteName])
  return (
    <Flex vertical gap="middle" style={{ minWidth: 0 }}>
      <Flex wrap gap="small" justify="space-between" align="start">
        <div style={{ minWidth: 0, flex: '1 1 320px' }}>
          <Typography.Title level={1} style={{ fontSize: 22, margin: 0, overflowWrap: 'anywhere' }}>
            {title}
          </Typography.Title>
          {lead && <Typography.Text type="secondary">{lead}</Typography.Text>}
        </div>
        {extra && (
          <Flex wrap gap="small">
            {extra}
          </Flex>
        )}
      </Flex>
      {children}
    </Flex>
  )
}

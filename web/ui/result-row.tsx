/** One hit of a list: what it is, whose it is, and the facts that decide. */
import { Flex, Tag, Typography, theme } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'

export interface Fact {
  label: string
  value: ReactNode
}

interface ResultRowProps {
  /** Null for what has no page of its own. */
  to: string | null
  title: ReactNode
  tags?: ReactNode
  lead?: ReactNode
  /** Lines under the lead. */
  more?: ReactNode
  facts: readonly Fact[]
  extra?: ReactNode
  /** No line under it: something else follows that belongs to it. */
  isPlain?: boolean
  /** When the reader follows the title. */
  onOpen?: (() => void) | undefined
}

export function ResultRow({ to, title, tags, lead, more, facts, extra, isPlain = false, onOpen }: ResultRowProps) {
  const { t } = useTranslation()
  const { token } = theme.useToken()
  return (
    <article
      style={{
        padding: '12px 16px',
        ...(!isPlain && { borderBottom: `1px solid ${token.colorBorderSecondary}` }),
      }}
    >
      <Flex gap="small" align="start" justify="space-between" wrap>
        <div style={{ flex: '1 1 480px', minWidth: 0 }}>
          <Flex wrap gap={8} align="center">
            <Typography.Title level={2} style={{ fontSize: token.fontSizeLG, margin: 0, overflowWrap: 'anywhere' }}>
              {to === null ? (
                <bdi>{title}</bdi>
              ) : (
                <Link to={to} onClick={onOpen}>
                  <bdi>{title}</bdi>
                </Link>
              )}
            </Typography.Title>
            {tags}
          </Flex>
          {lead && (
            <Typography.Paragraph type="secondary" ellipsis={{ rows: 2 }} style={{ margin: '4px 0 0' }}>
              <bdi>{lead}</bdi>
            </Typography.Paragraph>
          )}
          {more}
          <Flex wrap gap="4px 20px" style={{ marginTop: 6 }}>
            {facts.map(fact => (
              <span key={fact.label}>
                <Typography.Text type="secondary">
                  {fact.label}
                  {t('common.colon')}
                </Typography.Text>
                {fact.value}
              </span>
            ))}
          </Flex>
        </div>
        {extra}
      </Flex>
    </article>
  )
}

/** The name of an organisation, marked when it is of the demonstration city. */
export function OwnerName({ owner }: { owner: { name: string; isDemo: boolean } }) {
  const { t } = useTranslation()
  return (
    <span>
      <bdi>{owner.name}</bdi>
      {owner.isDemo && !owner.name.includes('演示') && (
        <Tag style={{ marginInlineStart: 6 }} title={t('common.demoHint')}>
          {t('common.demo')}
        </Tag>
      )}
    </span>
  )
}

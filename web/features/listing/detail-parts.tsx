/** Pieces every listing's page is built from. */
import { Card, Descriptions, type DescriptionsProps, Typography } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Frame } from './listing-parts.ts'

export type Items = NonNullable<DescriptionsProps['items']>

export function Facts({ items }: { items: Items }) {
  return (
    <Card size="small">
      <Descriptions size="small" column={{ xs: 1, sm: 1, md: 2 }} items={items} />
    </Card>
  )
}

export function ContactCard({ contact }: { contact: Frame['contact'] }) {
  const { t } = useTranslation()
  return (
    <Card size="small" title={t('listing.contact')}>
      {contact ? (
        <Descriptions
          size="small"
          column={1}
          items={[
            { key: 'name', label: t('listing.contactName'), children: <bdi>{contact.name || t('common.none')}</bdi> },
            {
              key: 'phone',
              label: t('listing.contactPhone'),
              children: <bdi>{contact.phone || t('common.none')}</bdi>,
            },
            {
              key: 'email',
              label: t('listing.contactEmail'),
              children: <bdi>{contact.email || t('common.none')}</bdi>,
            },
          ]}
        />
      ) : (
        <Typography.Text type="secondary">{t('listing.contactHidden')}</Typography.Text>
      )}
    </Card>
  )
}

/** A list of names in the order given. */
export function Names({ names }: { names: readonly string[] }): ReactNode {
  const { t } = useTranslation()
  if (names.length === 0) return t('common.none')
  return names.map((name, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the order is the meaning, and the list never changes on screen
    <span key={i}>
      {i > 0 && t('listing.listSeparator')}
      <bdi>{name}</bdi>
    </span>
  ))
}

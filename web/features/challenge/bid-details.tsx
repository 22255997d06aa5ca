/** What a bid says, for whoever may read it: price, plan, team, and the proof that nothing was changed. */
import { Descriptions, Flex, Table, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { amountInWords } from '#domain/money.ts'
import { Amount } from '#web/ui/amount-text.tsx'
import { Instant } from '#web/ui/moment.tsx'
import { UserText } from '#web/ui/user-text.tsx'
import type { Bid } from './challenge-documents.ts'
import { SealCheck } from './seal-check.tsx'

type Content = NonNullable<Bid['content']>

function Team({ team }: { team: Content['team'] }) {
  const { t } = useTranslation()
  return (
    <Table
      size="small"
      rowKey={member => `${member.name} ${member.duty}`}
      dataSource={[...team]}
      pagination={false}
      scroll={{ x: 'max-content' }}
      columns={[
        { title: t('bid.memberName'), dataIndex: 'name', render: (text: string) => <bdi>{text}</bdi> },
        { title: t('bid.memberTitle'), dataIndex: 'title', render: (text: string) => <bdi>{text}</bdi> },
        { title: t('bid.memberDuty'), dataIndex: 'duty', render: (text: string) => <bdi>{text}</bdi> },
      ]}
    />
  )
}

/** 64 hex digits that may break anywhere and can be copied. */
export function Fingerprint({ hex }: { hex: string }) {
  return (
    <Typography.Text code copyable={{ text: hex }} style={{ overflowWrap: 'anywhere' }}>
      {hex}
    </Typography.Text>
  )
}

export function BidDetails({ bid }: { bid: Bid }) {
  const { t } = useTranslation()
  const { content } = bid
  return (
    <Flex vertical gap="middle">
      {content && (
        <>
          <Descriptions
            size="small"
            column={{ xs: 1, sm: 1, md: 2 }}
            items={[
              {
                key: 'price',
                label: t('bid.price'),
                children: (
                  <span>
                    <strong>
                      <Amount fen={content.priceFen} />
                    </strong>{' '}
                    <Typography.Text type="secondary">{amountInWords(BigInt(content.priceFen))}</Typography.Text>
                  </span>
                ),
              },
              { key: 'duration', label: t('bid.duration'), children: `${content.durationDays} ${t('bid.days')}` },
            ]}
          />
          <section aria-label={t('bid.plan')}>
            <Typography.Title level={5} style={{ margin: '0 0 4px' }}>
              {t('bid.plan')}
            </Typography.Title>
            <UserText text={content.plan} />
          </section>
          <section aria-label={t('bid.team')}>
            <Typography.Title level={5} style={{ margin: '0 0 4px' }}>
              {t('bid.team')}
            </Typography.Title>
            <Team team={content.team} />
          </section>
        </>
      )}
      <section aria-label={t('bid.commitment')}>
        {bid.sealedAt && (
          <div>
            <Typography.Text type="secondary">{t('bid.sealedAt')}：</Typography.Text>
            <Instant at={bid.sealedAt} />
          </div>
        )}
        <Typography.Text type="secondary">{t('bid.commitment')}：</Typography.Text>
        <Fingerprint hex={bid.commitment} />{' '}
        {bid.commitmentText && <SealCheck text={bid.commitmentText} commitment={bid.commitment} />}
      </section>
    </Flex>
  )
}

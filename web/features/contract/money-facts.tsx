/** The money of a contract: sums against the contract amount, every fact with its document, and the ways to add one. */
import { Card, Col, Empty, Flex, Progress, Row, Statistic, Table, type TableColumnsType, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { wanYuan } from '#web/ui/amount.ts'
import { Amount } from '#web/ui/amount-text.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { isWorthShowing, VerdictButton } from '#web/ui/verdict-button.tsx'
import type { Contract, MoneyFact } from './contract-documents.ts'
import { MoneyDialog, type MoneyKind } from './money-dialog.tsx'

function Sum({ title, fen, ofFen }: { title: string; fen: number; ofFen: number }) {
  const { t } = useTranslation()
  const percent = ofFen === 0 ? 0 : Math.floor((fen / ofFen) * 1000) / 10
  return (
    <Col xs={24} sm={8}>
      <Statistic
        title={title}
        value={wanYuan(fen)}
        suffix={t('common.wanYuan')}
        styles={{ content: { fontSize: 20 } }}
      />
      <Progress percent={percent} size="small" showInfo={false} status="normal" aria-label={`${title} ${percent}%`} />
      <Typography.Text type="secondary">{t('contract.ofAmount', { percent: `${percent}%` })}</Typography.Text>
    </Col>
  )
}

function useColumns(): TableColumnsType<MoneyFact> {
  const { t } = useTranslation()
  const { label } = useLabels()
  return [
    { title: t('contract.occurredOn'), dataIndex: 'occurredOn' },
    { title: t('contract.fact'), key: 'kind', render: (_, fact) => label('MoneyFactKind', fact.kind) },
    {
      title: t('contract.moneyAmount'),
      key: 'amount',
      align: 'end',
      render: (_, fact) => <Amount fen={fact.amountFen} />,
    },
    {
      title: t('contract.evidence'),
      key: 'evidence',
      render: (_, { evidence }) => (
        <a href={evidence.url} download title={`${t('contract.sha256')} ${evidence.sha256}`}>
          <bdi>{evidence.name}</bdi>
        </a>
      ),
    },
  ]
}

const ways = [
  { kind: 'PAYMENT', verdict: 'recordPayment' },
  { kind: 'RECEIPT', verdict: 'recordReceipt' },
  { kind: 'INVOICE', verdict: 'recordInvoice' },
] as const

export function MoneyFacts({ contract }: { contract: Contract }) {
  const { t } = useTranslation()
  const [kind, setKind] = useState<MoneyKind | null>(null)
  const columns = useColumns()
  const { viewerCan, contractAmountFen: ofFen } = contract
  return (
    <Card
      size="small"
      title={t('contract.money')}
      extra={
        <Flex wrap gap="small">
          {ways
            .filter(({ verdict }) => isWorthShowing(viewerCan[verdict]))
            .map(({ kind: way, verdict }) => (
              <VerdictButton
                key={way}
                size="small"
                type={viewerCan[verdict].allowed ? 'primary' : 'default'}
                verdict={viewerCan[verdict]}
                onClick={() => setKind(way)}
              >
                {t(`contract.record${way}`)}
              </VerdictButton>
            ))}
        </Flex>
      }
    >
      <Flex vertical gap="middle">
        <Typography.Text type="secondary">{t('contract.moneyLead')}</Typography.Text>
        <Row gutter={[24, 16]}>
          <Sum title={t('contract.paid')} fen={contract.paidFen} ofFen={ofFen} />
          <Sum title={t('contract.received')} fen={contract.receivedFen} ofFen={ofFen} />
          <Sum title={t('contract.invoiced')} fen={contract.invoicedFen} ofFen={ofFen} />
        </Row>
        {contract.moneyFacts.length === 0 ? (
          <Empty image={Empty.PRESENTED_IMAGE_SIMPLE} description={t('contract.moneyEmpty')} />
        ) : (
          <Table
            size="small"
            rowKey={fact => fact.id}
            columns={columns}
            dataSource={[...contract.moneyFacts]}
            pagination={false}
            scroll={{ x: 'max-content' }}
          />
        )}
      </Flex>
      {ways.map(({ kind: way }) => (
        <MoneyDialog
          key={way}
          contractId={contract.id}
          kind={way}
          isOpen={kind === way}
          onClose={() => setKind(null)}
        />
      ))}
    </Card>
  )
}

/** The computation and its records as tables: everything the picture shows, exactly. */
import { Card, Flex, Table, type TableColumnsType, Tag, Typography } from 'antd'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatYuan } from '#domain/money.ts'
import { policyText } from '#web/i18n/policy-words.ts'
import type { Trace } from './determination-documents.ts'
import type { BarLabel } from './waterfall.ts'

type Step = Trace['steps'][number]
type Input = Trace['inputs'][number]

const stepWords = {
  GROSS: 'subsidy.label.gross',
  DEDUCTED: 'subsidy.label.deducted',
  BASE: 'subsidy.label.base',
  RATE: 'subsidy.label.rate',
  CAP: 'subsidy.label.cap',
  GRANTED_BEFORE: 'subsidy.label.granted_before',
  RESULT: 'subsidy.label.result',
  BY_RATE: 'subsidy.byRate',
  BY_CAP: 'subsidy.byCap',
} as const satisfies Record<BarLabel, string>

export function useStepWord() {
  const { t } = useTranslation()
  return useCallback((label: BarLabel) => t(stepWords[label]), [t])
}

export function StepTable({ trace }: { trace: Trace }) {
  const { t } = useTranslation()
  const word = useStepWord()
  const columns: TableColumnsType<Step> = [
    {
      title: t('subsidy.step'),
      key: 'step',
      render: (_, { label }) => (label === 'RESULT' ? <strong>{word(label)}</strong> : word(label)),
    },
    { title: t('subsidy.expression'), key: 'how', render: (_, { expression }) => policyText(expression) },
    {
      title: `${t('subsidy.value')}（${t('common.yuan')}）`,
      key: 'value',
      align: 'end',
      render: (_, { label, valueFen }) => {
        const text = formatYuan(BigInt(valueFen))
        return label === 'RESULT' ? <strong>{text}</strong> : text
      },
    },
  ]
  return (
    <Table
      size="small"
      rowKey={step => step.label}
      columns={columns}
      dataSource={[...trace.steps]}
      pagination={false}
      scroll={{ x: 'max-content' }}
    />
  )
}

function Source({ input }: { input: Input }) {
  const { t } = useTranslation()
  const { source } = input
  if (!source) return <Typography.Text type="secondary">{t('common.none')}</Typography.Text>
  return (
    <Flex vertical>
      <Link to={`/workbench/contracts/${encodeURIComponent(source.contractId)}`}>
        <bdi>{source.contractTitle}</bdi>
      </Link>
      {source.registrationNumber && (
        <Typography.Text type="secondary">
          {t('subsidy.registrationNumber', { number: source.registrationNumber })}
        </Typography.Text>
      )}
      {source.evidenceUrl && source.evidenceName && (
        <a href={source.evidenceUrl} download title={`${t('contract.sha256')} ${source.evidenceSha256 ?? ''}`}>
          <bdi>{t('subsidy.evidence', { name: source.evidenceName })}</bdi>
        </a>
      )}
    </Flex>
  )
}

export function InputTable({ trace }: { trace: Trace }) {
  const { t } = useTranslation()
  const columns: TableColumnsType<Input> = [
    { title: t('subsidy.date'), dataIndex: 'date' },
    {
      title: `${t('subsidy.amount')}（${t('common.yuan')}）`,
      key: 'amount',
      align: 'end',
      render: (_, { amountFen }) => (amountFen === null ? '—' : formatYuan(BigInt(amountFen))),
    },
    {
      title: t('subsidy.used'),
      key: 'used',
      render: (_, { used, why }) => (
        <Flex vertical gap={2} align="start">
          <Tag color={used ? 'success' : 'default'}>{t(used ? 'subsidy.used' : 'subsidy.unused')}</Tag>
          <Typography.Text type="secondary">{policyText(why)}</Typography.Text>
        </Flex>
      ),
    },
    { title: t('subsidy.source'), key: 'source', render: (_, input) => <Source input={input} /> },
  ]
  return (
    <Card size="small" title={t('subsidy.inputs')} styles={{ body: { padding: 0 } }}>
      <Table
        size="small"
        rowKey={input => input.record}
        columns={columns}
        dataSource={[...trace.inputs]}
        pagination={false}
        scroll={{ x: 'max-content' }}
        locale={{ emptyText: t('subsidy.noInputs') }}
      />
    </Card>
  )
}

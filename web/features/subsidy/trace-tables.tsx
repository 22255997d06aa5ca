/** The computation and its records as tables: everything the picture shows, exactly. */
import { Card, Flex, Table, type TableColumnsType, Tag, Typography } from 'antd'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatYuan } from '#domain/money.ts'
import { packWord, policyText } from '#web/i18n/policy-words.ts'
import { useIsWide } from '#web/ui/wide.ts'
import type { Trace } from './determination-documents.ts'
import type { BarLabel } from './waterfall.ts'

type Step = Trace['steps'][number]
type Input = Trace['inputs'][number]
type StepLabel = Step['label']

const ownWords = { BY_RATE: 'subsidy.byRate', BY_CAP: 'subsidy.byCap', BY_MINUS: 'subsidy.byMinus' } as const

export function useStepWord() {
  const { t } = useTranslation()
  return useCallback(
    (label: BarLabel) =>
      t(
        label in ownWords
          ? ownWords[label as keyof typeof ownWords]
          : `subsidy.label.${label.toLowerCase() as Lowercase<StepLabel>}`,
      ),
    [t],
  )
}

export function StepTable({ trace }: { trace: Trace }) {
  const { t } = useTranslation()
  const word = useStepWord()
  const isWide = useIsWide()
  const columns: TableColumnsType<Step> = [
    {
      title: t('subsidy.step'),
      key: 'step',
      render: (_, { label, name, depth, expression }) => (
        <div style={{ paddingInlineStart: depth * 16 }}>
          {label === 'RESULT' ? <strong>{word(label)}</strong> : word(label)}
          {name && <Typography.Text type="secondary"> {packWord(name)}</Typography.Text>}
          {!isWide && (
            <Typography.Text type="secondary" style={{ display: 'block' }}>
              {policyText(expression)}
            </Typography.Text>
          )}
        </div>
      ),
    },
    ...(isWide
      ? [
          {
            title: t('subsidy.expression'),
            key: 'how',
            render: (_: unknown, step: Step) => policyText(step.expression),
          },
        ]
      : []),
    {
      title: t('common.bracketed', { text: t('subsidy.value'), note: t('common.yuan') }),
      key: 'value',
      align: 'end',
      render: (_, { label, valueFen, number }) => {
        const text = valueFen === null ? String(number ?? '') : formatYuan(BigInt(valueFen))
        return label === 'RESULT' ? <strong>{text}</strong> : text
      },
    },
  ]
  return (
    <Table
      size="small"
      rowKey={step => trace.steps.indexOf(step)}
      columns={columns}
      dataSource={trace.steps.filter(({ label }) => trace.undetermined === null || label !== 'RESULT')}
      pagination={false}
    />
  )
}

function Source({ input }: { input: Input }) {
  const { t } = useTranslation()
  const { source } = input
  if (!source) return <Typography.Text type="secondary">{t('common.none')}</Typography.Text>
  return (
    <Flex vertical>
      {source.contractId && (
        <Link to={`/workbench/contracts/${encodeURIComponent(source.contractId)}`}>
          <bdi>{source.contractTitle}</bdi>
        </Link>
      )}
      {source.statedSource !== null && (
        <Typography.Text type="secondary">
          {source.statedSource === ''
            ? t('subsidy.keptByBureau')
            : t('subsidy.keptFrom', { source: source.statedSource })}
        </Typography.Text>
      )}
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

/** Whether a record counts, and why; on a phone its source stands below. */
function Use({ input, withSource }: { input: Input; withSource: boolean }) {
  const { t } = useTranslation()
  return (
    <Flex vertical gap={2} align="start">
      <Tag color={input.used ? 'success' : 'default'}>{t(input.used ? 'subsidy.used' : 'subsidy.unused')}</Tag>
      <Typography.Text type="secondary">{policyText(input.why)}</Typography.Text>
      {withSource && <Source input={input} />}
    </Flex>
  )
}

function yuan({ amountFen }: Input): string {
  return amountFen === null ? '—' : formatYuan(BigInt(amountFen))
}

/** The own day of the record; where it counts by another day (that of the registration of its contract), that one too. */
function Day({ input }: { input: Input }) {
  const { t } = useTranslation()
  const own = input.source?.occurredOn ?? input.date
  return (
    <Flex vertical>
      {own}
      {own !== input.date && (
        <Typography.Text type="secondary">{t('subsidy.countsBy', { day: input.date })}</Typography.Text>
      )}
    </Flex>
  )
}

function useInputColumns(): TableColumnsType<Input> {
  const { t } = useTranslation()
  const isWide = useIsWide()
  const amount = t('common.bracketed', { text: t('subsidy.amount'), note: t('common.yuan') })
  const use = {
    title: t('subsidy.used'),
    key: 'used',
    render: (_: unknown, input: Input) => <Use input={input} withSource={!isWide} />,
  }
  if (!isWide)
    return [
      {
        title: `${t('subsidy.date')} · ${amount}`,
        key: 'record',
        render: (_, input) => (
          <Flex vertical>
            <Day input={input} />
            <strong>{yuan(input)}</strong>
          </Flex>
        ),
      },
      use,
    ]
  return [
    { title: t('subsidy.date'), key: 'day', width: '18%', render: (_, input) => <Day input={input} /> },
    { title: amount, key: 'amount', align: 'end', width: '18%', render: (_, input) => yuan(input) },
    { ...use, width: '28%' },
    { title: t('subsidy.source'), key: 'source', render: (_, input) => <Source input={input} /> },
  ]
}

/** The records of one measure, with how many count and what they come to. */
function MeasureInputs({ name, inputs }: { name: string | null; inputs: readonly Input[] }) {
  const { t } = useTranslation()
  const columns = useInputColumns()
  const used = inputs.filter(input => input.used)
  const sumFen = used.reduce((fen, { amountFen }) => fen + (amountFen ?? 0), 0)
  return (
    <Table
      size="small"
      rowKey={input => input.record}
      columns={columns}
      dataSource={[...inputs]}
      pagination={false}
      locale={{ emptyText: t('subsidy.noInputs') }}
      {...(name !== null && {
        title: () => (
          <Flex wrap gap="0 16px">
            <strong>{packWord(name)}</strong>
            <Typography.Text type="secondary">
              {t('subsidy.measured', { used: used.length, count: inputs.length, sum: formatYuan(BigInt(sumFen)) })}
            </Typography.Text>
          </Flex>
        ),
      })}
    />
  )
}

export function InputTable({ trace }: { trace: Trace }) {
  const { t } = useTranslation()
  const measures = [...new Set(trace.inputs.map(({ measure }) => measure))]
  return (
    <Card size="small" title={t('subsidy.inputs')} styles={{ body: { padding: 0 } }}>
      {measures.length > 1 ? (
        measures.map(measure => (
          <MeasureInputs
            key={measure}
            name={measure}
            inputs={trace.inputs.filter(input => input.measure === measure)}
          />
        ))
      ) : (
        <MeasureInputs name={null} inputs={trace.inputs} />
      )}
    </Card>
  )
}

/** One figure with everything it rests on: clause, computation, readings, records down to the document. */
import { Alert, Card, Descriptions, Flex, Statistic, Tag, Typography } from 'antd'
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { amountInWords } from '#domain/money.ts'
import { type Failure, failureOfError } from '#web/api/outcome.ts'
import { useKept } from '#web/api/use-kept.ts'
import { policyText } from '#web/i18n/policy-words.ts'
import { wanYuan } from '#web/ui/amount.ts'
import { FailureAlert, FailurePanel } from '#web/ui/failure.tsx'
import { useFigureLabel } from '#web/ui/figure-label.ts'
import { Instant } from '#web/ui/moment.tsx'
import { Page } from '#web/ui/page.tsx'
import { OwnerName } from '#web/ui/result-row.tsx'
import { StateTag } from '#web/ui/state-tag.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { useWindowText } from '#web/ui/window-text.ts'
import { DeterminationActions } from './determination-actions.tsx'
import { type Determination, determinationQuery, type Trace } from './determination-documents.ts'
import { DraftNotice } from './draft-notice.tsx'
import { LimitTable, StagesAndPayers } from './limit-table.tsx'
import { MoneyProgress } from './money-progress.tsx'
import { PaymentNotice } from './payment-notice.tsx'
import { RedFlagPanel } from './red-flag-panel.tsx'
import { InputTable, StepTable, useStepWord } from './trace-tables.tsx'
import { UndeterminedNotice } from './undetermined-notice.tsx'
import { UsePanel } from './use-panel.tsx'
import { waterfallOf } from './waterfall.ts'

const WaterfallChart = lazy(async () => ({ default: (await import('./waterfall-chart.tsx')).WaterfallChart }))

function Result({ determination }: { determination: Determination }) {
  const { t } = useTranslation()
  const windowText = useWindowText()
  const figureLabel = useFigureLabel()
  const { gives, ceilingFen } = determination
  return (
    <Card size="small">
      <Flex wrap gap="16px 48px" align="center">
        <div>
          {determination.trace.undetermined === null ? (
            <>
              <Statistic title={figureLabel(gives)} value={wanYuan(ceilingFen)} suffix={t('common.wanYuan')} />
              <Typography.Text type="secondary">{amountInWords(BigInt(ceilingFen))}</Typography.Text>
            </>
          ) : (
            <Statistic title={figureLabel(gives)} value={t('subsidy.undetermined')} />
          )}
        </div>
        <Descriptions
          size="small"
          column={{ xs: 1, sm: 1, md: 2 }}
          style={{ flex: '1 1 420px' }}
          items={[
            { key: 'who', label: t('subsidy.beneficiary'), children: <OwnerName owner={determination.beneficiary} /> },
            { key: 'window', label: t('subsidy.window'), children: windowText(determination.window) },
            { key: 'bureau', label: t('subsidy.bureau'), children: <OwnerName owner={determination.bureau} /> },
            { key: 'at', label: t('subsidy.computedAt'), children: <Instant at={determination.computedAt} /> },
          ]}
        />
      </Flex>
    </Card>
  )
}

function ClauseCard({ trace }: { trace: Trace }) {
  const { t } = useTranslation()
  return (
    <Card size="small" type="inner" title={`${t('subsidy.clause')} ${trace.clauseNumber} ${trace.clauseTitle}`}>
      <Flex vertical gap="small">
        {trace.quote && (
          <blockquote style={{ margin: 0 }}>
            <Typography.Text type="secondary">
              {t('subsidy.quote')}
              {t('common.colon')}
            </Typography.Text>
            <strong>{trace.quote}</strong>
          </blockquote>
        )}
        {trace.text && (
          <div>
            <Typography.Text type="secondary">
              {t('subsidy.paraphrase')}
              {t('common.colon')}
            </Typography.Text>
            {trace.text}
          </div>
        )}
        <Link to={`/policies/${encodeURIComponent(trace.policyId)}#${trace.clauseId}`}>{trace.policyTitle}</Link>
        <Typography.Text type="secondary" style={{ overflowWrap: 'anywhere' }}>
          {t('subsidy.policyVersion')} {trace.policyVersion}
          {trace.policySha256 && ` · ${t('subsidy.sha256')} ${trace.policySha256.slice(0, 16)}…`}
        </Typography.Text>
      </Flex>
    </Card>
  )
}

function Computation({ trace }: { trace: Trace }) {
  const { t } = useTranslation()
  const word = useStepWord()
  const chart = useMemo(() => {
    const bars = waterfallOf(trace.steps)
    return { bars, names: bars.map(bar => word(bar.label)) }
  }, [trace.steps, word])
  const amountOf = (label: string) => wanYuan(trace.steps.find(step => step.label === label)?.valueFen ?? 0)
  const description = t('subsidy.chartAlt', {
    gross: amountOf('GROSS'),
    rate: amountOf('RATE'),
    result: wanYuan(trace.resultFen),
  })
  return (
    <Card size="small" title={t('subsidy.howComputed')}>
      <Flex vertical gap="middle">
        {trace.capFen !== null && (
          <Alert
            type={trace.capBinds ? 'warning' : 'info'}
            showIcon
            title={t(trace.capBinds ? 'subsidy.capBinds' : 'subsidy.capFree', { cap: wanYuan(trace.capFen) })}
          />
        )}
        <Flex wrap gap="middle">
          <Flex vertical gap="middle" style={{ flex: '1 1 420px', minWidth: 0 }}>
            {trace.undetermined === null && (
              <figure style={{ margin: 0 }}>
                <figcaption>
                  <Typography.Text type="secondary">{t('subsidy.chart')}</Typography.Text>
                </figcaption>
                <Suspense fallback={<Waiting />}>
                  <WaterfallChart bars={chart.bars} names={chart.names} description={description} />
                </Suspense>
              </figure>
            )}
            <ClauseCard trace={trace} />
          </Flex>
          <div style={{ flex: '1 1 420px', minWidth: 0 }}>
            <Typography.Text type="secondary">{t('subsidy.table')}</Typography.Text>
            <StepTable trace={trace} />
          </div>
        </Flex>
      </Flex>
    </Card>
  )
}

function Readings({ trace }: { trace: Trace }) {
  const { t } = useTranslation()
  // What is lacking stands above already.
  const notes = trace.notes.filter(note => note !== `not determined: ${trace.undetermined}`)
  if (trace.readings.length === 0 && notes.length === 0) return null
  return (
    <Card size="small" title={t('subsidy.readings')}>
      <ul style={{ margin: 0, paddingInlineStart: 20 }}>
        {trace.readings.map(({ rule, parameter, question, text, isDefault }) => (
          <li key={`${rule} ${parameter}`}>
            {rule && `${rule}: `}
            {policyText(question)} <strong>{policyText(text)}</strong>
            {isDefault && <Tag>{t('subsidy.isDefault')}</Tag>}
          </li>
        ))}
        {notes.map(note => (
          <li key={note}>{policyText(note)}</li>
        ))}
      </ul>
    </Card>
  )
}

function WholeDetermination({ determination }: { determination: Determination }) {
  const { t } = useTranslation()
  const [failure, setFailure] = useState<Failure | null>(null)
  const { trace, state, claimedAt, toldAt, ceilingFen } = determination
  const isReal = !trace.simulationOnly && trace.undetermined === null
  const isNothing = isReal && state === 'DETERMINED' && ceilingFen === 0
  const isOnItsWay = isReal && !isNothing
  return (
    <Page
      title={
        <Flex wrap gap="small" align="center">
          <span>{trace.title}</span>
          <StateTag name="DeterminationState" value={state} />
        </Flex>
      }
      plainTitle={trace.title}
      lead={t('subsidy.result')}
      extra={<DeterminationActions determination={determination} onFailure={setFailure} />}
    >
      {failure && <FailureAlert failure={failure} />}
      {trace.simulationOnly && <DraftNotice />}
      {trace.undetermined !== null && (
        <UndeterminedNotice why={trace.undetermined} isClaimed={state === 'DETERMINED' && !!(claimedAt ?? toldAt)} />
      )}
      {isNothing && <Alert type="info" showIcon title={t('subsidy.comesToNothing')} />}
      <Result determination={determination} />
      {isOnItsWay && <MoneyProgress determination={determination} />}
      <UsePanel determination={determination} />
      {isOnItsWay && <RedFlagPanel determination={determination} />}
      <Computation trace={trace} />
      <LimitTable determination={determination} />
      <StagesAndPayers determination={determination} />
      <InputTable trace={trace} />
      <Readings trace={trace} />
    </Page>
  )
}

interface OneProps {
  id: string
  absent: ReactNode
}

export function DeterminationView({ id, absent }: OneProps) {
  return (
    <OneDetermination id={id} absent={absent}>
      {determination => <WholeDetermination determination={determination} />}
    </OneDetermination>
  )
}

export function PaymentNoticeView({ id, absent }: OneProps) {
  return (
    <OneDetermination id={id} absent={absent}>
      {determination => <PaymentNotice determination={determination} />}
    </OneDetermination>
  )
}

function OneDetermination({ id, absent, children }: OneProps & { children(found: Determination): ReactNode }) {
  const [{ data: fetched, error }, ask] = useQuery({
    query: determinationQuery,
    variables: { id },
    requestPolicy: 'cache-and-network',
  })
  const data = useKept(id, fetched)
  if (error && !data) return <FailurePanel failure={failureOfError(error)} onRetry={ask} />
  if (!data) return <Waiting />
  if (data.node?.__typename !== 'Determination') return absent
  return children(data.node)
}

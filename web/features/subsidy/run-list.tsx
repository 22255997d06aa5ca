/** 批量测算: the latest runs of the bureau, how far each is, and the way to what it stored. */
import { Alert, Button, Card, Empty, Flex, Progress } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { readOutcome } from '#web/api/outcome.ts'
import { Amount } from '#web/ui/amount-text.tsx'
import { FailurePanel, useStoredFailureText } from '#web/ui/failure.tsx'
import { Instant } from '#web/ui/moment.tsx'
import { ResultRow } from '#web/ui/result-row.tsx'
import { StateTag } from '#web/ui/state-tag.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { rulesQuery } from './policy-documents.ts'
import { RunDialog } from './run-dialog.tsx'
import { type Run, runsQuery } from './run-documents.ts'

/** How often runs that work are asked after. */
const pollMs = 1_000

const isOpen = ({ state }: Run) => state === 'QUEUED' || state === 'RUNNING'
const context = { additionalTypenames: ['SubsidyRun'] }

/** How far a run is. How many figures there will be, only its end says. */
function RunProgress({ run }: { run: Run }) {
  const { t } = useTranslation()
  const failureText = useStoredFailureText()
  if (run.failure) return <Alert type="error" showIcon title={failureText(run.failure)} />
  if (!isOpen(run)) return null
  return (
    <Flex vertical role="status" style={{ maxWidth: 420 }}>
      <Progress percent={100} status="active" showInfo={false} size="small" />
      {run.state === 'QUEUED' ? t('subsidy.runQueued') : t('subsidy.runStored', { count: run.stored })}
    </Flex>
  )
}

/** What a run did not store, and who has to do what about it. */
function RunLeftOut({ leftOut }: Pick<Run, 'leftOut'>) {
  const { t } = useTranslation()
  if (leftOut.length === 0) return null
  return (
    <Alert
      type={leftOut.some(({ reason }) => reason === 'OWN_CLAIM') ? 'warning' : 'info'}
      showIcon
      title={leftOut.map(({ reason, count }) => <div key={reason}>{t(`subsidy.runLeft.${reason}`, { count })}</div>)}
    />
  )
}

const resultsPath = ({ id }: Run) => `/workbench/subsidies?run=${encodeURIComponent(id)}`

/** What was asked for, and what came of it. */
function useRunFacts(run: Run, ruleTitle: string) {
  const { t } = useTranslation()
  const { year, stored, undetermined, ceilingFen, asOf, requestedByName, requestedAt, finishedAt } = run
  return [
    { label: t('subsidy.rule'), value: ruleTitle },
    ...(year === null ? [] : [{ label: t('subsidy.year'), value: String(year) }]),
    ...(isOpen(run)
      ? []
      : [
          { label: t('subsidy.runCount'), value: t('common.total', { count: stored }) },
          { label: t('subsidy.runSum'), value: <Amount fen={ceilingFen} /> },
        ]),
    ...(undetermined === 0
      ? []
      : [
          {
            label: t('subsidy.undetermined'),
            value: (
              <Link to={`${resultsPath(run)}&show=undetermined`}>{t('common.total', { count: undetermined })}</Link>
            ),
          },
        ]),
    { label: t('subsidy.runAsOf'), value: asOf },
    {
      label: t('subsidy.runBy'),
      value: (
        <>
          {requestedByName} <Instant at={requestedAt} />
        </>
      ),
    },
    ...(finishedAt === null ? [] : [{ label: t('subsidy.runFinished'), value: <Instant at={finishedAt} /> }]),
  ]
}

function RunRow({ run, ruleTitle }: { run: Run; ruleTitle: string }) {
  const { t } = useTranslation()
  const { policyTitle, state, stored, undetermined, leftOut } = run
  const facts = useRunFacts(run, ruleTitle)
  return (
    <ResultRow
      to={null}
      title={policyTitle}
      tags={<StateTag name="SubsidyRunState" value={state} />}
      facts={facts}
      more={
        <>
          <RunProgress run={run} />
          {!isOpen(run) && <RunLeftOut leftOut={leftOut} />}
        </>
      }
      extra={
        stored + undetermined > 0 && (
          <Link to={resultsPath(run)}>
            <Button>{t('subsidy.runResults')}</Button>
          </Link>
        )
      }
    />
  )
}

export function RunList() {
  const { t } = useTranslation()
  const [{ data, error }, ask] = useQuery({ query: runsQuery, requestPolicy: 'cache-and-network', context })
  const [{ data: known }] = useQuery({ query: rulesQuery })
  const outcome = readOutcome(data?.subsidyRuns, error)
  const runs = outcome?.ok ? outcome.value.runs : []
  const isPolling = runs.some(isOpen)
  useEffect(() => {
    if (!isPolling) return
    const timer = setInterval(() => ask({ requestPolicy: 'network-only' }), pollMs)
    return () => clearInterval(timer)
  }, [isPolling, ask])
  if (!outcome) return <Waiting />
  if (!outcome.ok) return <FailurePanel failure={outcome.failure} onRetry={ask} />
  const titleOf = ({ policyId, rule }: Run) => {
    const policy = known?.policies.find(({ id }) => id === policyId)
    const rules = policy?.clauses.flatMap(clause => clause.rules) ?? []
    return rule === null ? t('subsidy.runAllRules') : (rules.find(({ id }) => id === rule)?.title ?? rule)
  }
  if (runs.length === 0) return <Empty description={t('subsidy.runsEmpty')} style={{ padding: 48 }} />
  return (
    <Card styles={{ body: { padding: 0 } }}>
      {runs.map(run => (
        <RunRow key={run.id} run={run} ruleTitle={titleOf(run)} />
      ))}
    </Card>
  )
}

/** For whoever may determine: a run is asked for in a dialog. */
export function RunButton() {
  const { t } = useTranslation()
  const [isAsking, setAsking] = useState(false)
  return (
    <>
      <Button type="primary" onClick={() => setAsking(true)}>
        {t('subsidy.runAsk')}
      </Button>
      {isAsking && <RunDialog onClose={() => setAsking(false)} />}
    </>
  )
}

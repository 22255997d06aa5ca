/** One what-if: what was asked, how far it is, and its result. */
import { Alert, App, Card, Descriptions, type DescriptionsProps, Flex, Progress, Radio, Tag, Typography } from 'antd'
import { type ReactNode, Suspense, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useQuery } from 'urql'
import type { WhatIfResult } from '#domain/subsidy/what-if/result.ts'
import type { TurnedNumber } from '#domain/subsidy/what-if/turned.ts'
import { failureOfError } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { FailurePanel, useRefusalText, useStoredFailureText } from '#web/ui/failure.tsx'
import { Instant } from '#web/ui/moment.tsx'
import { Page } from '#web/ui/page.tsx'
import { StateTag } from '#web/ui/state-tag.tsx'
import { isWorthShowing, VerdictButton } from '#web/ui/verdict-button.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { ChangesTable } from './changes-table.tsx'
import { DistributionView } from './distribution-view.tsx'
import { ExportLinks } from './export-links.tsx'
import { BunchingView, LimitsView } from './limits-view.tsx'
import { NeedTables, Totals } from './result-parts.tsx'
import { turnedNumbers, turnedTexts } from './result-words.ts'
import { SensitivityView } from './sensitivity-view.tsx'
import { cancelMutation, replayMutation, touchesWhatIfs, type WhatIf, whatIfQuery } from './what-if-documents.ts'

export function whatIfPath(id: string): string {
  return `/workbench/what-if/${encodeURIComponent(id)}`
}

/** How often a running one is asked after. */
const pollMs = 1_000

export function WhatIfView({ id, absent }: { id: string; absent: ReactNode }) {
  const { t } = useTranslation()
  const [{ data, error }, ask] = useQuery({ query: whatIfQuery, variables: { id }, requestPolicy: 'cache-and-network' })
  const failureText = useStoredFailureText()
  const found = data?.whatIf
  const isOpen =
    found?.state === 'QUEUED' || found?.state === 'RUNNING' || found?.replays.some(({ isSame }) => isSame === null)
  useEffect(() => {
    if (!isOpen) return
    const timer = setInterval(() => ask({ requestPolicy: 'network-only' }), pollMs)
    return () => clearInterval(timer)
  }, [isOpen, ask])
  if (error && !data) return <FailurePanel failure={failureOfError(error)} onRetry={ask} />
  if (!data) return <Waiting />
  if (!found) return absent
  return (
    <Page
      title={found.title}
      lead={t(found.fromYear === found.toYear ? 'whatIf.yearLead' : 'whatIf.periodLead', {
        from: found.fromYear,
        to: found.toYear,
        day: found.asOf,
      })}
      extra={found.state === 'DONE' && <DoneActions whatIf={found} />}
    >
      <Asked whatIf={found} />
      {found.failure && (
        <Alert type="error" showIcon title={t('whatIf.failed')} description={failureText(found.failure)} />
      )}
      {(found.state === 'QUEUED' || found.state === 'RUNNING') && (
        <Card
          size="small"
          title={t(found.state === 'QUEUED' ? 'whatIf.queued' : 'whatIf.running')}
          extra={<CancelButton whatIf={found} />}
        >
          <Progress percent={found.progressPercent} status="active" aria-label={t('whatIf.running')} />
          <Typography.Text type="secondary">{t('whatIf.progressLead')}</Typography.Text>
        </Card>
      )}
      {found.state === 'CANCELLED' && <Alert type="info" showIcon title={t('whatIf.cancelled')} />}
      {found.result !== null && <Result whatIf={found} result={found.result as WhatIfResult} />}
    </Page>
  )
}

function CancelButton({ whatIf }: { whatIf: WhatIf }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const refusalText = useRefusalText()
  const { send, isRunning } = useCommand(cancelMutation, 'cancelWhatIf', touchesWhatIfs)
  if (!isWorthShowing(whatIf.mayCancel)) return null
  const cancel = async () => {
    const outcome = await send({ id: whatIf.id })
    if (!outcome.ok && outcome.failure.kind === 'refused')
      message.error(refusalText(outcome.failure.code, outcome.failure.message))
  }
  return (
    <VerdictButton size="small" verdict={whatIf.mayCancel} loading={isRunning} onClick={cancel}>
      {t('whatIf.cancel')}
    </VerdictButton>
  )
}

function DoneActions({ whatIf }: { whatIf: WhatIf }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { message } = App.useApp()
  const refusalText = useRefusalText()
  const { send, isRunning } = useCommand(replayMutation, 'replayWhatIf', touchesWhatIfs)
  const replay = async () => {
    const outcome = await send({ id: whatIf.id })
    if (!outcome.ok && outcome.failure.kind === 'refused')
      message.error(refusalText(outcome.failure.code, outcome.failure.message))
  }
  return (
    <>
      <ExportLinks id={whatIf.id} table="all" />
      <VerdictButton size="small" verdict={whatIf.mayReplay} loading={isRunning} onClick={replay}>
        {t('whatIf.replay')}
      </VerdictButton>
      <VerdictButton
        size="small"
        verdict={whatIf.mayReplay}
        onClick={() => navigate(`/workbench/what-if/new?${againOf(whatIf)}`)}
      >
        {t('whatIf.again')}
      </VerdictButton>
    </>
  )
}

/** The same question as the beginning of another. */
function againOf({ versionId, comparedVersionId, fromYear, toYear }: WhatIf): string {
  const given = { version: versionId, compared: comparedVersionId, from: String(fromYear), to: String(toYear) }
  return new URLSearchParams(Object.entries(given).filter((one): one is [string, string] => one[1] !== null)).toString()
}

/** The titles of the chosen rules, once the result knows them; null: all rules. */
function ruleTitles({ rules, result }: WhatIf): string[] | null {
  const titles = new Map((result as WhatIfResult | null)?.subject.policy.rules.map(({ id, title }) => [id, title]))
  return rules?.map(id => titles.get(id) ?? id) ?? null
}

/** By what the result can be checked: its digest, and the computations of it anew. */
function useProof(whatIf: WhatIf): NonNullable<DescriptionsProps['items']> {
  const { t } = useTranslation()
  const { resultSha256, replayOf, replays } = whatIf
  const digest = resultSha256 && (
    <Typography.Text code copyable={{ text: resultSha256 }}>
      {resultSha256.slice(0, 12)}
    </Typography.Text>
  )
  return [
    ...(digest ? [{ key: 'sha', label: t('whatIf.resultSha256'), children: digest }] : []),
    ...(replayOf
      ? [
          {
            key: 'of',
            label: t('whatIf.replayOf'),
            children: <Link to={whatIfPath(replayOf)}>{t('whatIf.original')}</Link>,
          },
        ]
      : []),
    ...(replays.length > 0
      ? [{ key: 'replays', label: t('whatIf.replays'), children: <Replays whatIf={whatIf} /> }]
      : []),
  ]
}

function Asked({ whatIf }: { whatIf: WhatIf }) {
  const { t } = useTranslation()
  const turned = turnedTexts(whatIf)
  return (
    <Card size="small">
      <Descriptions
        size="small"
        column={{ xs: 1, sm: 1, md: 2, xl: 3 }}
        items={[
          { key: 'state', label: t('whatIf.state'), children: <StateTag name="WhatIfState" value={whatIf.state} /> },
          { key: 'policy', label: t('whatIf.subject'), children: whatIf.policyTitle ?? t('whatIf.editedCopy') },
          { key: 'compared', label: t('whatIf.compared'), children: whatIf.comparedTitle ?? t('whatIf.nothing') },
          {
            key: 'rules',
            label: t('whatIf.rules'),
            children: ruleTitles(whatIf)?.join(t('listing.listSeparator')) ?? t('common.all'),
          },
          {
            key: 'turned',
            label: t('whatIf.turned'),
            children: turned.length === 0 ? t('whatIf.nothing') : <TurnedList texts={turned} />,
          },
          {
            key: 'by',
            label: t('whatIf.askedBy'),
            children: (
              <span>
                {whatIf.askedByName} <Instant at={whatIf.askedAt} />
              </span>
            ),
          },
          { key: 'known', label: t('whatIf.knownAt'), children: <Instant at={whatIf.knownAt} /> },
          ...useProof(whatIf),
        ]}
      />
    </Card>
  )
}

function TurnedList({ texts }: { texts: readonly string[] }) {
  return (
    <Flex vertical>
      {texts.map(text => (
        <span key={text}>{text}</span>
      ))}
    </Flex>
  )
}

function Replays({ whatIf }: { whatIf: WhatIf }) {
  const { t } = useTranslation()
  return (
    <Flex wrap gap="small">
      {whatIf.replays.map(({ id, isSame }) => (
        <Link key={id} to={whatIfPath(id)}>
          <Tag color={isSame === null ? 'processing' : isSame ? 'success' : 'error'}>
            {t(isSame === null ? 'whatIf.running' : isSame ? 'whatIf.same' : 'whatIf.notSame')}
          </Tag>
        </Link>
      ))}
    </Flex>
  )
}

const views = ['need', 'changes', 'spread', 'sensitivity', 'limits', 'bunching'] as const
type View = (typeof views)[number]

interface ResultProps {
  whatIf: WhatIf
  result: WhatIfResult
}

function Result({ whatIf, result }: ResultProps) {
  const { t } = useTranslation()
  const turned = useMemo(() => turnedNumbers(whatIf), [whatIf])
  const [view, setView] = useState<View>('need')
  const options = views
    .filter(one => one !== 'changes' || result.changes !== null)
    .map(one => ({ value: one, label: t(`whatIf.tab.${one}`) }))
  return (
    <Suspense fallback={<Waiting />}>
      <Totals result={result} origin={{ isVersion: whatIf.versionId !== null, turned }} />
      <Radio.Group
        aria-label={t('whatIf.views')}
        optionType="button"
        buttonStyle="solid"
        value={view}
        options={options}
        onChange={({ target }) => setView(target.value as View)}
      />
      <section aria-label={t(`whatIf.tab.${view}`)}>{contentOf(view, whatIf.id, { result, turned })}</section>
    </Suspense>
  )
}

interface Shown {
  result: WhatIfResult
  turned: readonly TurnedNumber[]
}

function contentOf(view: View, id: string, { result, turned }: Shown): ReactNode {
  switch (view) {
    case 'need':
      return <NeedTables result={result} />
    case 'changes':
      return <ChangesTable id={id} />
    case 'spread':
      return <DistributionView result={result} />
    case 'sensitivity':
      return <SensitivityView result={result} turned={turned} />
    case 'limits':
      return <LimitsView result={result} />
    case 'bunching':
      return <BunchingView result={result} />
  }
}

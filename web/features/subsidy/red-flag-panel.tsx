/** 疑点, for the bureau: each explained down to its records, set aside with a reason. */
import { App, Button, Card, Flex, Tag, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatYuan } from '#domain/money.ts'
import type { Failure } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { FailureAlert } from '#web/ui/failure.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { Instant } from '#web/ui/moment.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { isWorthShowing, VerdictButton } from '#web/ui/verdict-button.tsx'
import { type Determination, touchesDetermination } from './determination-documents.ts'
import { findFlagsMutation, overrideMutation } from './money-commands.ts'
import type { RedFlag } from './money-parts.ts'

type FlagRecord = RedFlag['explanation']['records'][number]
type Figure = RedFlag['explanation']['figures'][number]

/** Records that have a page of their own, by the type of their node. */
const pages: Partial<Record<FlagRecord['kind'], { type: string; path: string }>> = {
  CONTRACT: { type: 'Contract', path: '/workbench/contracts' },
  DETERMINATION: { type: 'Determination', path: '/workbench/subsidies' },
  CHALLENGE: { type: 'Challenge', path: '/challenges' },
}

function RecordLine({ record }: { record: FlagRecord }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const { kind, recordId, name, amountFen, on, note } = record
  const page = pages[kind]
  const text = name === '' ? label('RedFlagRecordKind', kind) : name
  const kindWord = name === '' ? '' : `${label('RedFlagRecordKind', kind)} `
  const known = label('DeterminationState', note.toUpperCase())
  return (
    <li style={{ paddingBlock: 2 }}>
      {kindWord}
      {page ? (
        <Link to={`${page.path}/${encodeURIComponent(btoa(`${page.type}:${recordId}`))}`}>
          <bdi>{text}</bdi>
        </Link>
      ) : (
        <bdi title={recordId}>{text}</bdi>
      )}
      {amountFen !== null && ` ${formatYuan(BigInt(amountFen))} ${t('common.yuan')}`}
      {on && ` ${on}`}
      {note && <Typography.Text type="secondary"> {known === note.toUpperCase() ? note : known}</Typography.Text>}
    </li>
  )
}

function FigureText({ figure: { name, unit, value } }: { figure: Figure }) {
  const { t, i18n } = useTranslation()
  const key = `subsidyMoney.figure.${name}`
  const word = i18n.exists(key) ? (i18n.t as (key: string) => string)(key) : name
  const text =
    unit === 'FEN'
      ? `${formatYuan(BigInt(value))} ${t('common.yuan')}`
      : t(`subsidyMoney.unit.${unit.toLowerCase() as 'days' | 'count' | 'percent'}`, { value })
  return (
    <span>
      <Typography.Text type="secondary">
        {word}
        {t('common.colon')}
      </Typography.Text>
      {text}
    </span>
  )
}

function Flag({ flag, onOverride }: { flag: RedFlag; onOverride(): void }) {
  const { t, i18n } = useTranslation()
  const { label } = useLabels()
  const { kind, isOpen, explanation, viewerCan, overriddenAt, overriddenByName, overrideReason } = flag
  return (
    <article className="red-flag">
      <Flex vertical gap={6}>
        <Flex wrap gap="small" align="center" justify="space-between">
          <Flex wrap gap="small" align="center">
            <strong>{label('RedFlagKind', kind)}</strong>
            <Tag color={isOpen ? 'error' : 'default'}>
              {t(isOpen ? 'subsidyMoney.flagOpen' : 'subsidyMoney.flagClosed')}
            </Tag>
          </Flex>
          {isOpen && isWorthShowing(viewerCan.override) && (
            <VerdictButton verdict={viewerCan.override} onClick={onOverride}>
              {t('subsidyMoney.override')}
            </VerdictButton>
          )}
        </Flex>
        <div>{i18n.language === 'en' ? explanation.en : explanation.zh}</div>
        {explanation.figures.length > 0 && (
          <Flex wrap gap="2px 16px">
            {explanation.figures.map(figure => (
              <FigureText key={`${figure.name} ${figure.value}`} figure={figure} />
            ))}
          </Flex>
        )}
        <ul style={{ margin: 0, paddingInlineStart: 20, overflowWrap: 'anywhere' }}>
          {explanation.records.map(record => (
            <RecordLine key={`${record.kind} ${record.recordId} ${record.note}`} record={record} />
          ))}
        </ul>
        {overriddenAt && (
          <Typography.Text type="secondary">
            {t('subsidyMoney.overriddenBy', { name: overriddenByName ?? '' })} <Instant at={overriddenAt} />
            {t('common.colon')}
            <bdi>{overrideReason}</bdi>
          </Typography.Text>
        )}
      </Flex>
    </article>
  )
}

function OverrideDialog({ flag, onClose }: { flag: RedFlag; onClose(): void }) {
  const { t, i18n } = useTranslation()
  const { message } = App.useApp()
  const { send } = useCommand(overrideMutation, 'overrideRedFlag', touchesDetermination)
  const submit = async ({ reason }: { reason: string }) => {
    const outcome = await send({ id: flag.id, reason })
    if (!outcome.ok) return outcome.failure
    message.success(t('subsidyMoney.overridden'))
    return null
  }
  return (
    <FormDialog<{ reason: string }>
      title={t('subsidyMoney.overrideTitle')}
      submitText={t('subsidyMoney.override')}
      isOpen
      onClose={onClose}
      onSubmit={submit}
      lead={i18n.language === 'en' ? flag.explanation.en : flag.explanation.zh}
    >
      <TextField
        name="reason"
        label={t('subsidyMoney.overrideReason')}
        hint={t('subsidyMoney.overrideHint')}
        maxLength={2000}
        isRequired
      />
    </FormDialog>
  )
}

interface FindButtonProps {
  id: string
  onFailure(failure: Failure | null): void
  onFound(): void
}

function FindButton({ id, onFailure, onFound }: FindButtonProps) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { send, isRunning } = useCommand(findFlagsMutation, 'findRedFlags', touchesDetermination)
  const find = async () => {
    onFailure(null)
    const outcome = await send({ id })
    if (!outcome.ok) return onFailure(outcome.failure)
    message.success(t('subsidyMoney.flagsFound', { count: outcome.value.redFlags.length }))
    onFound()
  }
  return (
    <Button size="small" loading={isRunning} onClick={find}>
      {t('subsidyMoney.flagsFind')}
    </Button>
  )
}

/** The steps that look for flags by themselves: before the first of them none found says nothing. */
const lookingSteps: readonly string[] = ['CLAIM', 'TELL', 'REVIEW']

/** Nothing for whoever may not know whether there are any. */
export function RedFlagPanel({ determination }: { determination: Determination }) {
  const { t } = useTranslation()
  const [asked, setAsked] = useState<RedFlag | null>(null)
  const [failure, setFailure] = useState<Failure | null>(null)
  const [hasLooked, setLooked] = useState(false)
  const { id, steps, redFlags, mayFindRedFlags } = determination
  if (redFlags === null) return null
  const wasLookedFor = hasLooked || steps.some(({ event }) => lookingSteps.includes(event))
  const lead = redFlags.length > 0 ? 'flagsHint' : wasLookedFor ? 'flagsNone' : 'flagsNotYet'
  const openCount = redFlags.filter(flag => flag.isOpen).length
  return (
    <Card
      size="small"
      title={
        <Flex wrap gap="small" align="center">
          {t('subsidyMoney.flags')}
          {openCount > 0 && <Tag color="error">{openCount}</Tag>}
        </Flex>
      }
      extra={mayFindRedFlags.allowed && <FindButton id={id} onFailure={setFailure} onFound={() => setLooked(true)} />}
    >
      <Flex vertical gap="middle">
        <Typography.Text type="secondary">{t(`subsidyMoney.${lead}`)}</Typography.Text>
        {failure && <FailureAlert failure={failure} />}
        {redFlags.map(flag => (
          <Flag key={flag.id} flag={flag} onOverride={() => setAsked(flag)} />
        ))}
      </Flex>
      {asked && <OverrideDialog flag={asked} onClose={() => setAsked(null)} />}
    </Card>
  )
}

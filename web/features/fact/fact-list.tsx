/** The facts that bureaus keep: what each says, what proves it, whether it still counts. */
import { App, Button, Flex, Form, Input, Switch, Tag, Typography } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { readOutcome } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { useViewer } from '#web/api/viewer.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { Instant } from '#web/ui/moment.tsx'
import { type PageAnswer, PageList } from '#web/ui/page-list.tsx'
import { ResultRow } from '#web/ui/result-row.tsx'
import { TextField } from '#web/ui/text-field.tsx'
import { TableSelect } from './fact-dialog.tsx'
import { type FactTable, factsQuery, type SubsidyFact, touchesFact, withdrawFactMutation } from './fact-documents.ts'
import { useFactLines } from './fact-lines.tsx'
import { tableOptions } from './fact-words.ts'

const context = { additionalTypenames: touchesFact }

function WithdrawDialog({ fact, onClose }: { fact: SubsidyFact; onClose(): void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { send } = useCommand(withdrawFactMutation, 'withdrawSubsidyFact', [...touchesFact, 'Clawback'])
  const submit = async ({ reason }: { reason: string }) => {
    const outcome = await send({ id: fact.id, reason })
    if (!outcome.ok) return outcome.failure
    message.success(t('fact.withdrawn'))
    return null
  }
  return (
    <FormDialog<{ reason: string }>
      title={t('fact.withdrawTitle')}
      submitText={t('fact.withdraw')}
      isOpen
      isDanger
      onClose={onClose}
      onSubmit={submit}
      lead={t('fact.withdrawLead')}
    >
      <TextField name="reason" label={t('fact.reason')} maxLength={1000} isRequired />
    </FormDialog>
  )
}

interface RowProps {
  fact: SubsidyFact
  onWithdraw(): void
  onCorrect(): void
}

function FactRow({ fact, onWithdraw, onCorrect }: RowProps) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const { subject, lines } = useFactLines(fact)
  const isGone = fact.withdrawnAt !== null
  return (
    <ResultRow
      to={null}
      title={subject}
      tags={
        <>
          <Tag>{label('SubsidyFactTable', fact.table)}</Tag>
          {isGone && <Tag color="error">{t('fact.isWithdrawn')}</Tag>}
        </>
      }
      facts={lines}
      more={
        isGone && (
          <Typography.Text type="secondary">
            {t('fact.withdrawnBy', { name: fact.withdrawnByName ?? fact.bureauName })}{' '}
            <Instant at={fact.withdrawnAt ?? ''} />
            {' · '}
            <bdi>{fact.withdrawalReason === 'corrected' ? t('fact.wasCorrected') : fact.withdrawalReason}</bdi>
          </Typography.Text>
        )
      }
      extra={
        !isGone &&
        fact.mayWithdraw.allowed && (
          <Flex gap="small">
            <Button onClick={onCorrect}>{t('fact.correct')}</Button>
            <Button danger onClick={onWithdraw}>
              {t('fact.withdraw')}
            </Button>
          </Flex>
        )
      }
    />
  )
}

function useFilter() {
  const { viewer } = useViewer()
  const [address, setAddress] = useSearchParams()
  const put = (name: string, value: string | undefined) =>
    setAddress(
      before => {
        const next = new URLSearchParams(before)
        if (value) next.set(name, value)
        else next.delete(name)
        return next
      },
      { replace: true },
    )
  const table = address.get('table')
  return {
    isBureau: viewer?.acting?.organisation.kind === 'BUREAU',
    table: (tableOptions as readonly string[]).includes(table ?? '') ? (table as FactTable) : null,
    search: address.get('q') ?? '',
    isStandingOnly: address.get('all') !== '1',
    isOwnBureauOnly: address.get('own') === '1',
    put,
  }
}

function Filters({ filter }: { filter: ReturnType<typeof useFilter> }) {
  const { t } = useTranslation()
  const { isBureau, table, search, isStandingOnly, isOwnBureauOnly, put } = filter
  return (
    <Form layout="inline" style={{ rowGap: 8 }}>
      <Form.Item label={t('fact.table')} htmlFor="facts-table">
        <div style={{ width: 200 }}>
          <TableSelect
            id="facts-table"
            {...(table && { value: table })}
            allowClear
            placeholder={t('common.all')}
            onChange={value => put('table', value)}
          />
        </div>
      </Form.Item>
      <Form.Item>
        <Input.Search
          aria-label={t('fact.searchHint')}
          placeholder={t('fact.searchHint')}
          defaultValue={search}
          allowClear
          onSearch={value => put('q', value.trim())}
          style={{ width: 240, maxWidth: '100%' }}
        />
      </Form.Item>
      <Form.Item label={t('fact.standingOnly')} htmlFor="facts-standing">
        <Switch id="facts-standing" checked={isStandingOnly} onChange={only => put('all', only ? undefined : '1')} />
      </Form.Item>
      {isBureau && (
        <Form.Item label={t('fact.ownOnly')} htmlFor="facts-own">
          <Switch id="facts-own" checked={isOwnBureauOnly} onChange={own => put('own', own ? '1' : undefined)} />
        </Form.Item>
      )}
    </Form>
  )
}

export function FactList({ onCorrect }: { onCorrect(fact: SubsidyFact): void }) {
  const { t } = useTranslation()
  const filter = useFilter()
  const [asked, setAsked] = useState<SubsidyFact | null>(null)
  const { table, search, isStandingOnly, isOwnBureauOnly } = filter
  const usePage = (after: string | null): PageAnswer<SubsidyFact> => {
    const variables = { first: 20, after, table, search, isStandingOnly, isOwnBureauOnly }
    const requestPolicy = after === null ? 'cache-and-network' : 'cache-first'
    const [{ data, error, fetching }, ask] = useQuery({ query: factsQuery, variables, requestPolicy, context })
    return {
      outcome: readOutcome(data?.subsidyFacts, error),
      isFetching: fetching,
      retry: () => ask({ requestPolicy: 'network-only' }),
    }
  }
  return (
    <Flex vertical gap="middle">
      <Filters filter={filter} />
      <PageList
        key={`${table} ${search} ${isStandingOnly} ${isOwnBureauOnly}`}
        usePage={usePage}
        row={fact => (
          <FactRow key={fact.id} fact={fact} onWithdraw={() => setAsked(fact)} onCorrect={() => onCorrect(fact)} />
        )}
        empty={t('fact.empty')}
      />
      {asked && <WithdrawDialog fact={asked} onClose={() => setAsked(null)} />}
    </Flex>
  )
}

/** Money that is to come back; the cashier records that it came in. */
import { App, Button, Flex, Form, Input, Switch, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { readOutcome } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { useViewer } from '#web/api/viewer.tsx'
import { Amount } from '#web/ui/amount-text.tsx'
import { beijingDay } from '#web/ui/beijing.ts'
import { DayInput } from '#web/ui/day-input.tsx'
import { FormDialog } from '#web/ui/form-dialog.tsx'
import { useLabels } from '#web/ui/labels.ts'
import { Instant } from '#web/ui/moment.tsx'
import { type PageAnswer, PageList } from '#web/ui/page-list.tsx'
import { ResultRow } from '#web/ui/result-row.tsx'
import { serverNow } from '#web/ui/server-clock.ts'
import { touchesDetermination } from './determination-documents.ts'
import { determinationPath } from './determination-list.tsx'
import { LowerFigureLink } from './lower-figure-link.tsx'
import { type Clawback, clawbacksQuery, collectMutation } from './payout-documents.ts'

const context = { additionalTypenames: ['Clawback'] }

interface CollectValues {
  collectedOn: string
  bankReference: string
}

function CollectDialog({ clawback, onClose }: { clawback: Clawback; onClose(): void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { send } = useCommand(collectMutation, 'collectClawback', touchesDetermination)
  const required = { required: true, message: t('common.required') }
  const submit = async (values: CollectValues) => {
    const outcome = await send({ id: clawback.id, ...values })
    if (!outcome.ok) return outcome.failure
    message.success(t('subsidyMoney.collectDone'))
    return null
  }
  return (
    <FormDialog<CollectValues>
      title={t('subsidyMoney.collectTitle')}
      submitText={t('subsidyMoney.collect')}
      isOpen
      onClose={onClose}
      onSubmit={submit}
      initialValues={{ collectedOn: beijingDay(serverNow()) }}
      lead={<Amount fen={clawback.amountFen} />}
    >
      <Form.Item name="collectedOn" label={t('subsidyMoney.collectedOn')} rules={[required]}>
        <DayInput />
      </Form.Item>
      <Form.Item
        name="bankReference"
        label={t('subsidyMoney.bankReference')}
        rules={[{ ...required, whitespace: true }]}
      >
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
    </FormDialog>
  )
}

const stateColors = { isOpen: 'orange', isCollected: 'success', isCancelled: 'default' } as const

function stateOf({ collectedOn, cancelledAt }: Clawback): keyof typeof stateColors {
  if (cancelledAt) return 'isCancelled'
  return collectedOn ? 'isCollected' : 'isOpen'
}

function ClawbackRow({ clawback, onCollect }: { clawback: Clawback; onCollect(): void }) {
  const { t } = useTranslation()
  const { label } = useLabels()
  const { viewer } = useViewer()
  const {
    determinationId,
    determination,
    reason,
    lowerFigure,
    grantedFen,
    wholeFen,
    amountFen,
    raisedAt,
    collectedOn,
    bankReference,
    cancelledAt,
  } = clawback
  const state = stateOf(clawback)
  return (
    <ResultRow
      to={determinationPath(determinationId)}
      title={
        determination
          ? `${determination.beneficiary.name} · ${determination.trace.title}`
          : label('ClawbackReason', reason)
      }
      tags={<Tag color={stateColors[state]}>{t(`subsidyMoney.${state}`)}</Tag>}
      facts={[
        {
          label: t(cancelledAt ? 'subsidyMoney.clawbackWas' : 'subsidyMoney.clawbackAmount'),
          value: (
            <strong>
              <Amount fen={amountFen} />
            </strong>
          ),
        },
        { label: t('subsidyMoney.clawbackReason'), value: label('ClawbackReason', reason) },
        ...(lowerFigure
          ? [{ label: t('subsidyMoney.lowerFigure'), value: <LowerFigureLink id={lowerFigure.id} /> }]
          : []),
        { label: t('subsidyMoney.granted'), value: <Amount fen={grantedFen} /> },
        ...(cancelledAt ? [] : [{ label: t('subsidyMoney.whole'), value: <Amount fen={wholeFen} /> }]),
        { label: t('subsidyMoney.raisedAt'), value: <Instant at={raisedAt} /> },
        ...(cancelledAt ? [{ label: t('subsidyMoney.cancelledAt'), value: <Instant at={cancelledAt} /> }] : []),
        ...(collectedOn
          ? [
              { label: t('subsidyMoney.collectedOn'), value: collectedOn },
              { label: t('subsidyMoney.bankReference'), value: bankReference ?? '—' },
            ]
          : []),
      ]}
      extra={
        state === 'isOpen' &&
        viewer?.acting?.role === 'CASHIER' && <Button onClick={onCollect}>{t('subsidyMoney.collect')}</Button>
      }
    />
  )
}

export function ClawbackList() {
  const { t } = useTranslation()
  const [isOpenOnly, setOpenOnly] = useState(true)
  const [asked, setAsked] = useState<Clawback | null>(null)
  const usePage = (after: string | null): PageAnswer<Clawback> => {
    const variables = { first: 20, after, isOpenOnly }
    const requestPolicy = after === null ? 'cache-and-network' : 'cache-first'
    const [{ data, error, fetching }, ask] = useQuery({ query: clawbacksQuery, variables, requestPolicy, context })
    return {
      outcome: readOutcome(data?.clawbacks, error),
      isFetching: fetching,
      retry: () => ask({ requestPolicy: 'network-only' }),
    }
  }
  return (
    <Flex vertical gap="middle">
      <Form layout="inline">
        <Form.Item label={t('subsidyMoney.openOnly')} htmlFor="clawbacks-open">
          <Switch id="clawbacks-open" checked={isOpenOnly} onChange={setOpenOnly} />
        </Form.Item>
      </Form>
      <PageList
        key={String(isOpenOnly)}
        usePage={usePage}
        row={clawback => <ClawbackRow key={clawback.id} clawback={clawback} onCollect={() => setAsked(clawback)} />}
        empty={t('subsidyMoney.clawbacksEmpty')}
      />
      {asked && <CollectDialog clawback={asked} onClose={() => setAsked(null)} />}
    </Flex>
  )
}

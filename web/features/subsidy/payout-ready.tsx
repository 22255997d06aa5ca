/** Approved and not paid yet: chosen by the cashier, put in a batch. */
import { App, Button, Card, Empty, Flex, Table, type TableColumnsType, Tag, Typography } from 'antd'
import { type Key, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import { type Failure, readOutcome } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { useViewer } from '#web/api/viewer.tsx'
import { wanYuan } from '#web/ui/amount.ts'
import { Amount } from '#web/ui/amount-text.tsx'
import { FailureAlert, FailurePanel, useRefusalText } from '#web/ui/failure.tsx'
import { OwnerName } from '#web/ui/result-row.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { useIsWide } from '#web/ui/wide.ts'
import { touchesDetermination } from './determination-documents.ts'
import { determinationPath } from './determination-list.tsx'
import { createPayoutMutation, type Ready, readyQuery } from './payout-documents.ts'

const context = { additionalTypenames: ['Determination', 'Payout'] }

/** Why a row cannot be chosen; null when it can. */
function useHindrance() {
  const { t } = useTranslation()
  const refusalText = useRefusalText()
  return ({ payee, viewerCan: { pay } }: Ready): string | null => {
    if (!pay.allowed) return refusalText(pay.code ?? '', pay.reason ?? '')
    return payee ? null : t('subsidyMoney.noPayee')
  }
}

function useColumns(hindrance: (row: Ready) => string | null): TableColumnsType<Ready> {
  const { t } = useTranslation()
  const isWide = useIsWide()
  const account = ({ payee }: Ready) => payee && `${payee.bankName} ${payee.accountNumber}`
  const what = (row: Ready) => {
    const why = hindrance(row)
    return (
      <Flex vertical align="start" gap={2}>
        <Link to={determinationPath(row.id)}>{row.trace.title}</Link>
        {!isWide && <OwnerName owner={row.beneficiary} />}
        {!isWide && <Typography.Text type="secondary">{account(row)}</Typography.Text>}
        {why && <Tag style={{ whiteSpace: 'normal' }}>{why}</Tag>}
      </Flex>
    )
  }
  const amount = {
    title: t('subsidyMoney.approved'),
    key: 'amount',
    align: 'end' as const,
    render: (_: unknown, { approvedFen }: Ready) => approvedFen !== null && <Amount fen={approvedFen} />,
  }
  if (!isWide) return [{ title: t('subsidy.rule'), key: 'what', render: (_, row) => what(row) }, amount]
  return [
    { title: t('subsidy.rule'), key: 'what', render: (_, row) => what(row) },
    { title: t('subsidy.beneficiary'), key: 'who', render: (_, row) => <OwnerName owner={row.beneficiary} /> },
    { title: t('subsidyMoney.payee'), key: 'account', render: (_, row) => account(row) ?? '—' },
    amount,
  ]
}

function ReadyTable({ rows, hasMore }: { rows: Ready[]; hasMore: boolean }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { viewer } = useViewer()
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [failure, setFailure] = useState<Failure | null>(null)
  const { send, isRunning } = useCommand(createPayoutMutation, 'createPayout', touchesDetermination)
  const hindrance = useHindrance()
  const columns = useColumns(hindrance)
  const picked = rows.filter(row => chosen.includes(row.id) && hindrance(row) === null)
  const total = picked.reduce((sum, { approvedFen }) => sum + (approvedFen ?? 0), 0)
  const create = async () => {
    setFailure(null)
    const outcome = await send({ ids: picked.map(({ id }) => id) })
    if (!outcome.ok) return setFailure(outcome.failure)
    setChosen([])
    message.success(t('subsidyMoney.created', { number: outcome.value.number }))
  }
  return (
    <Card size="small" title={t('subsidyMoney.ready')}>
      <Flex vertical gap="middle">
        <Typography.Text type="secondary">{t('subsidyMoney.readyHint')}</Typography.Text>
        {hasMore && (
          <Typography.Text type="secondary">{t('subsidyMoney.readyMore', { count: rows.length })}</Typography.Text>
        )}
        {failure && <FailureAlert failure={failure} />}
        <Table
          size="small"
          rowKey="id"
          columns={columns}
          dataSource={rows}
          pagination={false}
          locale={{ emptyText: <Empty description={t('subsidyMoney.readyEmpty')} /> }}
          {...(viewer?.acting?.role === 'CASHIER' && {
            rowSelection: {
              selectedRowKeys: picked.map(({ id }) => id),
              onChange: (keys: Key[]) => setChosen(keys.map(String)),
              getCheckboxProps: (row: Ready) => ({ disabled: hindrance(row) !== null, 'aria-label': row.trace.title }),
              getTitleCheckboxProps: () => ({ 'aria-label': t('common.all') }),
            },
          })}
        />
        {viewer?.acting?.role === 'CASHIER' && (
          <Flex wrap gap="middle" align="center">
            <Button type="primary" loading={isRunning} disabled={picked.length === 0} onClick={create}>
              {t('subsidyMoney.create')}
            </Button>
            <span>
              {picked.length === 0
                ? t('subsidyMoney.chooseOne')
                : t('subsidyMoney.chosen', { count: picked.length, amount: wanYuan(total) })}
            </span>
          </Flex>
        )}
      </Flex>
    </Card>
  )
}

export function PayoutReady() {
  const [{ data, error }, ask] = useQuery({ query: readyQuery, requestPolicy: 'cache-and-network', context })
  const outcome = readOutcome(data?.determinations, error)
  if (!outcome) return <Waiting />
  if (!outcome.ok) return <FailurePanel failure={outcome.failure} onRetry={ask} />
  const { edges, pageInfo } = outcome.value
  return <ReadyTable rows={edges.map(({ node }) => node)} hasMore={pageInfo.hasNextPage} />
}

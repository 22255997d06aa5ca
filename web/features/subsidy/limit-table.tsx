/** What the figure was held to: each limit with what had been used then and is used now; stages and shares of payers. */
import { Card, Flex, Table, type TableColumnsType, Tag, Typography } from 'antd'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { packWord, policyText } from '#web/i18n/policy-words.ts'
import { Amount } from '#web/ui/amount-text.tsx'
import { useIsWide } from '#web/ui/wide.ts'
import { useWindowText } from '#web/ui/window-text.ts'
import type { Determination } from './determination-documents.ts'
import { type Claim, claimQuery } from './money-commands.ts'

type Limit = Claim['limits'][number]

/** What is left of a limit now; null where it is none, or is not told. */
export function leftOf({ limitFen, usedFen }: Pick<Limit, 'limitFen' | 'usedFen'>): number | null {
  return limitFen === null || usedFen === null ? null : Math.max(0, limitFen - usedFen)
}

/** The limits as they stand now; none while they are not known. */
export function useLimits(id: string): readonly Limit[] {
  const [{ data }] = useQuery({ query: claimQuery, variables: { id }, requestPolicy: 'cache-and-network' })
  return data?.subsidyClaim.__typename === 'SubsidyClaim' ? data.subsidyClaim.limits : []
}

/** An account in words: the entitlement itself, or the limit as the pack names it. */
export function useAccountName({ rule }: Pick<Determination, 'rule'>) {
  const { t } = useTranslation()
  return useCallback(
    (account: string) => {
      if (account === rule) return t('subsidyMoney.ownLimit')
      const name = account.startsWith(`${rule}.`) ? account.slice(rule.length + 1) : account.replace(/^\*\./, '')
      return packWord(name)
    },
    [rule, t],
  )
}

interface Row extends Limit {
  usedBeforeFen: number | null
  binds: boolean
}

function useRows({ id, trace }: Determination): Row[] {
  return useLimits(id).map(limit => {
    const { account, key, window } = limit
    const then = trace.limits.find(l => l.account === account && l.key === key && l.window === window)
    return { ...limit, usedBeforeFen: then?.usedBeforeFen ?? null, binds: then?.binds ?? false }
  })
}

function useKeyName({ beneficiary, trace }: Determination) {
  const { t } = useTranslation()
  return (key: string) => {
    if (/^[0-9a-f-]{36}$/.test(key))
      return trace.inputs.find(({ source }) => source?.contractId === key)?.source?.contractTitle ?? beneficiary.name
    return key === 'all' || key === '*' || key === '' ? t('common.all') : key
  }
}

function LimitAmount({ fen }: { fen: number | null }) {
  const { t } = useTranslation()
  return fen === null ? t('subsidyMoney.noLimit') : <Amount fen={fen} />
}

function useLimitColumns(determination: Determination): TableColumnsType<Row> {
  const { t } = useTranslation()
  const isWide = useIsWide()
  const nameOf = useAccountName(determination)
  const keyOf = useKeyName(determination)
  const windowText = useWindowText()
  const money = (title: string, pick: (row: Row) => number | null) => ({
    title,
    key: title,
    align: 'end' as const,
    render: (_: unknown, row: Row) => {
      const fen = pick(row)
      return fen === null ? '—' : <Amount fen={fen} />
    },
  })
  const name = (row: Row) => (
    <span>
      {nameOf(row.account)} {row.binds && <Tag color="orange">{t('subsidyMoney.binds')}</Tag>}
    </span>
  )
  const left = money(t('subsidyMoney.left'), leftOf)
  if (!isWide)
    return [
      {
        title: t('subsidyMoney.limitAccount'),
        key: 'account',
        render: (_, row) => (
          <Flex vertical>
            {name(row)}
            <Typography.Text type="secondary">
              {keyOf(row.key)} · {windowText(row.window)}
            </Typography.Text>
            <span>
              {t('subsidyMoney.limitFen')} <LimitAmount fen={row.limitFen} /> · {t('subsidyMoney.usedNow')}{' '}
              {row.usedFen === null ? '—' : <Amount fen={row.usedFen} />}
            </span>
          </Flex>
        ),
      },
      left,
    ]
  return [
    { title: t('subsidyMoney.limitAccount'), key: 'account', render: (_, row) => name(row) },
    { title: t('subsidyMoney.limitKey'), key: 'key', render: (_, row) => keyOf(row.key) },
    { title: t('subsidyMoney.limitWindow'), key: 'window', render: (_, row) => windowText(row.window) },
    {
      ...{ title: t('subsidyMoney.limitFen'), key: 'limitFen', align: 'end' },
      render: (_, row) => <LimitAmount fen={row.limitFen} />,
    },
    money(t('subsidyMoney.usedBefore'), row => row.usedBeforeFen),
    money(t('subsidyMoney.usedNow'), row => row.usedFen),
    left,
  ]
}

export function LimitTable({ determination }: { determination: Determination }) {
  const { t } = useTranslation()
  const rows = useRows(determination)
  const columns = useLimitColumns(determination)
  if (rows.length === 0) return null
  return (
    <Card size="small" title={t('subsidyMoney.limits')} styles={{ body: { padding: 0 } }}>
      <Table
        size="small"
        rowKey={({ account, key, window }) => `${account} ${key} ${window}`}
        columns={columns}
        dataSource={rows}
        pagination={false}
      />
    </Card>
  )
}

/** When it is paid, and by whom; nothing where the rule knows neither stages nor shares. */
export function StagesAndPayers({ determination: { trace } }: { determination: Determination }) {
  const { t } = useTranslation()
  if (trace.stages.length === 0 && trace.payers.length === 0) return null
  return (
    <Card size="small" title={`${t('subsidyMoney.stages')} · ${t('subsidyMoney.payers')}`}>
      <ul style={{ margin: 0, paddingInlineStart: 20 }}>
        {trace.stages.map(({ id, title, amountFen, isDue, why }) => (
          <li key={id}>
            {title} <Amount fen={amountFen} />{' '}
            <Tag color={isDue ? 'success' : 'default'}>
              {t(isDue ? 'subsidyMoney.stageDue' : 'subsidyMoney.stageNotDue')}
            </Tag>
            <Typography.Text type="secondary">{policyText(why)}</Typography.Text>
          </li>
        ))}
        {trace.payers.map(({ payer, amountFen, why }) => (
          <li key={payer}>
            {t('subsidyMoney.forPayer')}
            {t('common.colon')}
            {payer} <Amount fen={amountFen} /> <Typography.Text type="secondary">{policyText(why)}</Typography.Text>
          </li>
        ))}
      </ul>
    </Card>
  )
}

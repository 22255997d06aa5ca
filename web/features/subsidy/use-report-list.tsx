/** What was paid with conditions on its use: those not met yet first asked for, then any. */
import { Flex, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { readOutcome } from '#web/api/outcome.ts'
import { Amount } from '#web/ui/amount-text.tsx'
import { type PageAnswer, PageList } from '#web/ui/page-list.tsx'
import { OwnerName, ResultRow } from '#web/ui/result-row.tsx'
import { determinationPath } from './determination-list.tsx'
import { UseConditions, UseState } from './use-conditions.tsx'
import { type ListedReport, useReportsQuery } from './use-documents.ts'

const context = { additionalTypenames: ['ListedGrantUseReport'] }

const shows = { due: ['OPEN', 'BREACHED'], breached: ['BREACHED'], met: ['MET'] } as const satisfies Record<
  string,
  readonly ListedReport['report']['state'][]
>
type Show = keyof typeof shows

function ReportRow({ listed: { determination, report } }: { listed: ListedReport }) {
  const { t } = useTranslation()
  return (
    <ResultRow
      to={determinationPath(determination.id)}
      title={determination.trace.title}
      tags={<UseState state={report.state} />}
      facts={[
        { label: t('subsidy.beneficiary'), value: <OwnerName owner={determination.beneficiary} /> },
        { label: t('grantUse.granted'), value: <Amount fen={report.grantedFen} /> },
        { label: t('grantUse.unreported'), value: <Amount fen={report.unreportedFen} /> },
        { label: t('subsidyMoney.paidOn'), value: determination.paidOn ?? '' },
      ]}
      more={
        <div style={{ marginTop: 6 }}>
          <UseConditions conditions={report.conditions} />
        </div>
      }
    />
  )
}

export function UseReportList() {
  const { t } = useTranslation()
  const [show, setShow] = useState<Show>('due')
  const usePage = (after: string | null): PageAnswer<ListedReport> => {
    const variables = { first: 20, after, states: [...shows[show]] }
    const requestPolicy = after === null ? 'cache-and-network' : 'cache-first'
    const [{ data, error, fetching }, ask] = useQuery({ query: useReportsQuery, variables, requestPolicy, context })
    return {
      outcome: readOutcome(data?.grantUseReports, error),
      isFetching: fetching,
      retry: () => ask({ requestPolicy: 'network-only' }),
    }
  }
  return (
    <Flex vertical gap="middle" align="stretch">
      <div>
        <Segmented<Show>
          value={show}
          options={(Object.keys(shows) as Show[]).map(value => ({ value, label: t(`grantUse.show.${value}`) }))}
          onChange={setShow}
        />
      </div>
      <PageList
        key={show}
        usePage={usePage}
        row={listed => <ReportRow key={listed.id} listed={listed} />}
        empty={t('grantUse.empty')}
      />
    </Flex>
  )
}

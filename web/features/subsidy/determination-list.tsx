import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useQuery } from 'urql'
import { readOutcome } from '#web/api/outcome.ts'
import { useViewer } from '#web/api/viewer.tsx'
import { Amount } from '#web/ui/amount-text.tsx'
import { useFigureLabel } from '#web/ui/figure-label.ts'
import { Instant } from '#web/ui/moment.tsx'
import { type PageAnswer, PageList } from '#web/ui/page-list.tsx'
import { ResultRow } from '#web/ui/result-row.tsx'
import { StateTag } from '#web/ui/state-tag.tsx'
import { useUndeterminedText } from '#web/ui/undetermined-text.ts'
import { useWindowText } from '#web/ui/window-text.ts'
import { type DeterminationCard, determinationsQuery } from './determination-documents.ts'

const context = { additionalTypenames: ['Determination'] }

export function determinationPath(id: string): string {
  return `/workbench/subsidies/${encodeURIComponent(id)}`
}

/** 拨付通知, to print. */
export function noticePath(id: string): string {
  return `${determinationPath(id)}/notice`
}

function DeterminationRow({ determination, extra }: { determination: DeterminationCard; extra: ReactNode }) {
  const { t } = useTranslation()
  const windowText = useWindowText()
  const figureLabel = useFigureLabel()
  const undeterminedText = useUndeterminedText()
  const { viewer } = useViewer()
  const { trace, beneficiary } = determination
  // Its own figures are told apart by their rules, those of others by whom they are for.
  const isOwn = viewer?.acting?.organisation.id === beneficiary.id
  return (
    <ResultRow
      to={determinationPath(determination.id)}
      title={isOwn ? trace.title : `${trace.title} · ${beneficiary.name}`}
      extra={extra}
      tags={<StateTag name="DeterminationState" value={determination.state} />}
      lead={trace.undetermined && undeterminedText(trace.undetermined)}
      facts={[
        {
          label: figureLabel(determination.gives),
          value: (
            <strong>
              {trace.undetermined ? t('subsidy.undetermined') : <Amount fen={determination.ceilingFen} />}
            </strong>
          ),
        },
        ...(determination.approvedFen === null
          ? []
          : [{ label: t('subsidyMoney.approved'), value: <Amount fen={determination.approvedFen} /> }]),
        { label: t('subsidy.window'), value: windowText(determination.window) },
        { label: t('subsidy.clause'), value: `${trace.clauseNumber} ${trace.clauseTitle}` },
        { label: t('subsidy.computedAt'), value: <Instant at={determination.computedAt} /> },
      ]}
    />
  )
}

interface ListProps {
  /** Of this project only. */
  challengeId?: string | null
  filter?: {
    states: DeterminationCard['state'][] | null
    rule: string | null
    isOwnBureauOnly: boolean
    /** Of one run over the register. */
    runId: string | null
    /** Only what waits for a fact, or only the rest. */
    isUndetermined: boolean | null
  }
  empty?: string
  /** What can be done from the list. */
  extra?: (determination: DeterminationCard) => ReactNode
}

const everything = { states: null, rule: null, isOwnBureauOnly: false, runId: null, isUndetermined: null }

/** All for a bureau, its own for a beneficiary. */
export function DeterminationList({ challengeId = null, filter = everything, empty, extra }: ListProps) {
  const { t } = useTranslation()
  const usePage = (after: string | null): PageAnswer<DeterminationCard> => {
    const variables = { first: 20, after, challengeId, ...filter }
    const requestPolicy = after === null ? 'cache-and-network' : 'cache-first'
    const [{ data, error, fetching }, ask] = useQuery({ query: determinationsQuery, variables, requestPolicy, context })
    return {
      outcome: readOutcome(data?.determinations, error),
      isFetching: fetching,
      retry: () => ask({ requestPolicy: 'network-only' }),
    }
  }
  return (
    <PageList
      usePage={usePage}
      row={determination => (
        <DeterminationRow key={determination.id} determination={determination} extra={extra?.(determination)} />
      )}
      empty={empty ?? t('subsidy.listEmpty')}
    />
  )
}

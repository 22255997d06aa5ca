/** One direction: the filters at the side, the matches, and what is chosen to be put side by side. */
import { Flex, Spin } from 'antd'
import { useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import { failureOfError } from '#web/api/outcome.ts'
import { FailurePanel } from '#web/ui/failure.tsx'
import { BesideFilters, FilterButton } from '#web/ui/filter-frame.tsx'
import { FilterPanel } from '#web/ui/filter-panel.tsx'
import {
  countConditions,
  type ListingFilter,
  matchConditions,
  readFilter,
  writeFilter,
} from '#web/ui/listing-filter.ts'
import { Waiting } from '#web/ui/waiting.tsx'
import { useIsWide } from '#web/ui/wide.ts'
import { maxCompared, toggleChosen } from './comparison.ts'
import { ComparisonBar } from './comparison-bar.tsx'
import type { Tab } from './directions.ts'
import { matchQuery } from './match-documents.ts'
import { MatchList } from './match-list.tsx'
import type { RowFrame } from './match-row.tsx'

export type SharedFrame = Pick<RowFrame, 'judging' | 'inviting' | 'onOpen'>

interface MatchTabProps {
  id: string
  tab: Extract<Tab, { kind: 'matches' }>
  frame: SharedFrame
}

function Results({ id, tab, frame, filter }: MatchTabProps & { filter: ListingFilter }) {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const conditions = useMemo(() => matchConditions(filter, tab.library), [filter, tab.library])
  const [{ data, error, fetching }, ask] = useQuery({
    query: matchQuery(tab.query),
    variables: { id, filter: conditions },
  })
  if (error && !data)
    return <FailurePanel failure={failureOfError(error)} onRetry={() => ask({ requestPolicy: 'network-only' })} />
  if (!data) return <Waiting />
  const matches = data.node?.matches ?? []
  const choice = {
    chosen,
    isFull: chosen.size >= maxCompared,
    toggle: (listing: string) => setChosen(toggleChosen(chosen, listing)),
  }
  return (
    <Spin spinning={fetching}>
      <MatchList matches={matches} frame={{ ...frame, offering: tab.offering, choice }} />
      <ComparisonBar
        from={id}
        chosen={matches.filter(({ listing }) => chosen.has(listing.id))}
        onClear={() => setChosen(new Set())}
      />
    </Spin>
  )
}

export function MatchTab(props: MatchTabProps) {
  const { tab } = props
  const isWide = useIsWide()
  const [address, setAddress] = useSearchParams()
  const filter = useMemo(() => readFilter(address, tab.library), [address, tab.library])
  const change = (next: ListingFilter) => {
    const written = writeFilter(next)
    written.set('tab', tab.word)
    setAddress(written, { replace: true, preventScrollReset: true })
  }
  const panel = <FilterPanel library={tab.library} filter={filter} onChange={change} />
  const results = <Results {...props} key={tab.word} filter={filter} />
  if (isWide) return <BesideFilters panel={panel}>{results}</BesideFilters>
  return (
    <Flex vertical gap="small">
      <div>
        <FilterButton count={countConditions(filter)} panel={panel} />
      </div>
      {results}
    </Flex>
  )
}

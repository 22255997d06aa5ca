/** The public page of a library: words, conditions with counts, and the hits. All of it stands in the address. */
import { Card, Flex, Pagination, Select, Spin, Tabs, Tag, Typography } from 'antd'
import { type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { useQuery } from 'urql'
import type { Library } from '#domain/listing.ts'
import { libraries } from '#domain/listing.ts'
import { maxFound } from '#domain/matching/check-search.ts'
import { type Outcome, readOutcome } from '#web/api/outcome.ts'
import { useKept } from '#web/api/use-kept.ts'
import { FailurePanel } from '#web/ui/failure.tsx'
import { BesideFilters, FilterButton } from '#web/ui/filter-frame.tsx'
import { FilterPanel } from '#web/ui/filter-panel.tsx'
import { libraryPaths, libraryWords, listingTypes } from '#web/ui/library.ts'
import {
  countConditions,
  emptyFilter,
  type ListingFilter,
  matchConditions,
  readFilter,
  writeFilter,
} from '#web/ui/listing-filter.ts'
import { Waiting } from '#web/ui/waiting.tsx'
import { useIsWide } from '#web/ui/wide.ts'
import { SearchBar } from '../search-bar.tsx'
import { FacetPanel } from './facet-panel.tsx'
import { countIn, isPartialIn, useLibraryCounts } from './library-counts.ts'
import { type LibraryCounts, type SearchResult, searchQuery } from './search-documents.ts'
import { NothingFound, SearchNotes } from './search-notes.tsx'
import { ordersOf, pageSize, readPage } from './search-place.ts'
import { SearchRow } from './search-row.tsx'

/** A listing that was published or withdrawn on this page changes what is found, also where nothing was. */
const context = { additionalTypenames: Object.values(listingTypes) }

function useSearch(library: Library, filter: ListingFilter, page: number) {
  const conditions = useMemo(() => matchConditions(filter, library), [filter, library])
  const order = filter.sort ?? 'RELEVANCE'
  const [{ data, error, fetching }, ask] = useQuery({
    query: searchQuery,
    variables: {
      library: libraryWords[library],
      text: filter.search,
      filter: conditions,
      order,
      offset: (page - 1) * pageSize,
    },
    requestPolicy: 'cache-and-network',
    context,
  })
  const kept = useKept(library, data)
  return {
    outcome: readOutcome(kept?.search, error) as Outcome<SearchResult> | null,
    isFetching: fetching,
    retry: () => ask({ requestPolicy: 'network-only' }),
  }
}

function LibraryTabs({ library, text, counts }: { library: Library; text: string; counts: LibraryCounts }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <Tabs
      activeKey={library}
      onChange={key => {
        const other = libraries.find(known => known === key) ?? library
        const search = writeFilter({ ...emptyFilter, search: text }).toString()
        navigate({ pathname: `/${libraryPaths[other]}`, search })
      }}
      tabBarStyle={{ marginBottom: 0 }}
      items={libraries.map(key => ({
        key,
        label: t(isPartialIn(counts, key) ? 'search.partialTab' : 'search.tab', {
          library: t(`listing.${key}.one`),
          count: countIn(counts, key),
        }),
      }))}
    />
  )
}

interface HitsProps {
  result: SearchResult
  page: number
  nothing: ReactNode
  onPage(page: number): void
}

function Hits({ result, page, nothing, onPage }: HitsProps) {
  const { t } = useTranslation()
  const { hits, totalCount } = result
  if (hits.length === 0) return <Card>{nothing}</Card>
  return (
    <Card styles={{ body: { padding: 0 } }}>
      <Typography.Text type="secondary" style={{ display: 'block', padding: '8px 16px 0' }}>
        {t('common.total', { count: totalCount })}
        {totalCount > maxFound && ` · ${t('search.reach', { count: maxFound })}`}
      </Typography.Text>
      {hits.map(hit => (
        <SearchRow key={hit.listing.id} hit={hit} />
      ))}
      <Flex justify="center" style={{ padding: 16 }}>
        <Pagination
          current={page}
          pageSize={pageSize}
          total={Math.min(totalCount, maxFound)}
          showSizeChanger={false}
          hideOnSinglePage
          onChange={onPage}
        />
      </Flex>
    </Card>
  )
}

interface OrderProps {
  library: Library
  filter: ListingFilter
  onChange(filter: ListingFilter): void
}

function OrderSelect({ library, filter, onChange }: OrderProps) {
  const { t } = useTranslation()
  const orders = ordersOf(library, filter.search !== '')
  if (orders.length < 2) return null
  const usual = orders[0]
  return (
    <Select
      aria-label={t('listing.sort.label')}
      value={filter.sort ?? usual}
      onChange={order => onChange({ ...filter, sort: order === usual || order === 'RELEVANCE' ? null : order })}
      options={orders.map(value => ({ value, label: t(`listing.sort.${value}`) }))}
      style={{ minWidth: 168 }}
    />
  )
}

export function SearchBrowser({ library }: { library: Library }) {
  const { t } = useTranslation()
  const isWide = useIsWide()
  const [address, setAddress] = useSearchParams()
  const filter = useMemo(() => readFilter(address, library), [address, library])
  const page = readPage(address)
  const change = (next: ListingFilter) => setAddress(writeFilter(next), { preventScrollReset: true })
  const turnTo = (next: number) => {
    const written = writeFilter(filter)
    written.set('page', String(next))
    setAddress(written)
  }
  const { outcome, isFetching, retry } = useSearch(library, filter, page)
  const { counts } = useLibraryCounts(filter.search)
  const result = outcome?.ok ? outcome.value : null
  const bar = { library, filter, onChange: change }
  // Where the words fit nothing together nobody has counted; then the conditions stand there without numbers.
  const panel = result?.facets.fields.length ? <FacetPanel {...bar} facets={result.facets} /> : <FilterPanel {...bar} />
  const list = (
    <Flex vertical gap="small">
      <Flex wrap gap="small" align="center">
        <SearchBar
          text={filter.search}
          hint={t(`listing.${library}.searchHint`)}
          onSearch={search => change({ ...filter, search })}
        />
        <OrderSelect {...bar} />
        {!isWide && <FilterButton count={countConditions(filter)} panel={panel} />}
      </Flex>
      {counts && <LibraryTabs library={library} text={filter.search} counts={counts} />}
      {filter.organisationId && (
        <div>
          <Tag closable onClose={() => change({ ...filter, organisationId: null })}>
            {t('listing.organisationFilter', { name: t('listing.thisOrganisation') })}
          </Tag>
        </div>
      )}
      {!outcome && <Waiting />}
      {outcome && !outcome.ok && <FailurePanel failure={outcome.failure} onRetry={retry} />}
      {result && (
        <Spin spinning={isFetching}>
          <Flex vertical gap="small">
            <SearchNotes {...bar} result={result} />
            <Hits result={result} page={page} onPage={turnTo} nothing={<NothingFound {...bar} counts={counts} />} />
          </Flex>
        </Spin>
      )}
    </Flex>
  )
  return isWide ? <BesideFilters panel={panel}>{list}</BesideFilters> : list
}

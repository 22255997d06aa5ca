/** One's own entries of a library: search box, filters and list; everything that narrows it stands in the address. */
import { Flex, Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { Library } from '#domain/listing.ts'
import { BesideFilters, FilterButton } from '#web/ui/filter-frame.tsx'
import { FilterPanel } from '#web/ui/filter-panel.tsx'
import {
  countConditions,
  type ListingFilter,
  readFilter,
  type Sort,
  sorts,
  writeFilter,
} from '#web/ui/listing-filter.ts'
import { useIsWide } from '#web/ui/wide.ts'
import { ListingList } from './listing-list.tsx'
import { SearchBar } from './search-bar.tsx'

function useFilter(library: Library): [ListingFilter, (filter: ListingFilter) => void] {
  const [address, setAddress] = useSearchParams()
  const filter = useMemo(() => readFilter(address, library), [address, library])
  return [filter, next => setAddress(writeFilter(next), { preventScrollReset: true })]
}

interface BarProps {
  library: Library
  filter: ListingFilter
  onChange(filter: ListingFilter): void
}

function SortSelect({ library, filter, onChange }: BarProps) {
  const { t } = useTranslation()
  if (sorts[library].length < 2) return null
  return (
    <Select<Sort>
      aria-label={t('listing.sort.label')}
      value={filter.sort ?? 'NEWEST'}
      onChange={sort => onChange({ ...filter, sort: sort === 'NEWEST' ? null : sort })}
      options={sorts[library].map(value => ({ value, label: t(`listing.sort.${value}`) }))}
      style={{ minWidth: 168 }}
    />
  )
}

export function LibraryBrowser({ library }: { library: Library }) {
  const { t } = useTranslation()
  const isWide = useIsWide()
  const [filter, setFilter] = useFilter(library)
  const bar = { library, filter, onChange: setFilter }
  const panel = <FilterPanel {...bar} withStates />
  const list = (
    <Flex vertical gap="small">
      <Flex wrap gap="small" align="center">
        <SearchBar
          text={filter.search}
          hint={t(`listing.${library}.searchHint`)}
          onSearch={search => setFilter({ ...filter, search })}
        />
        <SortSelect {...bar} />
        {!isWide && <FilterButton count={countConditions(filter)} panel={panel} />}
      </Flex>
      <ListingList library={library} scope="MINE" filter={filter} />
    </Flex>
  )
  return isWide ? <BesideFilters panel={panel}>{list}</BesideFilters> : list
}

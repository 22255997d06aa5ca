/** One's own entries of a library: search box, filters and list; everything that narrows it stands in the address. */
import { FilterOutlined } from '@ant-design/icons'
import { Badge, Button, Card, Col, Drawer, Flex, Row, Select, Tag } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
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
import type { Library } from './library.ts'
import { ListingList } from './listing-list.tsx'
import type { Scope } from './listing-parts.ts'
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

function NarrowFilters(props: BarProps & { withStates: boolean }) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Badge count={countConditions(props.filter)}>
        <Button icon={<FilterOutlined />} onClick={() => setOpen(true)}>
          {t('common.filters')}
        </Button>
      </Badge>
      <Drawer open={isOpen} onClose={() => setOpen(false)} title={t('common.filters')} placement="right" size={320}>
        <FilterPanel {...props} />
      </Drawer>
    </>
  )
}

export function LibraryBrowser({ library, scope }: { library: Library; scope: Scope }) {
  const { t } = useTranslation()
  const isWide = useIsWide()
  const [filter, setFilter] = useFilter(library)
  const bar = { library, filter, onChange: setFilter }
  const withStates = scope !== 'PUBLIC'
  const list = (
    <Flex vertical gap="small">
      <Flex wrap gap="small" align="center">
        <SearchBar
          text={filter.search}
          hint={t(`listing.${library}.searchHint`)}
          onSearch={search => setFilter({ ...filter, search })}
        />
        <SortSelect {...bar} />
        {!isWide && <NarrowFilters {...bar} withStates={withStates} />}
      </Flex>
      {filter.organisationId && (
        <div>
          <Tag closable onClose={() => setFilter({ ...filter, organisationId: null })}>
            {t('listing.organisationFilter', { name: t('listing.thisOrganisation') })}
          </Tag>
        </div>
      )}
      <ListingList library={library} scope={scope} filter={filter} />
    </Flex>
  )
  if (!isWide) return list
  return (
    <Row gutter={16} wrap={false}>
      <Col flex="256px">
        <Card size="small" title={t('common.filters')}>
          <FilterPanel {...bar} withStates={withStates} />
        </Card>
      </Col>
      <Col flex="auto" style={{ minWidth: 0 }}>
        {list}
      </Col>
    </Row>
  )
}

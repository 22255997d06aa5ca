/** What a reader has to know before the hits: that others are shown than were asked for, or that there are none. */
import { Alert, Button, Empty, Flex, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Library } from '#domain/listing.ts'
import { libraries } from '#domain/listing.ts'
import { libraryPaths } from '#web/ui/library.ts'
import { countConditions, emptyFilter, type ListingFilter, writeFilter } from '#web/ui/listing-filter.ts'
import { countIn } from './library-counts.ts'
import type { LibraryCounts, SearchResult } from './search-documents.ts'

interface NotesProps {
  library: Library
  filter: ListingFilter
  result: SearchResult
  onChange(filter: ListingFilter): void
}

export function SearchNotes({ library, filter, result, onChange }: NotesProps) {
  const { t } = useTranslation()
  const { suggestion, isPartial } = result
  return (
    <Flex vertical gap="small" role="status">
      {suggestion?.isApplied && (
        <Alert type="info" showIcon title={t('search.applied', { typed: filter.search, text: suggestion.text })} />
      )}
      {suggestion && !suggestion.isApplied && (
        <span>
          {t('search.didYouMean')}
          <Button
            type="link"
            style={{ padding: 0, height: 'auto' }}
            onClick={() => onChange({ ...filter, search: suggestion.text })}
          >
            <bdi>{suggestion.text}</bdi>
          </Button>
        </span>
      )}
      {isPartial && (
        <Alert
          type="warning"
          showIcon
          title={t('search.partial', { library: t(`listing.${library}.one`) })}
          description={t('search.partialHint')}
        />
      )}
    </Flex>
  )
}

interface NothingProps {
  library: Library
  filter: ListingFilter
  counts: LibraryCounts | null
  onChange(filter: ListingFilter): void
}

/** Nothing found is no end: what to do stands there. */
export function NothingFound({ library, filter, counts, onChange }: NothingProps) {
  const { t } = useTranslation()
  const others = libraries.filter(other => other !== library && counts && countIn(counts, other) > 0)
  const conditions = countConditions(filter)
  const search = writeFilter({ ...emptyFilter, search: filter.search }).toString()
  return (
    <Empty description={t(`listing.${library}.empty`)} style={{ padding: 32 }}>
      <Flex vertical gap="small" align="center">
        {conditions > 0 && (
          <Button onClick={() => onChange({ ...emptyFilter, search: filter.search })}>
            {t('search.withoutConditions', { count: conditions })}
          </Button>
        )}
        {others.map(other => (
          <Link key={other} to={{ pathname: `/${libraryPaths[other]}`, search }}>
            {t('search.elsewhere', {
              library: t(`listing.${other}.library`),
              count: counts ? countIn(counts, other) : 0,
            })}
          </Link>
        ))}
        {library !== 'demand' && (
          <Typography.Text type="secondary">
            <Link to="/demands/new">{t('listing.demand.create')}</Link> · {t('search.askHint')}
          </Typography.Text>
        )}
      </Flex>
    </Empty>
  )
}

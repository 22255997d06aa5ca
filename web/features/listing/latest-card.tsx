/** The newest entries of a library, for the home page. */
import { Card, Flex, Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Library } from '#domain/listing.ts'
import { FailureAlert } from '#web/ui/failure.tsx'
import { libraryPaths, listingPath } from '#web/ui/library.ts'
import { emptyFilter } from '#web/ui/listing-filter.ts'
import { Waiting } from '#web/ui/waiting.tsx'
import { achievementSource, demandSource, expertSource, type ListingSource } from './listing-source.tsx'

interface Titled {
  id: string
  title: string
  /** Of a person: where they work. */
  unit?: string
  name?: string
  organisation: { name: string }
}

const newest = { scope: 'PUBLIC', filter: emptyFilter, after: null, first: 6 } as const

function Latest<N extends Titled>({ library, source }: { library: Library; source: ListingSource<N> }) {
  const { t } = useTranslation()
  const { outcome, retry } = source.usePage(newest)
  const count = outcome?.ok ? outcome.value.totalCount : null
  return (
    <Card
      size="small"
      title={
        <>
          {t(`listing.${library}.library`)}{' '}
          {count !== null && <Typography.Text type="secondary">{t('common.total', { count })}</Typography.Text>}
        </>
      }
      extra={<Link to={`/${libraryPaths[library]}`}>{t('listing.seeAll')}</Link>}
      style={{ height: '100%' }}
    >
      {!outcome && <Waiting />}
      {outcome && !outcome.ok && <FailureAlert failure={outcome.failure} onRetry={retry} />}
      {outcome?.ok && (
        <Flex vertical gap={10}>
          {outcome.value.edges.map(({ node }) => (
            <div key={node.id}>
              <Link to={listingPath(library, node.id)}>
                <bdi>{node.name ?? node.title}</bdi>
              </Link>
              <br />
              <Typography.Text type="secondary">
                <bdi>{node.unit ?? node.organisation.name}</bdi>
              </Typography.Text>
            </div>
          ))}
        </Flex>
      )}
    </Card>
  )
}

export function LatestCard({ library }: { library: Library }) {
  if (library === 'demand') return <Latest library={library} source={demandSource} />
  if (library === 'achievement') return <Latest library={library} source={achievementSource} />
  return <Latest library={library} source={expertSource} />
}

import { useTranslation } from 'react-i18next'
import type { Library } from '#domain/listing.ts'
import type { ListingFilter } from '#web/ui/listing-filter.ts'
import { PageList } from '#web/ui/page-list.tsx'
import type { Scope } from './listing-parts.ts'
import { achievementSource, demandSource, expertSource, type ListingSource } from './listing-source.tsx'

const pageSize = 20

interface ListProps {
  library: Library
  scope: Scope
  filter: ListingFilter
}

function Pages<N extends { id: string }>({ library, scope, filter, source }: ListProps & { source: ListingSource<N> }) {
  const { t } = useTranslation()
  const { Row, usePage } = source
  function useListPage(after: string | null) {
    return usePage({ scope, filter, after, first: pageSize })
  }
  return (
    <PageList<N>
      usePage={useListPage}
      row={node => <Row key={node.id} item={node} scope={scope} />}
      empty={t(`listing.${library}.empty`)}
    />
  )
}

export function ListingList(props: ListProps) {
  if (props.library === 'demand') return <Pages {...props} source={demandSource} />
  if (props.library === 'achievement') return <Pages {...props} source={achievementSource} />
  return <Pages {...props} source={expertSource} />
}

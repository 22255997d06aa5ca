import { useParams } from 'react-router'
import { MatchesView } from '#web/features/matching/matches-view.tsx'
import { listingPath, useLibrary } from '#web/ui/library.ts'
import { NotFoundPage } from './error-page.tsx'

export function MatchesPage() {
  const library = useLibrary()
  const { id = '' } = useParams()
  return (
    <MatchesView
      key={`${library} ${id}`}
      library={library}
      id={id}
      path={listingPath(library, id)}
      absent={<NotFoundPage />}
    />
  )
}

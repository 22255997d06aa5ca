import { useParams } from 'react-router'
import { useLibrary } from '#web/features/listing/library.ts'
import { AchievementMatches, DemandMatches } from '#web/features/matching/matches-view.tsx'
import { NotFoundPage } from './error-page.tsx'

export function MatchesPage() {
  const library = useLibrary()
  const { id = '' } = useParams()
  const absent = <NotFoundPage />
  if (library === 'demand') return <DemandMatches id={id} absent={absent} />
  if (library === 'achievement') return <AchievementMatches id={id} absent={absent} />
  return absent
}

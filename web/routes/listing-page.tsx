import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { useViewer } from '#web/api/viewer.tsx'
import { AchievementView, DemandView, ExpertView } from '#web/features/listing/listing-view.tsx'
import { SimilarCard } from '#web/features/matching/similar-card.tsx'
import { listingPath, useLibrary } from '#web/ui/library.ts'
import { NotFoundPage } from './error-page.tsx'

/** The owner of a published demand may list it as a challenge. */
function ListIt({ id, ownerId }: { id: string; ownerId: string }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { viewer } = useViewer()
  if (viewer?.acting?.organisation.id !== ownerId) return null
  return (
    <Button onClick={() => navigate(`/challenges/new?demand=${encodeURIComponent(id)}`)}>
      {t('challenge.act.create')}
    </Button>
  )
}

export function ListingPage() {
  const { t } = useTranslation()
  const library = useLibrary()
  const navigate = useNavigate()
  const { id = '' } = useParams()
  const matches = ({ state, organisation }: { state: string; organisation: { id: string } }) =>
    state === 'PUBLISHED' && (
      <>
        {library === 'demand' && <ListIt id={id} ownerId={organisation.id} />}
        <Button type="primary" onClick={() => navigate(`${listingPath(library, id)}/matches`)}>
          {t('listing.matches')}
        </Button>
      </>
    )
  const parts = {
    id,
    absent: <NotFoundPage />,
    extra: matches,
    aside: ({ state }: { state: string }) => state === 'PUBLISHED' && <SimilarCard library={library} id={id} />,
  }
  if (library === 'demand') return <DemandView {...parts} />
  if (library === 'achievement') return <AchievementView {...parts} />
  return <ExpertView {...parts} />
}

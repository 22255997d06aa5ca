import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { listingPath, useLibrary } from '#web/features/listing/library.ts'
import { AchievementView, DemandView, ExpertView } from '#web/features/listing/listing-view.tsx'
import { NotFoundPage } from './error-page.tsx'

export function ListingPage() {
  const { t } = useTranslation()
  const library = useLibrary()
  const navigate = useNavigate()
  const { id = '' } = useParams()
  const matches = ({ state }: { state: string }) =>
    state === 'PUBLISHED' && (
      <Button type="primary" onClick={() => navigate(`${listingPath(library, id)}/matches`)}>
        {t('listing.matches')}
      </Button>
    )
  const absent = <NotFoundPage />
  if (library === 'demand') return <DemandView id={id} absent={absent} extra={matches} />
  if (library === 'achievement') return <AchievementView id={id} absent={absent} extra={matches} />
  return <ExpertView id={id} absent={absent} />
}

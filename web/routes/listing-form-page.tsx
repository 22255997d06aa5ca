import { useTranslation } from 'react-i18next'
import { Navigate, useLocation, useParams } from 'react-router'
import { useViewer } from '#web/api/viewer.tsx'
import { ListingEditor } from '#web/features/listing/form/listing-editor.tsx'
import { useLibrary } from '#web/ui/library.ts'
import { Page } from '#web/ui/page.tsx'
import { Waiting } from '#web/ui/waiting.tsx'
import { NotFoundPage } from './error-page.tsx'

export function ListingFormPage() {
  const { t } = useTranslation()
  const library = useLibrary()
  const { id } = useParams()
  const { pathname } = useLocation()
  const { viewer, isLoading } = useViewer()
  if (isLoading) return <Waiting />
  if (!viewer) return <Navigate to={`/sign-in?to=${encodeURIComponent(pathname)}`} replace />
  return (
    <Page title={t(id ? `listing.${library}.editTitle` : `listing.${library}.createTitle`)}>
      <ListingEditor key={id ?? 'new'} library={library} id={id ?? null} absent={<NotFoundPage />} />
    </Page>
  )
}

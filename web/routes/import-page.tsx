import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { libraries } from '#domain/listing.ts'
import { ImportWizard } from '#web/features/import/import-wizard.tsx'
import { Page } from '#web/ui/page.tsx'

export function ImportPage() {
  const { t } = useTranslation()
  const [address, setAddress] = useSearchParams()
  const library = libraries.find(candidate => candidate === address.get('library')) ?? 'demand'
  return (
    <Page title={t('importing.title')} lead={t('importing.lead')}>
      <ImportWizard library={library} onLibrary={chosen => setAddress({ library: chosen }, { replace: true })} />
    </Page>
  )
}

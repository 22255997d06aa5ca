import { useTranslation } from 'react-i18next'
import { OpenSearch } from '#web/features/listing/search/open-search.tsx'
import { Page } from '#web/ui/page.tsx'

export function SearchPage() {
  const { t } = useTranslation()
  return (
    <Page title={t('home.searchLabel')}>
      <OpenSearch />
    </Page>
  )
}

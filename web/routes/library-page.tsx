import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useViewer } from '#web/api/viewer.tsx'
import { mayCreate } from '#web/features/listing/may-create.ts'
import { SearchBrowser } from '#web/features/listing/search/search-browser.tsx'
import { libraryPaths, useLibrary } from '#web/ui/library.ts'
import { Page } from '#web/ui/page.tsx'

export function LibraryPage() {
  const { t } = useTranslation()
  const library = useLibrary()
  const { viewer } = useViewer()
  const navigate = useNavigate()
  return (
    <Page
      key={library}
      title={t(`listing.${library}.library`)}
      lead={t(`listing.${library}.lead`)}
      extra={
        mayCreate(viewer) && (
          <Button icon={<PlusOutlined />} onClick={() => navigate(`/${libraryPaths[library]}/new`)}>
            {t(`listing.${library}.create`)}
          </Button>
        )
      }
    >
      <SearchBrowser library={library} />
    </Page>
  )
}

import { ImportOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { LibraryBrowser } from '#web/features/listing/library-browser.tsx'
import { libraryPaths, useLibrary } from '#web/ui/library.ts'
import { Page } from '#web/ui/page.tsx'

export function MyListingsPage() {
  const { t } = useTranslation()
  const library = useLibrary()
  const navigate = useNavigate()
  return (
    <Page
      key={library}
      title={t(`listing.${library}.mine`)}
      extra={
        <>
          <Button icon={<ImportOutlined />} onClick={() => navigate(`/workbench/import?library=${library}`)}>
            {t('shell.nav.import')}
          </Button>
          <Button type="primary" icon={<PlusOutlined />} onClick={() => navigate(`/${libraryPaths[library]}/new`)}>
            {t(`listing.${library}.create`)}
          </Button>
        </>
      }
    >
      <LibraryBrowser library={library} />
    </Page>
  )
}

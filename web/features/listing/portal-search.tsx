/** One box over the three libraries. */
import { Input, Select, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { libraries } from '#domain/listing.ts'
import { emptyFilter, writeFilter } from '#web/ui/listing-filter.ts'
import { type Library, libraryPaths } from './library.ts'

export function PortalSearch() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [library, setLibrary] = useState<Library>('demand')
  const go = (search: string) =>
    navigate({
      pathname: `/${libraryPaths[library]}`,
      search: writeFilter({ ...emptyFilter, search: search.trim() }).toString(),
    })
  return (
    <search style={{ width: '100%', maxWidth: 720 }}>
      <Space.Compact block size="large">
        <Select
          aria-label={t('home.searchLabel')}
          value={library}
          onChange={setLibrary}
          options={libraries.map(value => ({ value, label: t(`listing.${value}.one`) }))}
          style={{ width: 104 }}
        />
        <Input.Search
          enterButton={t('home.go')}
          maxLength={200}
          aria-label={t(`listing.${library}.searchHint`)}
          placeholder={t(`listing.${library}.searchHint`)}
          onSearch={go}
        />
      </Space.Compact>
    </search>
  )
}

/** The one search box over the three libraries, on every page. On a phone it is a page of its own. */
import { SearchOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { maxSearchChars } from '#domain/matching/check-search.ts'

export function HeaderSearch({ isNarrow }: { isNarrow: boolean }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  if (isNarrow)
    return (
      <Button
        type="text"
        icon={<SearchOutlined />}
        aria-label={t('home.searchLabel')}
        onClick={() => navigate('/search')}
      />
    )
  return (
    <search style={{ width: 220, display: 'flex' }}>
      <Input.Search
        allowClear
        maxLength={maxSearchChars}
        aria-label={t('home.searchLabel')}
        placeholder={t('home.searchLabel')}
        onSearch={typed => {
          const text = typed.trim()
          if (text !== '') navigate(`/search?${new URLSearchParams({ q: text })}`)
        }}
      />
    </search>
  )
}

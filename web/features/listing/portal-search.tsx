/** One box over the three libraries. */
import { Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { maxSearchChars } from '#domain/matching/check-search.ts'

export function PortalSearch() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const go = (typed: string) => {
    const text = typed.trim()
    navigate(text === '' ? '/achievements' : `/search?${new URLSearchParams({ q: text })}`)
  }
  return (
    <search style={{ display: 'block', width: '100%', maxWidth: 720 }}>
      <Input.Search
        size="large"
        enterButton={t('home.go')}
        maxLength={maxSearchChars}
        aria-label={t('home.searchLabel')}
        placeholder={t('home.searchHint')}
        onSearch={go}
      />
    </search>
  )
}

/** The box in which words are typed; what counts is what stands in the address. Enter searches. */
import { Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { maxSearchChars } from '#domain/matching/check-search.ts'

interface SearchBarProps {
  text: string
  hint: string
  onSearch(text: string): void
}

export function SearchBar({ text, hint, onSearch }: SearchBarProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(text)
  const [shown, setShown] = useState(text)
  if (shown !== text) {
    // The address changed under us (back button): it is right.
    setShown(text)
    setTyped(text)
  }
  return (
    <search style={{ flex: '1 1 280px', minWidth: 0 }}>
      <Input.Search
        allowClear
        enterButton={t('common.search')}
        aria-label={hint}
        placeholder={hint}
        maxLength={maxSearchChars}
        value={typed}
        onChange={event => setTyped(event.target.value)}
        onSearch={search => onSearch(search.trim())}
      />
    </search>
  )
}

/** 疑似重复: entries that may be the same, for their owner and the bureau, and for whoever is writing one. */
import { Alert, Flex, Tag, Typography } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useQuery } from 'urql'
import type { Library } from '#domain/listing.ts'
import { libraryWords, nameOf, pathOf } from '#web/ui/library.ts'
import { OwnerName } from '#web/ui/result-row.tsx'
import { type Duplicate, draftDuplicatesQuery, duplicatesQuery } from './duplicate-documents.ts'

interface DuplicateAlertProps {
  title: string
  hint: string
  duplicates: readonly Duplicate[]
  /** Somebody is writing: what they look up must not cost them their text. */
  isNewTab?: boolean
}

function DuplicateAlert({ title, hint, duplicates, isNewTab = false }: DuplicateAlertProps) {
  const { t } = useTranslation()
  if (duplicates.length === 0) return null
  return (
    <Alert
      type="warning"
      showIcon
      title={title}
      description={
        <Flex vertical gap={4}>
          <span>{hint}</span>
          {duplicates.map(({ listing, similarity, isOwn }) => (
            <Flex key={listing.id} wrap gap="2px 12px">
              <Link to={pathOf(listing)} {...(isNewTab && { target: '_blank', rel: 'noopener' })}>
                <bdi>{nameOf(listing)}</bdi>
              </Link>
              {isOwn ? <Tag>{t('duplicate.own')}</Tag> : <OwnerName owner={listing.organisation} />}
              <Typography.Text type="secondary">
                {t('duplicate.similarity', { percent: `${Math.round(similarity * 100)}%` })}
              </Typography.Text>
            </Flex>
          ))}
        </Flex>
      }
    />
  )
}

/** Nothing where nothing is alike, or where the viewer is not told. */
export function DuplicateNotice({ id }: { id: string }) {
  const { t } = useTranslation()
  const [{ data }] = useQuery({ query: duplicatesQuery, variables: { id }, requestPolicy: 'cache-and-network' })
  const report = data?.possibleDuplicates
  if (report?.__typename !== 'DuplicateReport') return null
  return <DuplicateAlert title={t('duplicate.title')} hint={t('duplicate.hint')} duplicates={report.duplicates} />
}

/** What a listing is compared by. */
export interface Likeness {
  title: string
  text: string
}

const restMs = 800
const minTitleChars = 4
/** The server compares the beginning only; a long text need not travel whole with every pause. */
const maxTextChars = 4_000

/** The value once it has rested: nobody is asked with every key. */
function useRested<T>(value: T): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), restMs)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}

interface DraftDuplicatesProps {
  library: Library
  likeness: Likeness
  /** Of the entry that is being edited. */
  exceptId: string | null
}

export function DraftDuplicates({ library, likeness, exceptId }: DraftDuplicatesProps) {
  const { t } = useTranslation()
  const title = useRested(likeness.title.trim())
  const text = useRested(likeness.text.slice(0, maxTextChars))
  const isShort = library !== 'expert' && title.length < minTitleChars
  const [{ data }] = useQuery({
    query: draftDuplicatesQuery,
    variables: { library: libraryWords[library], title, text, exceptId },
    pause: title === '' || isShort,
  })
  const report = data?.possibleDuplicatesOfDraft
  if (report?.__typename !== 'DuplicateReport' || isShort) return null
  return (
    <DuplicateAlert
      isNewTab
      title={t('duplicate.draftTitle')}
      hint={t('duplicate.draftHint')}
      duplicates={report.duplicates}
    />
  )
}

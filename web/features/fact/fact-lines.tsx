/** What a fact says, field by field, as a person reads it. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { type KeptField, keptFieldsOf } from '#domain/subsidy/facts/kept-fields.ts'
import { Amount } from '#web/ui/amount-text.tsx'
import { Instant } from '#web/ui/moment.tsx'
import type { Fact } from '#web/ui/result-row.tsx'
import type { SubsidyFact } from './fact-documents.ts'
import { tableOf, useFactWords } from './fact-words.ts'

function useValue(names: ReadonlyMap<string, string>) {
  const { t } = useTranslation()
  const { wordOf } = useFactWords()
  return (field: KeptField | null, value: unknown): ReactNode => {
    if (typeof value === 'boolean') return t(value ? 'common.yes' : 'common.no')
    if (field?.type === 'money') return <Amount fen={Number(value)} />
    if (Array.isArray(value))
      return value.length > 0
        ? value.map(part => wordOf(String(part))).join(t('listing.listSeparator'))
        : t('fact.noTags')
    if (typeof value !== 'string') return String(value)
    return <bdi>{names.get(value) ?? wordOf(value)}</bdi>
  }
}

function Proof({ fact }: { fact: SubsidyFact }) {
  return (
    <>
      {fact.source && <bdi>{fact.source} </bdi>}
      {fact.evidence && (
        <a href={fact.evidence.url} download title={fact.evidence.sha256}>
          <bdi>{fact.evidence.name}</bdi>
        </a>
      )}
    </>
  )
}

/** Who or what it is about, and its lines. */
export function useFactLines(fact: SubsidyFact): { subject: string; lines: Fact[] } {
  const { t } = useTranslation()
  const { titleOf } = useFactWords()
  const shownAs = useValue(new Map(fact.references.map(({ id, name }) => [id, name])))
  const content = fact.fields as Record<string, unknown>
  const named = ['holderId', 'teamId', 'organisationId', 'ownerId'].find(name => name in content)
  const subject = fact.holderName ?? fact.contractTitle ?? fact.projectTitle ?? ''
  const { more, ...fields } = content
  const said = keptFieldsOf(tableOf(fact.table)).flatMap(field =>
    field.name in fields && field.name !== named && field.name !== 'id'
      ? [{ label: titleOf(field), value: shownAs(field, fields[field.name]) }]
      : [],
  )
  const own = Object.entries((more ?? {}) as Record<string, unknown>).map(([label, value]) => ({
    label,
    value: shownAs(null, value),
  }))
  return {
    subject,
    lines: [
      ...said,
      ...own,
      { label: t('fact.proof'), value: <Proof fact={fact} /> },
      {
        label: t('fact.recordedBy'),
        value: (
          <>
            {fact.bureauName} {fact.recordedByName} <Instant at={fact.recordedAt} />
          </>
        ),
      },
    ],
  }
}

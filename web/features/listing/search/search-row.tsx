/** A hit of a search: the row of its library, with the words marked where they stand. */
import { Typography } from 'antd'
import { useTranslation } from 'react-i18next'
import { MarkedText } from '#web/ui/marked-text.tsx'
import { AchievementRow, DemandRow, ExpertRow, type Marks } from '../listing-rows.tsx'
import type { SearchHit } from './search-documents.ts'

/** The field whose stretch stands in the place of the lead, and how the others are called. */
const leadFields = ['summary', 'problem', 'researchDirections'] as const
const fieldWords = {
  advantages: 'listing.advantages',
  keywords: 'listing.keywords',
  background: 'listing.background',
  indicators: 'listing.indicators',
  disciplines: 'listing.disciplines',
  summary: 'listing.summary',
  unit: 'listing.unit',
  completingUnits: 'listing.completingUnits',
} as const

type KnownField = keyof typeof fieldWords
const isKnown = (field: string): field is KnownField => field in fieldWords
const shownOthers = 2

function useMarks({ highlights }: SearchHit): Marks {
  const { t } = useTranslation()
  const marked = (field: string | undefined) => {
    const highlight = highlights.find(entry => entry.field === field)
    return highlight && <MarkedText text={highlight.text} spans={highlight.spans} />
  }
  const leadField = leadFields.find(field => highlights.some(entry => entry.field === field))
  const others = highlights.filter(({ field }) => isKnown(field) && field !== leadField).slice(0, shownOthers)
  return {
    title: marked('title') ?? marked('name'),
    lead: marked(leadField),
    more: others.map(({ field, text, spans }) => (
      <div key={field} style={{ marginTop: 4, overflowWrap: 'anywhere' }}>
        <Typography.Text type="secondary">{isKnown(field) && t(fieldWords[field])}：</Typography.Text>
        <MarkedText text={text} spans={spans} />
      </div>
    )),
  }
}

export function SearchRow({ hit }: { hit: SearchHit }) {
  const marks = useMarks(hit)
  const { listing } = hit
  if (listing.__typename === 'Demand') return <DemandRow item={listing} scope="PUBLIC" marks={marks} />
  if (listing.__typename === 'Achievement') return <AchievementRow item={listing} scope="PUBLIC" marks={marks} />
  return <ExpertRow item={listing} scope="PUBLIC" marks={marks} />
}

/** Where the words that were looked for stand in a listing, for the screen to mark. Only public texts are looked at. */
import type { Library } from '#domain/listing.ts'
import { bestSentences, highlightSpans, type Span } from '#domain/matching/text/highlight.ts'
import { placeText } from '#domain/matching/text/tokens.ts'
import type { ListingView } from '../listing/listing-view.ts'

export interface Highlight {
  /** Name of the listing's field. */
  field: string
  /** The field's text; of a long one the sentence that says most of what was looked for. */
  text: string
  /** In UTF-16 units of `text`, in order, apart from each other. */
  spans: Span[]
}

/** The texts and names that the index reads, in the order in which a reader meets them. */
const highlighted = {
  achievement: ['title', 'summary', 'advantages', 'keywords', 'completingUnits'],
  demand: ['title', 'problem', 'background', 'indicators'],
  expert: ['name', 'unit', 'researchDirections', 'disciplines', 'summary'],
} as const satisfies Record<Library, readonly string[]>

/** A title is never longer than this. */
const wholeChars = 200

export function highlightListing(library: Library, view: ListingView<Library>, words: readonly string[]): Highlight[] {
  const row: Record<string, unknown> = { ...view }
  const wanted = wordsToMark(words)
  return highlighted[library].flatMap(field => {
    const marked = mark(textOf(row[field]), wanted)
    return marked.spans.length > 0 ? [{ field, ...marked }] : []
  })
}

/** Lists are read as one text, as the index reads them; of an indicator its name. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (!Array.isArray(value)) return ''
  return value.map(item => (typeof item === 'string' ? item : String(item?.name ?? ''))).join('；')
}

/** A lone Chinese character is no word of a text; it was looked for as the words it is in. */
function wordsToMark(words: readonly string[]): { has(word: string): boolean } {
  const whole = new Set(words)
  const lone = words.filter(word => /^\p{Script=Han}$/u.test(word))
  return { has: word => whole.has(word) || lone.some(character => word.includes(character)) }
}

function mark(text: string, wanted: { has(word: string): boolean }): Omit<Highlight, 'field'> {
  if (text.length <= wholeChars) return { text, spans: highlightSpans(text, wanted) }
  const placed = placeText(text)
  const weights = new Map(placed.words.flatMap(({ word }) => (wanted.has(word) ? [[word, 1] as const] : [])))
  const [best] = bestSentences(placed, weights, 1)
  if (!best) return { text: '', spans: [] }
  const [head, tail] = [best.start > 0 ? '…' : '', best.end < text.length ? '…' : '']
  const spans = best.spans.map(({ start, end }) => ({ start: start + head.length, end: end + head.length }))
  return { text: `${head}${best.text}${tail}`, spans }
}

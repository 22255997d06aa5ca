/** Text cut at the places that are to be marked. */
import type { Span } from '#domain/matching/text/highlight.ts'

export interface Piece {
  text: string
  isMarked: boolean
}

/** The text in pieces, in order and whole; a span that lies outside the text or behind its predecessor is left out. */
export function cutAtSpans(text: string, spans: readonly Span[]): Piece[] {
  const pieces: Piece[] = []
  let place = 0
  for (const { start, end } of spans) {
    if (start < place || end <= start || end > text.length) continue
    if (start > place) pieces.push({ text: text.slice(place, start), isMarked: false })
    pieces.push({ text: text.slice(start, end), isMarked: true })
    place = end
  }
  if (place < text.length) pieces.push({ text: text.slice(place), isMarked: false })
  return pieces
}

/** Text cut at the places that are to be marked. */

export interface Span {
  /** UTF-16 units. */
  start: number
  end: number
}

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

const isLatin = (char: string | undefined) => char !== undefined && /[a-z\d]/i.test(char)

/** Where words stand in a text, whatever their case; a Latin word only as a whole. Touching places are one. */
export function spansOfWords(text: string, words: readonly string[]): Span[] {
  // Lower case of a few letters is longer than the letter; then the places would be wrong.
  const lowered = text.toLowerCase()
  const searched = lowered.length === text.length ? lowered : text
  const found: Span[] = []
  for (const word of words) {
    const sought = word.toLowerCase()
    if (sought === '') continue
    for (let start = searched.indexOf(sought); start >= 0; start = searched.indexOf(sought, start + 1)) {
      const end = start + sought.length
      const isPart =
        (isLatin(sought[0]) && isLatin(searched[start - 1])) || (isLatin(sought.at(-1)) && isLatin(searched[end]))
      if (!isPart) found.push({ start, end })
    }
  }
  found.sort((a, b) => a.start - b.start || a.end - b.end)
  const merged: Span[] = []
  for (const { start, end } of found) {
    const last = merged.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else merged.push({ start, end })
  }
  return merged
}

/**
 * Where matched words stand in a text as it was written, and the sentences that say most of them. Folding may change
 * lengths, so places come from {@link placedWords}, which knows the original. Runs in the browser too.
 */
import { type PlacedText, placedWords } from './tokens.ts'

/** A stretch of a text in UTF-16 units. */
export interface Span {
  start: number
  end: number
}

/** Not overlapping, in order; what overlaps or touches (氮化 + 化硼) is one. Only the first 20,000 characters are read. */
export function highlightSpans(text: string, words: { has: (word: string) => boolean }): Span[] {
  return mergeSpans(placedWords(text).filter(({ word }) => words.has(word)))
}

function mergeSpans(places: readonly Span[]): Span[] {
  const merged: Span[] = []
  for (const { start, end } of places.toSorted((a, b) => a.start - b.start)) {
    const last = merged.at(-1)
    if (last && start <= last.end) last.end = Math.max(last.end, end)
    else merged.push({ start, end })
  }
  return merged
}

export interface Excerpt extends Span {
  /** The text from `start` to `end`, unchanged. */
  text: string
  /** Within the excerpt. */
  spans: Span[]
  /** Whether the sentence goes on before or after. */
  isCutBefore: boolean
  isCutAfter: boolean
}

/** An excerpt is no longer than this, but for half a character at each end. */
export const maxExcerptChars = 80
/** Kept around the hits of a sentence that is cut. */
const contextChars = 12

/**
 * The sentences with most of the weight, in the order of the text, at most `max`. A word counts once: a sentence that
 * only repeats what a better one says comes after one that says something new, and one without any is not returned.
 */
export function bestSentences(
  { text, words }: PlacedText,
  weights: ReadonlyMap<string, number>,
  max: number,
): Excerpt[] {
  const hits = words.filter(({ word, start, end }) => weights.has(word) && end - start <= maxExcerptChars)
  const sentences = sentencesOf(text, hits)
  const chosen: Excerpt[] = []
  const said = new Set<string>()
  while (chosen.length < max) {
    let best: Sentence | null = null
    let bestWeight = 0
    for (const sentence of sentences) {
      const weight = sum(sentence.words, word => (said.has(word) ? 0 : (weights.get(word) ?? 0)))
      if (weight > bestWeight) [best, bestWeight] = [sentence, weight]
    }
    if (!best) break
    for (const word of best.words) said.add(word)
    chosen.push(excerptOf(text, best, weights))
  }
  return chosen.sort((a, b) => a.start - b.start)
}

interface Hit extends Span {
  word: string
}

interface Sentence extends Span {
  hits: Hit[]
  words: ReadonlySet<string>
}

const sentenceEnd = /[。！？!?；;\n\r]+|\.(?=\s)/g

/** Sentences that hold hits, without the blanks around them. */
function sentencesOf(text: string, hits: readonly Hit[]): Sentence[] {
  const sentences: Sentence[] = []
  let next = 0
  for (const { start, end } of boundsOfSentences(text, hits.at(-1)?.end ?? 0)) {
    const within: Hit[] = []
    for (let hit = hits[next]; hit && hit.start < end; hit = hits[++next]) within.push(hit)
    if (within.length > 0) sentences.push({ start, end, hits: within, words: new Set(within.map(({ word }) => word)) })
  }
  return sentences
}

function boundsOfSentences(text: string, until: number): Span[] {
  const bounds: Span[] = []
  let start = 0
  for (const { index, 0: sign } of text.slice(0, until + maxExcerptChars).matchAll(sentenceEnd)) {
    bounds.push({ start, end: index + sign.length })
    start = index + sign.length
  }
  return [...bounds, { start, end: text.length }]
}

/** The whole sentence when it is short, else the stretch of it with most weight. */
function excerptOf(text: string, sentence: Sentence, weights: ReadonlyMap<string, number>): Excerpt {
  const whole = withHits(trim(text, sentence), sentence.hits)
  const kept = whole.end - whole.start <= maxExcerptChars ? whole : cutAround(text, whole, sentence.hits, weights)
  const inside = sentence.hits.filter(({ start, end }) => start >= kept.start && end <= kept.end)
  return {
    ...kept,
    text: text.slice(kept.start, kept.end),
    spans: mergeSpans(inside).map(({ start, end }) => ({ start: start - kept.start, end: end - kept.start })),
    isCutBefore: kept.start > whole.start,
    isCutAfter: kept.end < whole.end,
  }
}

/** A mark may be set on the very sign that ends a sentence: what was found there still belongs to it. */
function withHits({ start, end }: Span, hits: readonly Hit[]): Span {
  return {
    start: hits.reduce((least, hit) => Math.min(least, hit.start), start),
    end: hits.reduce((most, hit) => Math.max(most, hit.end), end),
  }
}

function trim(text: string, { start, end }: Span): Span {
  const sentence = text.slice(start, end)
  const from = start + (sentence.length - sentence.trimStart().length)
  return { start: from, end: Math.max(from, start + sentence.trimEnd().length) }
}

function cutAround(text: string, whole: Span, hits: readonly Hit[], weights: ReadonlyMap<string, number>): Span {
  const room = maxExcerptChars - 2 * contextChars
  let best: Span = hits[0] ?? whole
  let bestWeight = -1
  let first = 0
  let weight = 0
  for (const [last, hit] of hits.entries()) {
    weight += weights.get(hit.word) ?? 0
    for (let from = hits[first]; from && first < last && hit.end - from.start > room; from = hits[++first])
      weight -= weights.get(from.word) ?? 0
    if (weight > bestWeight) [best, bestWeight] = [{ start: hits[first]?.start ?? hit.start, end: hit.end }, weight]
  }
  const spare = Math.max(0, maxExcerptChars - (best.end - best.start))
  const start = Math.max(whole.start, best.start - Math.min(contextChars, spare))
  const end = Math.min(whole.end, Math.max(best.end, start + maxExcerptChars))
  return { start: wholeCharacter(text, start, -1), end: wholeCharacter(text, end, 1) }
}

/** A character of two units is not cut in half. */
function wholeCharacter(text: string, at: number, step: 1 | -1): number {
  const isTail = (text.charCodeAt(at) & 0xfc00) === 0xdc00 && (text.charCodeAt(at - 1) & 0xfc00) === 0xd800
  return isTail ? at + step : at
}

function sum<T>(items: Iterable<T>, value: (item: T) => number): number {
  let total = 0
  for (const item of items) total += value(item)
  return total
}

/**
 * Chinese typed as pinyin: "danhuapeng", "dan hua peng", "dhp", "高wen". What was typed becomes a row of characters,
 * syllables or first letters; words of the index that fit two neighbours are chained where their middle characters
 * agree, and ranked by the listings that hold them all. Bounds: {@link maxElements} places, {@link maxSplits} ways to
 * split, {@link beamWidth} chains kept and 512 words looked at for each place, {@link maxCounted} phrases
 * counted along {@link maxLookedAt} listings.
 */
import { fold } from '../text/fold.ts'
import { charactersOf, readingKey, type Vocabulary } from './vocabulary.ts'

export interface PinyinSuggestion {
  text: string
  /** Listings that hold all its pairs of characters: at least those that hold it as a whole. */
  frequency: number
}

/** One place of a phrase: a character that was typed, a whole syllable, or the beginning of one. */
export type Element = { kind: 'character' | 'syllable' | 'beginning'; value: string }

export const maxElements = 12
const maxSplits = 12
const beamWidth = 64
/** Phrases whose listings are counted, and listings of their rarest pairs that are looked at for it. */
const maxCounted = 64
export const maxLookedAt = 2_000_000
const maxSuggestions = 8
const maxInputChars = 60

/** Chinese phrases of the index that the input may stand for, the best first; none when it is no pinyin. */
export function suggestByPinyin(input: string, vocabulary: Vocabulary): PinyinSuggestion[] {
  const folded = fold(input.slice(0, maxInputChars)).trim()
  if (!/[a-z]/.test(folded) || !/^[a-z'\s\p{Script=Han}]+$/u.test(folded)) return []
  const found = new Map<string, Chain>()
  for (const elements of readElements(folded, vocabulary))
    for (const phrase of chain(elements, vocabulary)) found.set(phrase.text, phrase)
  return rankPhrases([...found.values()], vocabulary)
}

/**
 * By the listings that hold the whole phrase, and by how much of its rarest pair that is: 氮化硼 is nearly every 化硼,
 * 动和平 is hardly any 和平. A phrase is counted no further than until it is sure that it is not among the best.
 */
export function rankPhrases(phrases: readonly Chain[], { together }: Vocabulary): PinyinSuggestion[] {
  const best: (PinyinSuggestion & { weight: number })[] = []
  const frequentFirst = byCohesion(phrases)
    .slice(0, maxCounted)
    .sort((a, b) => b.rarest - a.rarest)
  let lookedAt = 0
  for (const { text, words, rarest } of frequentFirst) {
    const leastWeight = best[maxSuggestions - 1]?.weight ?? 0
    // No phrase is held by more than its rarest pair, so neither this one nor those after it weigh more than that.
    if (rarest < leastWeight) break
    const mustCount = words.length > 1
    if (mustCount && lookedAt + rarest > maxLookedAt) continue
    if (mustCount) lookedAt += rarest
    // Less than the root by far more than it is inexact, so that equal weights are counted to the end.
    const least = Math.max(1, Math.floor(Math.sqrt(leastWeight * rarest) - 1e-6))
    const frequency = mustCount ? Math.min(rarest, together(words, least)) : rarest
    if (frequency === 0) continue
    best.push({ text, frequency, weight: frequency ** 2 / rarest })
    best.sort((a, b) => b.weight - a.weight || (a.text < b.text ? -1 : 1))
    best.splice(maxSuggestions)
  }
  return best.map(({ text, frequency }) => ({ text, frequency }))
}

function byCohesion(phrases: readonly Chain[]): Chain[] {
  return phrases.toSorted((a, b) => b.cohesion - a.cohesion || (a.text < b.text ? -1 : 1))
}

/** All ways to read the input that are bounded; whole syllables before first letters, which only stand alone. */
function readElements(folded: string, vocabulary: Vocabulary): Element[][] {
  const parts = folded.match(/[a-z]+|\p{Script=Han}/gu) ?? []
  let ways: Element[][] = [[]]
  for (const [i, part] of parts.entries()) {
    const isLast = i === parts.length - 1
    const readings: Element[][] = /^[a-z]/.test(part)
      ? splitSyllables(part, isLast, vocabulary)
      : [[{ kind: 'character', value: part }]]
    ways = ways.flatMap(way => readings.map(reading => [...way, ...reading])).slice(0, maxSplits)
  }
  const whole = ways.filter(way => way.length >= 2 && way.length <= maxElements)
  return whole.length > 0 ? whole : readInitials(folded, vocabulary)
}

/** "dhp": first letters only. A word that the index has as it is (led, cad) is meant as it is. */
function readInitials(folded: string, { frequency }: Vocabulary): Element[][] {
  const letters = folded.replace(/[\s']/g, '')
  const isReading = /^[a-z]{2,12}$/.test(letters) && frequency(letters) === 0
  return isReading ? [Array.from(letters, value => ({ kind: 'beginning' as const, value }))] : []
}

/** Splits of a row of letters into syllables, those with the fewest first; the last may be unfinished. */
function splitSyllables(letters: string, mayBreakOff: boolean, { syllables }: Vocabulary): Element[][] {
  /** By position: the ways to get there. */
  const ways: Element[][][] = Array.from({ length: letters.length + 1 }, () => [])
  ways[0] = [[]]
  for (let from = 0; from < letters.length; from++) {
    const arrived = byLength(ways[from] ?? []).slice(0, maxSplits)
    if (arrived.length === 0) continue
    for (let length = 1; length <= 6 && from + length <= letters.length; length++) {
      const value = letters.slice(from, from + length)
      const isEnd = from + length === letters.length
      const kind = syllables.has(value) ? 'syllable' : isEnd && mayBreakOff && from > 0 ? 'beginning' : null
      if (kind === null || (kind === 'beginning' && !isBeginning(value, syllables))) continue
      ways[from + length]?.push(...arrived.map(way => [...way, { kind, value } satisfies Element]))
    }
  }
  return byLength(ways[letters.length] ?? []).slice(0, maxSplits)
}

function byLength(ways: Element[][]): Element[][] {
  return ways.toSorted((a, b) => a.length - b.length)
}

function isBeginning(value: string, syllables: ReadonlySet<string>): boolean {
  for (const syllable of syllables) if (syllable.startsWith(value)) return true
  return false
}

/** A phrase of pairs, each of which occurs. */
export interface Chain {
  text: string
  words: readonly string[]
  /** Frequency of the rarest word. */
  rarest: number
  /** Product of the cohesion of its words. */
  cohesion: number
}

/** Phrases along the elements, each pair of neighbours a word of the index; those that hold together best. */
export function chain(elements: readonly Element[], vocabulary: Vocabulary): Chain[] {
  const [first, second] = elements
  if (!first || !second) return []
  let phrases = pairs(first, second, vocabulary)
  for (let i = 2; i < elements.length && phrases.length > 0; i++) {
    const [before, at] = [elements[i - 1], elements[i]]
    if (!before || !at) break
    const next = byHead(pairs(before, at, vocabulary))
    phrases = byCohesion(
      byCohesion(phrases)
        .slice(0, beamWidth)
        .flatMap(phrase => prolong(phrase, next)),
    ).slice(0, maxCounted)
  }
  return phrases
}

function byHead(pairs: readonly Chain[]): Map<string, Chain[]> {
  const heads = new Map<string, Chain[]>()
  for (const pair of pairs) {
    const [head] = charactersOf(pair.text)
    const known = heads.get(head)
    if (known) known.push(pair)
    else heads.set(head, [pair])
  }
  return heads
}

function prolong(phrase: Chain, next: ReadonlyMap<string, readonly Chain[]>): Chain[] {
  const tail = charactersOf(phrase.words.at(-1) ?? '')[1]
  return (next.get(tail) ?? []).map(pair => ({
    text: phrase.text + charactersOf(pair.text)[1],
    words: [...phrase.words, pair.text],
    rarest: Math.min(phrase.rarest, pair.rarest),
    cohesion: phrase.cohesion * pair.cohesion,
  }))
}

/** Words of two characters that fit two elements, with their frequency now; at most 512. */
function pairs(first: Element, second: Element, vocabulary: Vocabulary): Chain[] {
  return candidates(first, second, vocabulary).flatMap(text => {
    const [a, b] = charactersOf(text)
    if (!fits(a, first, vocabulary) || !fits(b, second, vocabulary)) return []
    const rarest = vocabulary.frequency(text)
    return rarest === 0 ? [] : [{ text, words: [text], rarest, cohesion: vocabulary.cohesion(text, rarest) }]
  })
}

function candidates(first: Element, second: Element, vocabulary: Vocabulary): readonly string[] {
  if (first.kind === 'character' && second.kind === 'character') return [first.value + second.value]
  if (first.kind === 'character') return vocabulary.byFirst.get(first.value) ?? []
  if (second.kind === 'character') return vocabulary.bySecond.get(second.value) ?? []
  const [a, b] = [first.value, second.value]
  const key =
    first.kind === 'beginning'
      ? readingKey(a.charAt(0), b.charAt(0))
      : readingKey(a, second.kind === 'syllable' ? b : b.charAt(0))
  return vocabulary.byReading.get(key) ?? []
}

function fits(char: string, { kind, value }: Element, { readingsOf }: Vocabulary): boolean {
  if (kind === 'character') return char === value
  const readings = readingsOf(char)
  return readings.some(reading => (kind === 'syllable' ? reading === value : reading.startsWith(value)))
}

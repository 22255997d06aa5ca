/**
 * "Did you mean": words of a query that stand nowhere in the index, put right by words that do. Latin words by one or
 * two letters, Chinese by a character that sounds the same, or by any one character between two that fit. Bounds: a
 * query of {@link maxQueryChars} characters, {@link maxChanges} changes, 512 candidates a place, and the words of
 * five lengths for a Latin word.
 */
import { fold } from '../text/fold.ts'
import { chain, type Element } from './pinyin-input.ts'
import type { Vocabulary } from './vocabulary.ts'

export interface Correction {
  /** The whole query, folded, with the changes in it. */
  text: string
  changes: { from: string; to: string }[]
}

const maxQueryChars = 64
const maxChanges = 4

/** A query that finds more, or null when every word occurs or nothing better is known. */
export function didYouMean(query: string, vocabulary: Vocabulary): Correction | null {
  const folded = fold(query.slice(0, maxQueryChars + 1))
  if (folded.length > maxQueryChars) return null
  const changes: Correction['changes'] = []
  const text = folded.replace(/[\p{L}\p{N}\p{M}]+/gu, word =>
    word.replace(/\p{Script=Han}{2,}|^[a-z]{4,}$/gu, stretch => {
      if (changes.length >= maxChanges) return stretch
      const better = /^[a-z]/.test(stretch) ? correctLatin(stretch, vocabulary) : correctChinese(stretch, vocabulary)
      if (better !== stretch) changes.push({ from: stretch, to: better })
      return better
    }),
  )
  return changes.length === 0 ? null : { text, changes }
}

function correctLatin(word: string, { frequency, latinByLength }: Vocabulary): string {
  if (frequency(word) > 0) return word
  const maxEdits = word.length >= 8 ? 2 : 1
  const letters = letterSet(word)
  let best = { word, edits: maxEdits + 1, frequency: 0 }
  for (let length = word.length - maxEdits; length <= word.length + maxEdits; length++)
    for (const candidate of latinByLength.get(length) ?? []) {
      // Each edit changes at most two letters of the set: most candidates end here.
      if (bitCount(letters ^ letterSet(candidate)) > 2 * maxEdits) continue
      const edits = editDistance(word, candidate, best.edits)
      if (edits > best.edits || edits > maxEdits) continue
      const found = frequency(candidate)
      if (found > 0 && (edits < best.edits || found > best.frequency))
        best = { word: candidate, edits, frequency: found }
    }
  return best.word
}

function letterSet(word: string): number {
  let set = 0
  for (let i = 0; i < word.length; i++) set |= 1 << (word.charCodeAt(i) - 97)
  return set
}

function bitCount(set: number): number {
  let count = 0
  for (let rest = set; rest !== 0; rest &= rest - 1) count++
  return count
}

/** Insertions, deletions, substitutions and swaps of neighbours; anything above `limit` is only "more". */
export function editDistance(a: string, b: string, limit: number): number {
  let twoBefore: number[] = []
  let before = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1]
      let least = Math.min((before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (before[j - 1] ?? 0) + (isSame ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (twoBefore[j - 2] ?? 0) + 1)
      row.push(least)
    }
    if (Math.min(...row) > limit) return limit + 1
    twoBefore = before
    before = row
  }
  return before[b.length] ?? 0
}

function correctChinese(stretch: string, vocabulary: Vocabulary): string {
  let chars = Array.from(stretch)
  for (let round = 0; round < maxChanges; round++) {
    const at = firstUnknown(chars, vocabulary)
    if (at === -1) return chars.join('')
    const better = bestSubstitution(chars, [at, at + 1], vocabulary)
    if (better === null) return soundsLike(stretch, vocabulary)
    chars = better
  }
  return firstUnknown(chars, vocabulary) === -1 ? chars.join('') : stretch
}

function firstUnknown(chars: readonly string[], { frequency }: Vocabulary): number {
  return chars.findIndex((char, i) => i + 1 < chars.length && frequency(char + (chars[i + 1] ?? '')) === 0)
}

interface Substitution {
  chars: string[]
  isHomophone: boolean
  frequency: number
}

/** One character changed so that both pairs it stands in occur; one that sounds the same before any other. */
function bestSubstitution(
  chars: readonly string[],
  places: readonly number[],
  vocabulary: Vocabulary,
): string[] | null {
  let best: Substitution | null = null
  for (const place of places)
    for (const char of substitutes(chars, place, vocabulary)) {
      const isHomophone = soundsSame(char, chars[place] ?? '', vocabulary)
      const isBetween = place > 0 && place + 1 < chars.length
      if (!isHomophone && !isBetween) continue
      const changed = chars.with(place, char)
      const frequency = rarest(changed, place, vocabulary)
      const isBetter = best === null || (isHomophone !== best.isHomophone ? isHomophone : frequency > best.frequency)
      if (frequency > 0 && isBetter) best = { chars: changed, isHomophone, frequency }
    }
  return best?.chars ?? null
}

function substitutes(chars: readonly string[], place: number, { byFirst, bySecond }: Vocabulary): string[] {
  const [before, after] = [chars[place - 1], chars[place + 1]]
  const words = before === undefined ? (bySecond.get(after ?? '') ?? []) : (byFirst.get(before) ?? [])
  return words.map(word => Array.from(word)[before === undefined ? 0 : 1] ?? '')
}

function soundsSame(a: string, b: string, { readingsOf }: Vocabulary): boolean {
  const readings = readingsOf(b)
  return a !== b && readingsOf(a).some(reading => readings.includes(reading))
}

/** The rarest of the pairs that the character at `place` stands in. */
function rarest(chars: readonly string[], place: number, { frequency }: Vocabulary): number {
  const [before, char = '', after] = [chars[place - 1], chars[place], chars[place + 1]]
  return Math.min(
    before === undefined ? Number.POSITIVE_INFINITY : frequency(before + char),
    after === undefined ? Number.POSITIVE_INFINITY : frequency(char + after),
  )
}

const maxSoundsLikeChars = 8

/** The whole stretch written by ear: the phrase of the index that sounds the same. */
function soundsLike(stretch: string, vocabulary: Vocabulary): string {
  const chars = Array.from(stretch)
  const elements = chars.flatMap((char): Element[] => {
    const [reading] = vocabulary.readingsOf(char)
    return reading === undefined ? [] : [{ kind: 'syllable', value: reading }]
  })
  if (elements.length !== chars.length || chars.length > maxSoundsLikeChars) return stretch
  return chain(elements, vocabulary)[0]?.text ?? stretch
}

/**
 * "Did you mean": words of a query that stand nowhere in the index, put right by words that do. Latin words by one or
 * two letters, Chinese by a character that sounds the same, or by any one character between two that fit. Bounds: a
 * query of {@link maxQueryChars} characters, {@link maxChanges} changes, 512 candidates a place, and the words of
 * five lengths for a Latin word.
 */
import { fold } from '../text/fold.ts'
import { chain, type Element, rankPhrases } from './pinyin-input.ts'
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

/** Pairs that occur nowhere are mended one by one; where most of them do not, the stretch was written by ear. */
function correctChinese(stretch: string, vocabulary: Vocabulary): string {
  const given = Array.from(stretch)
  const unknown = given.filter((_, i) => isUnknown(given, i, vocabulary)).length
  if (unknown === 0) return stretch
  let chars: readonly string[] = given
  for (let i = 0; i + 1 < chars.length; i++)
    if (isUnknown(chars, i, vocabulary)) chars = bestSubstitution(chars, [i, i + 1], vocabulary) ?? chars
  const left = chars.filter((_, i) => isUnknown(chars, i, vocabulary)).length
  if (left > 0 && 2 * unknown >= given.length - 1) return soundsLike(stretch, vocabulary) ?? chars.join('')
  return chars.join('')
}

/** Whether the pair that begins at a place occurs nowhere. */
function isUnknown(chars: readonly string[], at: number, { frequency }: Vocabulary): boolean {
  const [first, second] = [chars[at], chars[at + 1]]
  return first !== undefined && second !== undefined && frequency(first + second) === 0
}

interface Substitution {
  chars: string[]
  /** 3: sounds the same and mends the pairs on both sides; 2: mends both; 1: sounds the same. */
  grade: number
  frequency: number
}

/** One character changed so that every pair it stands in occurs. */
function bestSubstitution(
  chars: readonly string[],
  places: readonly number[],
  vocabulary: Vocabulary,
): string[] | null {
  let best: Substitution | null = null
  for (const place of places) {
    // Where the pair on the other side occurs, the character is right: two known terms only stand side by side.
    if (isKnownBefore(chars, place, vocabulary) || isKnownAfter(chars, place, vocabulary)) continue
    for (const char of substitutes(chars, place, vocabulary)) {
      const isHomophone = soundsSame(char, chars[place] ?? '', vocabulary)
      const isBetween = place > 0 && place + 1 < chars.length
      if (!isHomophone && !isBetween) continue
      const changed = chars.with(place, char)
      const frequency = rarest(changed, place, vocabulary)
      const grade = (isBetween ? 2 : 0) + (isHomophone ? 1 : 0)
      const isBetter = best === null || (grade === best.grade ? frequency > best.frequency : grade > best.grade)
      if (frequency > 0 && isBetter) best = { chars: changed, grade, frequency }
    }
  }
  return best?.chars ?? null
}

function isKnownBefore(chars: readonly string[], place: number, vocabulary: Vocabulary): boolean {
  return place > 0 && !isUnknown(chars, place - 1, vocabulary)
}

function isKnownAfter(chars: readonly string[], place: number, vocabulary: Vocabulary): boolean {
  return place + 1 < chars.length && !isUnknown(chars, place, vocabulary)
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

/** The whole stretch written by ear: the phrase of the index that sounds the same; null when there is none. */
function soundsLike(stretch: string, vocabulary: Vocabulary): string | null {
  const chars = Array.from(stretch)
  const elements = chars.flatMap((char): Element[] => {
    const [reading] = vocabulary.readingsOf(char)
    return reading === undefined ? [] : [{ kind: 'syllable', value: reading }]
  })
  if (elements.length !== chars.length || chars.length > maxSoundsLikeChars) return null
  return rankPhrases(chain(elements, vocabulary), vocabulary)[0]?.text ?? null
}

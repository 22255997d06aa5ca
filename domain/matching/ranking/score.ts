/**
 * BM25F (Robertson, Zaragoza & Taylor 2004) with an inverse document frequency that looks at both sides: a word is
 * worth little when it is common among the documents, and also when it is common among those who ask ("企业", "研发",
 * "实现"). Ranking and explanation call these same functions.
 */
import type { Bm25Weights } from './weights.ts'

/** How often a character stands in a document, up to here: more is not told apart. */
export const maxCharacterCount = 4

/** How often a word stands in each field of one document. */
export interface FieldCounts {
  title: number
  keywords: number
  text: number
}

/** Largest counts that are told apart; together they fit a byte. */
const maxCounts: FieldCounts = { title: 3, keywords: 3, text: 15 }

export function packCounts(counts: FieldCounts): number {
  const title = Math.min(counts.title, maxCounts.title)
  const keywords = Math.min(counts.keywords, maxCounts.keywords)
  return (title << 6) | (keywords << 4) | Math.min(counts.text, maxCounts.text)
}

export function unpackCounts(packed: number): FieldCounts {
  return { title: packed >>> 6, keywords: (packed >>> 4) & 3, text: packed & 15 }
}

/** BM25F made ready for a library: what does not depend on the document is worked out once. */
export interface FrequencyCurve {
  k1: number
  title: FieldCurve
  keywords: FieldCurve
  text: FieldCurve
}

/** The length norm of a field is `base + slope × length`: above 1 for a field longer than the library's average. */
interface FieldCurve {
  weight: number
  base: number
  slope: number
}

/** `averages`: average words a field in the library; a field that nobody has is not evened out. */
export function curveOf(weights: Bm25Weights, averages: FieldCounts): FrequencyCurve {
  const field = (name: 'title' | 'keywords' | 'text'): FieldCurve => {
    const { weight, b } = weights[name]
    return averages[name] === 0 ? { weight, base: 1, slope: 0 } : { weight, base: 1 - b, slope: b / averages[name] }
  }
  return { k1: weights.k1, title: field('title'), keywords: field('keywords'), text: field('text') }
}

/** Counts below this are of the text alone. */
export const textCounts = 16

/**
 * 0..1: how fully a document answers a word, by its counts and the lengths of its fields. `packed` is never 0. The inner
 * loop of every search: most words stand in the text alone, and that takes a single division.
 */
export function fullness(
  packed: number,
  titleLength: number,
  keywordsLength: number,
  textLength: number,
  curve: FrequencyCurve,
): number {
  const { k1, text } = curve
  if (packed >= textCounts) return saturation(wordFrequency(packed, titleLength, keywordsLength, textLength, curve), k1)
  const said = text.weight * packed
  return said / (k1 * (text.base + text.slope * textLength) + said)
}

/** How often a document says a word: its counts by field, weighed, and evened out by the lengths of the fields. */
export function wordFrequency(
  packed: number,
  titleLength: number,
  keywordsLength: number,
  textLength: number,
  { title, keywords, text }: FrequencyCurve,
): number {
  const { title: inTitle, keywords: inKeywords, text: inText } = unpackCounts(packed)
  let frequency = inText === 0 ? 0 : (text.weight * inText) / (text.base + text.slope * textLength)
  if (inTitle > 0) frequency += (title.weight * inTitle) / (title.base + title.slope * titleLength)
  if (inKeywords > 0) frequency += (keywords.weight * inKeywords) / (keywords.base + keywords.slope * keywordsLength)
  return frequency
}

/** 0..1: how fully a document answers a word that it says so often. */
export function saturation(frequency: number, k1: number): number {
  return frequency / (k1 + frequency)
}

/** Robertson–Spärck Jones weight, never negative. A word nobody has counts like one that a single document has. */
export function inverseFrequency(documentsWithWord: number, documents: number): number {
  const holders = Math.max(1, documentsWithWord)
  return Math.log(1 + Math.max(0, documents - holders + 0.5) / (holders + 0.5))
}

/**
 * 0..1: 1 for a word that nobody on the asking side uses, towards 0 for one that all of them use. `prior`: askers that
 * are taken to have been counted already, which calms small libraries.
 */
export function askerDamping(askersWithWord: number, askers: number, prior: number): number {
  const population = askers + prior
  return Math.log(population / (askersWithWord + prior) + 1) / Math.log(population / prior + 1)
}

/** How much the query insists on a word, by its counts in the query's title and text. */
export function queryEmphasis(titleCount: number, textCount: number, textWeight: number): number {
  return repeats(titleCount) + textWeight * repeats(textCount)
}

/** Repeating a word in a query adds ever less: 1, 1.5, 1.67 … below 2. */
function repeats(count: number): number {
  return count === 0 ? 0 : 2 - 1 / count
}

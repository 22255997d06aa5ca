/**
 * BM25F (Robertson, Zaragoza & Taylor 2004) with an inverse document frequency that looks at both sides: a word is
 * worth little when it is common among the documents, and also when it is common among those who ask ("企业", "研发",
 * "实现"). Ranking and explanation call these same functions.
 */
import { bm25, queryFrequencyPrior, queryTextWeight } from './weights.ts'

/** How often a word stands in each field of one document. */
export interface FieldCounts {
  title: number
  keywords: number
  text: number
}

/** Largest counts kept; together they fit the 31 bits that JavaScript engines store without boxing. */
const maxShortCount = 127
const maxTextCount = 65_535

export function packCounts(counts: FieldCounts): number {
  const title = Math.min(counts.title, maxShortCount)
  const keywords = Math.min(counts.keywords, maxShortCount)
  return (title << 23) | (keywords << 16) | Math.min(counts.text, maxTextCount)
}

export function unpackCounts(packed: number): FieldCounts {
  return { title: packed >>> 23, keywords: (packed >>> 16) & maxShortCount, text: packed & maxTextCount }
}

/** How much longer (above 1) or shorter a field is than the average of its library, softened by the field's b. */
export function lengthNorm(length: number, averageLength: number, b: number): number {
  return averageLength === 0 ? 1 : 1 - b + (b * length) / averageLength
}

/** 0..1: how fully a document answers one word. `norms` are the length norms of its three fields. */
export function saturation(packed: number, titleNorm: number, keywordsNorm: number, textNorm: number): number {
  const frequency =
    (bm25.title.weight * (packed >>> 23)) / titleNorm +
    (bm25.keywords.weight * ((packed >>> 16) & maxShortCount)) / keywordsNorm +
    (bm25.text.weight * (packed & maxTextCount)) / textNorm
  return frequency / (bm25.k1 + frequency)
}

/** Robertson–Spärck Jones weight, never negative. A word nobody has counts like one that a single document has. */
export function inverseFrequency(documentsWithWord: number, documents: number): number {
  const holders = Math.max(1, documentsWithWord)
  return Math.log(1 + Math.max(0, documents - holders + 0.5) / (holders + 0.5))
}

/** 0..1: 1 for a word that nobody on the asking side uses, towards 0 for one that all of them use. */
export function askerDamping(askersWithWord: number, askers: number): number {
  const population = askers + queryFrequencyPrior
  return (
    Math.log(population / (askersWithWord + queryFrequencyPrior) + 1) / Math.log(population / queryFrequencyPrior + 1)
  )
}

/** How much the query insists on a word, by its counts in the query's title and text. */
export function queryEmphasis(titleCount: number, textCount: number): number {
  return repeats(titleCount) + queryTextWeight * repeats(textCount)
}

/** Repeating a word in a query adds ever less: 1, 1.5, 1.67 … below 2. */
function repeats(count: number): number {
  return count === 0 ? 0 : 2 - 1 / count
}

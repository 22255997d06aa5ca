/** The words of the training texts as numbers: what is learnt, how often it stands there, and of which pieces it is made. */
import { grown } from '../grown.ts'
import { tokenize } from '../text/tokens.ts'
import { isLearnable, piecesOf } from './pieces.ts'
import type { TrainingOptions } from './training-options.ts'

export interface Lexicon {
  /** The most frequent first, ties by word. */
  words: string[]
  counts: Uint32Array
  pieces: string[]
  /** Rows that make up word w: `parts[partsFrom[w]]` to before `parts[partsFrom[w + 1]]`, itself first; pieces follow the words. */
  parts: Int32Array
  partsFrom: Int32Array
}

export interface TrainingTexts {
  lexicon: Lexicon
  /** All texts one after another: word numbers, -1 for a word that is not learnt but keeps its place. */
  tokens: Int32Array
  /** Text t is `tokens[textFrom[t]]` to before `tokens[textFrom[t + 1]]`. */
  textFrom: Int32Array
  /** Texts that hold word w. */
  holders: Uint32Array
}

/** Reads the texts once. Distinct words past ten times `maxWords` are not told apart: they could only be rare ones. */
export function readTexts(texts: Iterable<string>, options: TrainingOptions): TrainingTexts {
  const numbers = new Map<string, number>()
  let read = new Int32Array(1 << 16)
  let length = 0
  const textFrom = [0]
  for (const text of texts) {
    const words = tokenize(text)
    if (words.length < 2) continue
    if (length + words.length > options.maxTokens) break
    if (length + words.length > read.length) read = grown(read, Math.max(length + words.length, read.length * 2))
    for (const word of words) read[length++] = isLearnable(word) ? numberOf(numbers, word, options.maxWords * 10) : -1
    textFrom.push(length)
  }
  const { lexicon, renumbered } = chooseWords(numbers, read.subarray(0, length), options)
  const tokens = read.slice(0, length).map(number => (number < 0 ? -1 : (renumbered[number] as number)))
  const starts = Int32Array.from(textFrom)
  return { lexicon, tokens, textFrom: starts, holders: textsHolding(tokens, starts, lexicon.words.length) }
}

function numberOf(numbers: Map<string, number>, word: string, most: number): number {
  const known = numbers.get(word)
  if (known !== undefined) return known
  if (numbers.size >= most) return -1
  numbers.set(word, numbers.size)
  return numbers.size - 1
}

function chooseWords(numbers: Map<string, number>, read: Int32Array, options: TrainingOptions) {
  const counts = new Uint32Array(numbers.size)
  for (const number of read) if (number >= 0) counts[number] = (counts[number] as number) + 1
  const chosen = [...numbers]
    .map(([word, number]) => ({ word, number, count: counts[number] as number }))
    .filter(({ count }) => count >= options.minCount)
    .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1))
    .slice(0, options.maxWords)
  const renumbered = new Int32Array(numbers.size).fill(-1)
  for (const [row, { number }] of chosen.entries()) renumbered[number] = row
  const words = chosen.map(({ word }) => word)
  const lexicon = { words, counts: Uint32Array.from(chosen, ({ count }) => count), ...cutIntoPieces(words, options) }
  return { lexicon, renumbered }
}

/** Words come by frequency, so the first pieces met are those of the frequent words. */
function cutIntoPieces(words: readonly string[], options: TrainingOptions) {
  const rows = new Map<string, number>()
  const parts: number[] = []
  const partsFrom = [0]
  for (const [row, word] of words.entries()) {
    parts.push(row)
    for (const piece of piecesOf(word)) {
      const known = numberOf(rows, piece, options.maxWords)
      if (known >= 0) parts.push(words.length + known)
    }
    partsFrom.push(parts.length)
  }
  return { pieces: [...rows.keys()], parts: Int32Array.from(parts), partsFrom: Int32Array.from(partsFrom) }
}

function textsHolding(tokens: Int32Array, textFrom: Int32Array, words: number): Uint32Array {
  const holders = new Uint32Array(words)
  const lastText = new Int32Array(words).fill(-1)
  for (let text = 0; text + 1 < textFrom.length; text++)
    for (let at = textFrom[text] as number; at < (textFrom[text + 1] as number); at++) {
      const word = tokens[at] as number
      if (word < 0 || lastText[word] === text) continue
      lastText[word] = text
      holders[word] = (holders[word] as number) + 1
    }
  return holders
}

/**
 * Skip-gram with negative sampling (Mikolov et al. 2013) over words and their pieces (Bojanowski et al. 2017): a word
 * learns to tell its neighbours from words drawn at random. One set of drawn words serves the whole window (Ji et al.
 * 2016), which saves most of the drawing. The bigrams on both sides of a
 * Chinese bigram share a character with it and teach nothing, so they are left out. Typed
 * arrays only: nothing is allocated in the loops.
 */
import { isBigram } from './pieces.ts'
import type { Draw } from './random.ts'
import type { TrainingOptions } from './training-options.ts'
import type { TrainingTexts } from './training-texts.ts'

export interface SkipGram {
  /** A row for each word and then for each piece: what describes a word. */
  inputs: Float32Array
  /** A row for each word as a neighbour. */
  outputs: Float32Array
  /** Words at the density with which they are drawn as negatives. */
  drawn: Int32Array
  /** 0..2^32: a word is read when a draw is below. */
  kept: Float64Array
  /** 1 for a Chinese bigram. */
  bigrams: Uint8Array
  hidden: Float32Array
  gradient: Float32Array
  /** The words of the text at hand that are read, and their places. */
  words: Int32Array
  places: Int32Array
}

const drawnSize = 1 << 20
/** Frequent words are drawn less than they stand there: by the root of their count, as fastText does. */
const drawnPower = 0.5
const wholeRange = 2 ** 32

export function createSkipGram(texts: TrainingTexts, options: TrainingOptions, draw: Draw): SkipGram {
  const { words, pieces, counts } = texts.lexicon
  const { dimensions } = options
  const inputs = new Float32Array((words.length + pieces.length) * dimensions)
  for (let i = 0; i < inputs.length; i++) inputs[i] = ((draw() / wholeRange - 0.5) * 2) / dimensions
  const longest = texts.textFrom.reduce((most, from, t) => Math.max(most, (texts.textFrom[t + 1] ?? from) - from), 0)
  const total = counts.reduce((sum, count) => sum + count, 0)
  return {
    inputs,
    outputs: new Float32Array(words.length * dimensions),
    drawn: drawTable(counts),
    kept: Float64Array.from(counts, count => {
      const excess = options.frequentShare / (count / total)
      return Math.min(1, Math.sqrt(excess) + excess) * wholeRange
    }),
    bigrams: Uint8Array.from(words, word => (isBigram(word) ? 1 : 0)),
    hidden: new Float32Array(dimensions),
    gradient: new Float32Array(dimensions),
    words: new Int32Array(longest),
    places: new Int32Array(longest),
  }
}

function drawTable(counts: Uint32Array): Int32Array {
  const table = new Int32Array(drawnSize)
  const whole = counts.reduce((sum, count) => sum + count ** drawnPower, 0)
  let filled = 0
  let reached = 0
  for (const [word, count] of counts.entries()) {
    reached += count ** drawnPower / whole
    while (filled < drawnSize && filled < reached * drawnSize) table[filled++] = word
  }
  return table.fill(counts.length - 1, filled)
}

/** Reads one text with one step size. */
export function learnText(
  model: SkipGram,
  { texts, options, draw }: { texts: TrainingTexts; options: TrainingOptions; draw: Draw },
  text: number,
  rate: number,
): void {
  const { words, places, kept } = model
  let length = 0
  const from = texts.textFrom[text] as number
  const end = texts.textFrom[text + 1] as number
  for (let at = from; at < end; at++) {
    const word = texts.tokens[at] as number
    if (word < 0 || draw() >= (kept[word] as number)) continue
    words[length] = word
    places[length++] = at
  }
  for (let at = 0; at < length; at++) {
    const reach = 1 + (draw() % options.window)
    const center = words[at] as number
    const isPair = model.bigrams[center] === 1
    openWord(model, texts, center)
    let neighbours = 0
    for (let other = Math.max(0, at - reach); other <= at + reach && other < length; other++) {
      const isBeside = Math.abs((places[other] as number) - (places[at] as number)) <= 1
      if (other === at || (isBeside && isPair && model.bigrams[words[other] as number] === 1)) continue
      learnOutput(model, words[other] as number, 1, rate)
      neighbours++
    }
    if (neighbours === 0) continue
    const weight = (neighbours * options.negativesPerNeighbour) / options.negatives
    for (let i = 0; i < options.negatives; i++) {
      const other = model.drawn[draw() & (drawnSize - 1)] as number
      if (other !== center) learnOutput(model, other, 0, rate * weight)
    }
    closeWord(model, texts, center)
  }
}

/** The hidden layer becomes the mean of the word's rows. */
function openWord({ inputs, hidden, gradient }: SkipGram, { lexicon }: TrainingTexts, word: number): void {
  const dimensions = hidden.length
  hidden.fill(0)
  gradient.fill(0)
  const from = lexicon.partsFrom[word] as number
  const end = lexicon.partsFrom[word + 1] as number
  const share = 1 / (end - from)
  for (let part = from; part < end; part++) {
    const row = (lexicon.parts[part] as number) * dimensions
    for (let i = 0; i < dimensions; i++) hidden[i] = (hidden[i] as number) + share * (inputs[row + i] as number)
  }
}

/** One step of logistic regression: `label` 1 for a neighbour, 0 for a drawn word. */
function learnOutput({ outputs, hidden, gradient }: SkipGram, word: number, label: number, rate: number): void {
  const dimensions = hidden.length
  const row = word * dimensions
  let sum = 0
  for (let i = 0; i < dimensions; i++) sum += (hidden[i] as number) * (outputs[row + i] as number)
  const step = (label - sigmoid(sum)) * rate
  for (let i = 0; i < dimensions; i++) {
    const output = outputs[row + i] as number
    gradient[i] = (gradient[i] as number) + step * output
    outputs[row + i] = output + step * (hidden[i] as number)
  }
}

function closeWord({ inputs, gradient }: SkipGram, { lexicon }: TrainingTexts, word: number): void {
  const dimensions = gradient.length
  const end = lexicon.partsFrom[word + 1] as number
  for (let part = lexicon.partsFrom[word] as number; part < end; part++) {
    const row = (lexicon.parts[part] as number) * dimensions
    for (let i = 0; i < dimensions; i++) inputs[row + i] = (inputs[row + i] as number) + (gradient[i] as number)
  }
}

/** A table up to ±6 as in word2vec; beyond that a step changes nothing. */
const sigmoids = Float32Array.from({ length: 1024 }, (_, i) => 1 / (1 + Math.exp(6 - ((i + 0.5) * 12) / 1024)))

function sigmoid(x: number): number {
  if (x >= 6) return 1
  if (x <= -6) return 0
  return sigmoids[((x + 6) * (1024 / 12)) | 0] as number
}

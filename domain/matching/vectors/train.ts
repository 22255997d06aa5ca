/**
 * Trains word vectors on texts: pure and seeded, so the same texts in the same order give the same bytes. A generator,
 * so that whoever runs it can report progress, stop, or let others work between two steps.
 */
import { encodeWordVectors, versionOf } from './encoding.ts'
import { createDraw, type Draw } from './random.ts'
import { createSkipGram, learnText, type SkipGram } from './skip-gram.ts'
import { normalise } from './text-vector.ts'
import { defaultTraining, type TrainingOptions } from './training-options.ts'
import { readTexts, type TrainingTexts } from './training-texts.ts'
import { assembleWordVectors, packRows, type WordVectors } from './word-vectors.ts'

export interface TrainingProgress {
  /** Words read so far, of all epochs, and how many there are. */
  done: number
  total: number
}

/** Words read between two reports: some 10 ms. */
const wordsPerStep = 2000
/** The step of learning never falls below this share of its start. */
const leastRate = 0.02

/** Texts with fewer than two words teach nothing. Without a word that is frequent enough the vectors are empty. */
export function* trainWordVectors(
  texts: Iterable<string>,
  wanted: Partial<TrainingOptions> = {},
): Generator<TrainingProgress, WordVectors> {
  const options = { ...defaultTraining, ...wanted }
  const draw = createDraw(options.seed)
  const read = readTexts(texts, options)
  const model = createSkipGram(read, options, draw)
  const total = options.epochs * read.tokens.length
  const order = Int32Array.from({ length: read.textFrom.length - 1 }, (_, text) => text)
  let done = 0
  let reported = 0
  for (let epoch = 0; epoch < options.epochs && read.lexicon.words.length > 0; epoch++) {
    shuffle(order, draw)
    for (const text of order) {
      learnText(
        model,
        { texts: read, options, draw },
        text,
        options.learningRate * Math.max(leastRate, 1 - done / total),
      )
      done += (read.textFrom[text + 1] as number) - (read.textFrom[text] as number)
      if (done - reported < wordsPerStep) continue
      reported = done
      yield { done, total }
    }
  }
  return finish(model, read, options)
}

function shuffle(order: Int32Array, draw: Draw): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = draw() % (last + 1)
    const moved = order[last] as number
    order[last] = order[other] as number
    order[other] = moved
  }
}

function finish(model: SkipGram, texts: TrainingTexts, { dimensions }: TrainingOptions): WordVectors {
  const { lexicon } = texts
  const whole = composeWords(model.inputs, texts, dimensions)
  const content = {
    dimensions,
    words: lexicon.words,
    counts: lexicon.counts,
    pieces: lexicon.pieces,
    ...packRows(whole, dimensions),
    common: commonOf(whole, texts, dimensions),
  }
  return assembleWordVectors(content, versionOf(encodeWordVectors(content)))
}

/** A word's vector is the mean of its own row and its pieces' rows. */
function composeWords(inputs: Float32Array, { lexicon }: TrainingTexts, dimensions: number): Float32Array {
  const whole = inputs.slice()
  for (let word = 0; word < lexicon.words.length; word++) {
    const from = lexicon.partsFrom[word] as number
    const end = lexicon.partsFrom[word + 1] as number
    for (let i = 0; i < dimensions; i++) {
      let sum = 0
      for (let part = from; part < end; part++)
        sum += inputs[(lexicon.parts[part] as number) * dimensions + i] as number
      whole[word * dimensions + i] = sum / (end - from)
    }
  }
  return whole
}

/** The mean direction of the training texts, their words weighed by inverse frequency. */
function commonOf(whole: Float32Array, texts: TrainingTexts, dimensions: number): Float32Array {
  const { tokens, textFrom, holders } = texts
  const count = textFrom.length - 1
  const weights = Float64Array.from(holders, held => Math.log((count + 1) / (held + 0.5)))
  const mean = new Float64Array(dimensions)
  const sum = new Float32Array(dimensions)
  for (let text = 0; text < count; text++) {
    sum.fill(0)
    for (let at = textFrom[text] as number; at < (textFrom[text + 1] as number); at++) {
      const word = tokens[at] as number
      if (word < 0) continue
      const [row, weight] = [word * dimensions, weights[word] as number]
      for (let i = 0; i < dimensions; i++) sum[i] = (sum[i] as number) + weight * (whole[row + i] as number)
    }
    if (normalise(sum)) for (let i = 0; i < dimensions; i++) mean[i] = (mean[i] as number) + (sum[i] as number) / count
  }
  return Float32Array.from(mean)
}

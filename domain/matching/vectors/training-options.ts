/** What the training of word vectors turns on, as data. docs/decisions/0013-word-vectors.md says how it was chosen. */

export interface TrainingOptions {
  /** Numbers a word is described by. */
  dimensions: number
  /** How often the texts are read. */
  epochs: number
  /** Furthest neighbours of a word that are its context, on each side; each time a number up to it is drawn. */
  window: number
  /** Words drawn for each word as examples of what does not stand beside it, shared by its whole window. */
  negatives: number
  /** What one negative counts against one neighbour is balanced so that a neighbour faces this many. */
  negativesPerNeighbour: number
  /** A word that stands in the texts less often is only described by its characters. */
  minCount: number
  /** Share of all words above which a word is skipped now and then (Mikolov et al. 2013, subsampling). */
  frequentShare: number
  /** Step of learning at the start; falls evenly to a fiftieth. */
  learningRate: number
  /** Most words and most pieces of words that get a vector, the frequent first: bounds the memory. */
  maxWords: number
  /** Most words of text that are read; what comes later is left out: bounds memory and time. */
  maxTokens: number
  /** The same seed and texts give the same bytes. */
  seed: number
}

export const defaultTraining: TrainingOptions = {
  dimensions: 64,
  epochs: 3,
  window: 8,
  negatives: 10,
  negativesPerNeighbour: 5,
  minCount: 4,
  frequentShare: 2e-4,
  learningRate: 0.05,
  maxWords: 200_000,
  maxTokens: 20_000_000,
  seed: 1,
}

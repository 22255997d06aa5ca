import { describe, expect, it } from 'vitest'
import { quantise } from '#domain/matching/index/vector-columns.ts'
import { cosine } from '#domain/matching/vectors/cosine.ts'
import { BrokenModel, decodeWordVectors, encodeWordVectors } from '#domain/matching/vectors/encoding.ts'
import { vectorOfText } from '#domain/matching/vectors/text-vector.ts'
import { trainWordVectors } from '#domain/matching/vectors/train.ts'
import { defaultTraining, type TrainingOptions } from '#domain/matching/vectors/training-options.ts'
import { readTexts } from '#domain/matching/vectors/training-texts.ts'
import { addVector, type WordVectors } from '#domain/matching/vectors/word-vectors.ts'
import { smallTraining, twoTrades } from './support.ts'

function train(texts: Iterable<string>, options: Partial<TrainingOptions> = {}): WordVectors {
  const training = trainWordVectors(texts, { ...smallTraining, ...options })
  for (;;) {
    const step = training.next()
    if (step.done) return step.value
  }
}

const taught = train(twoTrades(600))
const meaning = (text: string) =>
  vectorOfText(
    taught,
    text.split(' ').map(word => [word, 1] as const),
  )
const nearness = (a: string, b: string) =>
  cosine(meaning(a) ?? new Float32Array(), meaning(b) ?? new Float32Array()) ?? 0

function vectorOf(word: string): Float32Array | null {
  const vector = new Float32Array(taught.dimensions)
  return addVector(taught, word, 1, vector) ? vector : null
}
function wordSimilarity(a: string, b: string): number {
  const [one, other] = [vectorOf(a) ?? expect.fail(a), vectorOf(b) ?? expect.fail(b)]
  return cosine(one, other) ?? expect.fail('no direction')
}

describe('training', () => {
  it('brings words near that stand in the same company, though they never stand together', () => {
    expect(wordSimilarity('anode', 'cathode')).toBeGreaterThan(0.5)
    expect(wordSimilarity('anode', 'cathode')).toBeGreaterThan(wordSimilarity('anode', 'weft') + 0.3)
    const nearness = (word: string) => wordSimilarity('anode', word)
    const nearest = taught.words.toSorted((a, b) => nearness(b) - nearness(a))
    expect(nearest.slice(0, 7)).toContain('cathode')
  })

  it('gives texts of one trade a like meaning, also without a common word', () => {
    expect(nearness('anode voltage', 'cathode electrolyte')).toBeGreaterThan(0.5)
    expect(nearness('anode voltage', 'weft loom')).toBeLessThan(0)
  })

  it('gives the same bytes for the same texts and seed, others for another seed', () => {
    const again = train(twoTrades(600))
    expect(encodeWordVectors(again)).toEqual(encodeWordVectors(taught))
    expect(again.version).toBe(taught.version)
    expect(train(twoTrades(600), { seed: 2 }).version).not.toBe(taught.version)
  })

  it('reports its progress, and may be stopped at any step', () => {
    const training = trainWordVectors(twoTrades(600), smallTraining)
    const first = training.next()
    expect(first.done).toBe(false)
    if (!first.done) expect(first.value.done).toBeLessThan(first.value.total)
    training.return(taught)
    expect(training.next().done).toBe(true)
  })

  it('makes nothing of nothing: no text, one word, numbers alone', () => {
    for (const texts of [[], [''], ['anode'], ['1 2 3 4', '10 mm 20 mm']]) {
      const empty = train(texts)
      expect(empty.words).toEqual([])
      expect(vectorOfText(empty, [['anode', 1]])).toBeNull()
      expect(decodeWordVectors(encodeWordVectors(empty)).words).toEqual([])
    }
  })
})

describe('memory', () => {
  it('reads at most so many words of text, and keeps at most so many words and pieces', () => {
    const options = { ...smallTrainingWhole(), maxTokens: 500, maxWords: 4 }
    const read = readTexts(twoTrades(600), options)
    expect(read.tokens.length).toBeLessThanOrEqual(500)
    expect(read.lexicon.words).toHaveLength(4)
    expect(read.lexicon.pieces.length).toBeLessThanOrEqual(4)
  })

  it('takes the texts one by one and never looks past the limit', () => {
    let asked = 0
    function* endless() {
      for (;;) {
        asked++
        yield 'anode cathode voltage electrolyte'
      }
    }
    expect(readTexts(endless(), { ...smallTrainingWhole(), maxTokens: 400 }).tokens).toHaveLength(400)
    expect(asked).toBe(101)
  })
})

describe('meaning of a text', () => {
  it('is 1 long, and null without a known word or weight', () => {
    const vector = meaning('anode cathode') ?? new Float32Array()
    expect(vector.reduce((sum, x) => sum + x * x, 0)).toBeCloseTo(1, 5)
    expect(meaning('12mm')).toBeNull()
    expect(vectorOfText(taught, [['anode', 0]])).toBeNull()
    expect(vectorOfText(taught, [])).toBeNull()
  })

  it('knows a word it never read by the pieces it is made of', () => {
    expect(taught.rowOf.has('electrolytes')).toBe(false)
    expect(wordSimilarity('electrolytes', 'electrolyte')).toBeGreaterThan(0.7)
    expect(vectorOf('zzzz')).toBeNull()
  })

  it('packed at one byte a number is nearly as near', () => {
    const [a, b] = [meaning('anode voltage'), meaning('cathode electrolyte')]
    if (!a || !b) throw new Error('the words are known')
    expect(Math.abs((cosine(quantise(a), quantise(b)) ?? 0) - (cosine(a, b) ?? 1))).toBeLessThan(0.02)
    expect(cosine(new Int8Array(a.length), quantise(a))).toBeNull()
  })
})

describe('stored vectors', () => {
  const bytes = encodeWordVectors(taught)

  it('come back as they were, wherever the bytes begin', () => {
    const shifted = new Uint8Array(bytes.length + 3)
    shifted.set(bytes, 3)
    const back = decodeWordVectors(shifted.subarray(3))
    // As a driver hands them over.
    expect(decodeWordVectors(Buffer.from(shifted.subarray(3)))).toEqual(back)
    expect(back).toEqual(taught)
    expect(encodeWordVectors(back)).toEqual(bytes)
  })

  it('are refused when torn at any place', () => {
    for (let length = 0; length < bytes.length; length += Math.ceil(bytes.length / 97))
      expect(() => decodeWordVectors(bytes.subarray(0, length))).toThrow(BrokenModel)
  })

  it('are refused when a byte was changed, and when foreign', () => {
    for (const at of [0, 4, 9, 30, bytes.length >> 1, bytes.length - 1]) {
      const changed = bytes.slice()
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => decodeWordVectors(changed)).toThrow(BrokenModel)
    }
    expect(() => decodeWordVectors(new TextEncoder().encode('{"words": []}'.repeat(9)))).toThrow(BrokenModel)
  })
})

function smallTrainingWhole(): TrainingOptions {
  return { ...defaultTraining, ...smallTraining }
}

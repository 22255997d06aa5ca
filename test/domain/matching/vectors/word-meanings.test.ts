/** Texts mean the like when their words stand in the like company, also when they share none. */
import { describe, expect, test } from 'vitest'
import { similarityOf } from '#domain/matching/vectors/text-vector.ts'
import { trainWordVectors } from '#domain/matching/vectors/train.ts'
import { createWordMeanings } from '#domain/matching/vectors/word-meanings.ts'
import { smallTraining, twoTrades } from './support.ts'

const training = trainWordVectors(twoTrades(600), smallTraining)
let step = training.next()
while (!step.done) step = training.next()
const meanings = createWordMeanings(step.value)
const meaningOf = (title: string) => meanings.ofText({ title, text: '' }) ?? expect.fail(`"${title}" means nothing`)

describe('meanings of texts', () => {
  test('are near for names that stand in the same company, and far for others', () => {
    const near = similarityOf(meaningOf('anode voltage'), meaningOf('cathode electrolyte'))
    const far = similarityOf(meaningOf('anode voltage'), meaningOf('weft loom'))
    expect(near).toBeGreaterThan(far + 0.3)
    expect(meanings.dimensions).toBe(step.done ? step.value.dimensions : 0)
  })

  test('name the nearest words of the other side, and never the same word', () => {
    const pairs = meanings.nearestWords(['anode'], ['anode', 'cathode', 'weft'], 3)
    expect(pairs[0]).toMatchObject({ query: 'anode', document: 'cathode' })
    expect(pairs.every(({ query, document }) => query !== document)).toBe(true)
  })

  test('are null when no word is known', () => {
    expect(meanings.ofText({ title: '', text: '' })).toBeNull()
  })
})

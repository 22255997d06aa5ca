/** Texts mean the like when their words stand in the like company, also when they share none. */
import { describe, expect, test } from 'vitest'
import { cosine } from '#domain/matching/vectors/cosine.ts'
import { sayableWords } from '#domain/matching/vectors/sayable-words.ts'
import { trainWordVectors } from '#domain/matching/vectors/train.ts'
import { createWordMeanings } from '#domain/matching/vectors/word-meanings.ts'
import { assembleWordVectors } from '#domain/matching/vectors/word-vectors.ts'
import { smallTraining, twoTrades } from './support.ts'

const training = trainWordVectors(twoTrades(600), smallTraining)
let step = training.next()
while (!step.done) step = training.next()
const meanings = createWordMeanings(step.value)
const meaningOf = (title: string) => meanings.ofText({ title, text: '' }) ?? expect.fail(`"${title}" means nothing`)

describe('meanings of texts', () => {
  test('are near for names that stand in the same company, and far for others', () => {
    const near = cosine(meaningOf('anode voltage'), meaningOf('cathode electrolyte'))
    const far = cosine(meaningOf('anode voltage'), meaningOf('weft loom')) ?? expect.fail('no direction')
    expect(near).toBeGreaterThan(far + 0.3)
    expect(meanings.dimensions).toBe(step.done ? step.value.dimensions : 0)
  })

  test('name the nearest words of the other side, and never the same word', () => {
    const pairs = meanings.nearestWords(['anode'], ['anode', 'cathode', 'weft'], 3)
    expect(pairs[0]).toMatchObject({ query: 'anode', document: 'cathode' })
    expect(pairs.every(({ query, document }) => query !== document)).toBe(true)
  })

  test('name only words that a person would say', () => {
    const known: [string, number][] = [
      ['电池', 900],
      ['电解', 500],
      ['解液', 300],
      ['池组', 90],
      ['对比', 90],
      ['ev', 50],
      ['cells', 40],
      ['池比', 11],
      ['rare', 3],
    ]
    const sayable = (rest: number) => {
      const all = [...known, ...Array.from({ length: rest }, (_, n): [string, number] => [`rest${n}`, 1])]
      return [
        ...sayableWords({ words: all.map(([word]) => word), counts: Uint32Array.from(all, ([, count]) => count) }),
      ]
    }
    expect(sayable(0)).toEqual(['电池', '电解', '解液', '池组', '对比', 'cells'])
    expect(sayable(400)).toEqual(['解液', '池组', '对比', 'cells'])
  })

  test('do not name parts of one longer word', () => {
    const row = (x: number) => [x, 10]
    const words = ['电池', '池组', '组电', '水泵']
    const content = { words, pieces: [], counts: new Uint32Array(4).fill(20), dimensions: 2 }
    const rows = Int8Array.from([...row(100), ...row(99), ...row(98), ...row(90)])
    const stored = { ...content, rows, scales: new Float32Array(4).fill(1), common: new Float32Array(2) }
    const near = createWordMeanings(assembleWordVectors(stored, 'v'))
    expect(near.nearestWords(['电池'], words, 3)).toMatchObject([{ query: '电池', document: '水泵' }])
  })

  test('are null when no word is known', () => {
    expect(meanings.ofText({ title: '', text: '' })).toBeNull()
  })
})

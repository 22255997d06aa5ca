/** Texts mean the like when their words stand in the like company, also when they share none. */
import { describe, expect, test } from 'vitest'
import { similarityOf } from '#domain/matching/vectors/text-vector.ts'
import { trainWordVectors } from '#domain/matching/vectors/train.ts'
import { createWordMeanings } from '#domain/matching/vectors/word-meanings.ts'

/** Two subjects, each with two names that never stand together but in the same company. */
function texts(): string[] {
  const company = {
    battery: ['隔膜', '容量', '充电', '正极'],
    pump: ['叶轮', '扬程', '密封', '流量'],
  }
  return Array.from({ length: 400 }, (_, i) => {
    const [name, others] =
      i % 2 === 0 ? [i % 4 === 0 ? '锂电' : '蓄能', company.battery] : [i % 4 === 1 ? '水泵' : '抽机', company.pump]
    return [name, others[i % 4], name, others[(i + 1) % 4]].join(' ')
  })
}

const training = trainWordVectors(texts(), { dimensions: 16, minCount: 2, epochs: 20, frequentShare: 1 })
let step = training.next()
while (!step.done) step = training.next()
const meanings = createWordMeanings(step.value)
const meaningOf = (title: string) => meanings.ofText({ title, text: '' }) ?? expect.fail(`"${title}" means nothing`)

describe('meanings of texts', () => {
  test('are near for names that stand in the same company, and far for others', () => {
    const near = similarityOf(meaningOf('锂电'), meaningOf('蓄能'))
    const far = similarityOf(meaningOf('锂电'), meaningOf('抽机'))
    expect(near).toBeGreaterThan(far + 0.3)
    expect(meanings.dimensions).toBe(16)
  })

  test('name the nearest words of the other side, and never the same word', () => {
    const pairs = meanings.nearestWords(['锂电'], ['锂电', '蓄能', '叶轮'], 3)
    expect(pairs[0]).toMatchObject({ query: '锂电', document: '蓄能' })
    expect(pairs.every(({ query, document }) => query !== document)).toBe(true)
  })

  test('are null when no word is known', () => {
    expect(meanings.ofText({ title: '', text: '' })).toBeNull()
  })
})

import { describe, expect, it } from 'vitest'
import { buildVocabulary, maxWordsOfKey, readingKey } from '#domain/matching/suggest/vocabulary.ts'
import { builtVocabulary, smallVocabulary } from './support.ts'

describe('a vocabulary', () => {
  const vocabulary = smallVocabulary()

  it('finds words by either character, most frequent first', () => {
    expect(vocabulary.byFirst.get('合')).toEqual(['合金'])
    expect(vocabulary.byFirst.get('化')).toEqual(['化硼', '化铝'])
    expect(vocabulary.bySecond.get('池')).toEqual(['电池'])
    expect(vocabulary.bySecond.get('化')).toEqual(['氮化'])
    expect(vocabulary.byFirst.get('龘')).toBeUndefined()
    expect(vocabulary.byFirst.get('l')).toBeUndefined()
  })

  it('finds words by whole syllables and by first letters, in every reading', () => {
    const read = (first: string, second: string) => vocabulary.byReading.get(readingKey(first, second))
    expect(read('dan', 'hua')).toEqual(['氮化'])
    expect(read('xing', 'ye')).toEqual(['行业'])
    expect(read('hang', 'y')).toEqual(['行业'])
    expect(read('d', 'h')).toEqual(['氮化'])
    expect(read('dan', 'qu')).toEqual([])
    expect(vocabulary.syllables.has('tan')).toBe(true)
    expect(vocabulary.syllables.has('qu')).toBe(false)
  })

  it('knows how much two characters belong together', () => {
    // 化硼 9 times, 化 first in 14 words held, 硼 second in 9.
    expect(vocabulary.cohesion('化硼', 9)).toBeCloseTo(81 / (14 * 9))
    expect(vocabulary.cohesion('氮化', 14)).toBe(1)
    expect(vocabulary.cohesion('氮龘', 1)).toBe(0)
  })

  it('keeps Latin words by length, and neither short ones nor models', () => {
    const parts = { frequency: () => 1, together: () => 1, readingsOf: () => [] }
    const words = ['laser', 'metal', 'led', 'al2o3', '#1#x', '@氮化', '氮', '氮化'].map(word => [word, 1] as const)
    const built = builtVocabulary(words, parts)
    expect(built.latinByLength.get(5)).toEqual(['laser', 'metal'])
    expect(built.latinByLength.get(3)).toBeUndefined()
    expect(built.byFirst.get('氮')).toEqual(['氮化'])
  })

  it('holds a word of texts that is one of names, too, once', () => {
    const parts = { frequency: () => 1, together: () => 1, readingsOf: () => ['da'] }
    const twice = ['大学', '大学', '大气', 'laser', 'laser'].map(word => [word, 1] as const)
    const built = builtVocabulary(twice, parts)
    expect(built.byFirst.get('大')).toEqual(['大学', '大气'])
    expect(built.byReading.get(readingKey('da', 'da'))).toEqual(['大学', '大气'])
    expect(built.latinByLength.get(5)).toEqual(['laser'])
  })

  it('takes characters of two units, and no more words of a key than are looked at', () => {
    const parts = { frequency: () => 1, together: () => 1, readingsOf: () => ['du'] }
    const others = Array.from({ length: 600 }, (_, i) => String.fromCharCode(0x4e00 + i))
    const built = builtVocabulary([['𬭊化', 2], ...others.map(other => [`龘${other}`, 1] as const)], parts)
    expect(built.byFirst.get('𬭊')).toEqual(['𬭊化'])
    expect(built.byFirst.get('龘')).toHaveLength(maxWordsOfKey)
    expect(built.byReading.get(readingKey('du', 'd'))).toHaveLength(maxWordsOfKey)
  })

  it('reads few words in one step of its making', () => {
    const texts = Array.from({ length: 5_000 }, (_, i) => String.fromCharCode(0x4e00 + (i % 70), 0x5000 + i))
    let inStep = 0
    let most = 0
    const wordOf = (number: number) => {
      inStep++
      return texts[number] ?? ''
    }
    const holders = new Uint32Array(texts.length).fill(1)
    const parts = { frequency: () => 1, together: () => 1, readingsOf: () => ['a'] }
    const making = buildVocabulary({ ...parts, holders, documents: 1, wordOf })
    for (let isDone = false; !isDone; inStep = 0) {
      isDone = making.next().done ?? false
      most = Math.max(most, inStep)
    }
    expect(most).toBeLessThanOrEqual(2_000)
  })
})

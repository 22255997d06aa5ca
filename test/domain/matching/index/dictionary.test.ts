import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addWord,
  createDictionary,
  dictionaryOf,
  wordNumber,
  wordOf,
  wordsWithEach,
} from '#domain/matching/index/dictionary.ts'

const word = fc.oneof(
  fc.string({ minLength: 1, maxLength: 64 }),
  fc.string({ unit: fc.constantFrom('氮', '化', '膜', '𠮷', '\ud800', '\0', 'a'), minLength: 1, maxLength: 4 }),
)

describe('dictionary', () => {
  it('law: numbers words in the order they come, each once, and gives them back', () => {
    fc.assert(
      fc.property(fc.array(word, { maxLength: 200 }), fc.array(word), (words, strangers) => {
        const dictionary = createDictionary()
        const known = new Map<string, number>()
        for (const one of words) {
          if (!known.has(one)) known.set(one, known.size)
          expect(addWord(dictionary, one)).toBe(known.get(one))
        }
        expect(dictionary.size).toBe(known.size)
        for (const one of [...words, ...strangers]) expect(wordNumber(dictionary, one)).toBe(known.get(one) ?? -1)
        for (const [one, number] of known) expect(wordOf(dictionary, number)).toBe(one)
      }),
    )
  })

  it('grows to many words, and is the same when it is made again from what is stored', () => {
    const dictionary = createDictionary()
    const words = Array.from({ length: 20_000 }, (_, i) => `w${(i * 7919) % 20_000}${'x'.repeat(i % 40)}`)
    for (const one of words) addWord(dictionary, one)
    const { size, units, starts } = dictionary
    const stored = dictionaryOf(size, units.slice(0, starts[size]), starts.slice(0, size + 1))
    for (const of of [dictionary, stored]) expect(words.every((one, i) => wordNumber(of, one) === i)).toBe(true)
    expect(addWord(stored, '新词')).toBe(size)
    expect(wordOf(stored, size)).toBe('新词')
    const empty = dictionaryOf(0, new Uint16Array(0), new Uint32Array(1))
    expect([addWord(empty, 'a'), addWord(empty, 'b'), wordNumber(empty, 'b')]).toEqual([0, 1, 1])
  })

  it('finds the words with a character, also one of two units', () => {
    const dictionary = createDictionary()
    for (const one of ['氮化', '薄膜', '膜', '𠮷膜', '𠮸', '膜膜']) addWord(dictionary, one)
    expect(wordsWithEach(dictionary, ['膜', '𠮷', '无'])).toEqual([[1, 2, 3, 5], [3], []])
    expect(wordsWithEach(dictionary, [])).toEqual([])
  })
})

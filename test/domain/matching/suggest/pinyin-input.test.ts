import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { suggestByPinyin } from '#domain/matching/suggest/pinyin-input.ts'
import { tokenize } from '#domain/matching/text/tokens.ts'
import { anyText } from '../text/any-text.ts'
import { builtVocabulary, smallVocabulary } from './support.ts'

const vocabulary = smallVocabulary()
const suggest = (input: string) => suggestByPinyin(input, vocabulary).map(({ text }) => text)

describe('suggestByPinyin', () => {
  it.each([
    ['danhuapeng', ['氮化硼']],
    ['dan hua peng', ['氮化硼']],
    ["dan'hua'peng", ['氮化硼']],
    ['DanHuaPeng', ['氮化硼']],
    ['ＤＡＮhua', ['氮化']],
    ['danhuape', ['氮化硼']],
    ['danhuapengtaoci', ['氮化硼陶瓷']],
    ['danti', ['单体']],
    ['dhp', ['氮化硼']],
    ['gwhj', ['高温合金']],
    ['高wen', ['高温']],
    ['高wenhejin', ['高温合金']],
    ['gao温合jin', ['高温合金']],
    ['xianjindianchi', ['先进电池']],
    ['xian', ['西安']],
    ['hangye', ['行业']],
    ['yinhang', ['银行']],
    ['lvse', ['绿色']],
    ['danhualv', ['氮化铝']],
    // No pinyin: words of the index, digits, Chinese, nothing, letters that no syllable begins with.
    ['led', []],
    ['laser', []],
    ['高温', []],
    ['al2o3', []],
    ['d', []],
    ['', []],
    ['uvi', []],
  ])('%j: %j', (input, expected) => expect(suggest(input)).toEqual(expected))

  it('puts what is frequent first', () => {
    expect(suggestByPinyin('dh', vocabulary)).toEqual([{ text: '氮化', frequency: 14 }])
    expect(suggest('hj')).toEqual(['合金'])
  })

  it('takes bounded work for any input and a large vocabulary', () => {
    const chars = Array.from({ length: 300 }, (_, i) => String.fromCharCode(0x4e00 + i))
    const all = chars.flatMap(a => chars.map(b => [a + b, 1] as const))
    const started = performance.now()
    const large = builtVocabulary(all, {
      frequency: () => 1,
      together: () => 1,
      readingsOf: () => ['a', 'an', 'ana'],
    })
    const built = performance.now()
    for (const input of ['ananananananananananananana', 'aaaaaaaaaaaa', 'a'.repeat(100_000), `一${'an'.repeat(20)}`])
      expect(suggestByPinyin(input, large).length).toBeLessThanOrEqual(8)
    expect(performance.now() - built).toBeLessThan(15_000)
    expect(built - started).toBeLessThan(15_000)
  })

  it('law: never throws; every pair of a suggestion occurs', () => {
    const input = fc.oneof(anyText, fc.stringMatching(/^[a-z高温 ']{0,16}$/))
    fc.assert(
      fc.property(input, text => {
        for (const suggestion of suggestByPinyin(text, vocabulary)) {
          const words = tokenize(suggestion.text)
          expect(vocabulary.together(words)).toBe(suggestion.frequency)
          expect(suggestion.frequency).toBeGreaterThan(0)
        }
      }),
    )
  })
})

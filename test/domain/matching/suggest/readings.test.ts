import { describe, expect, it } from 'vitest'
import { suggestByPinyin } from '#domain/matching/suggest/pinyin-input.ts'
import { readingsOf } from '#server/matching/pinyin.ts'
import { builtVocabulary } from './support.ts'

describe('the readings of pinyin-pro behind the port', () => {
  it.each([
    ['重', ['zhong', 'chong']],
    ['绿', ['lv', 'lu']],
    ['略', ['lue', 'lve']],
    ['氮', ['dan']],
    ['a', []],
    ['', []],
    ['\ud83d', []],
    ['𠀀', []],
  ])('%s: %j', (char, expected) => expect(readingsOf(char)).toEqual(expected))

  it('find phrases by what people type', () => {
    const frequency = () => 1
    const entries = ['氮化', '化硼', '策略', '旅行', '行业', '重庆'].map(word => [word, 1] as const)
    const vocabulary = builtVocabulary(entries, { frequency, together: frequency, readingsOf })
    const suggest = (input: string) => suggestByPinyin(input, vocabulary)[0]?.text
    expect(['danhuapeng', 'celue', 'lvxing', 'hangye', 'chongqing', '重qing'].map(suggest)).toEqual([
      ...['氮化硼', '策略', '旅行', '行业', '重庆', '重庆'],
    ])
  })
})

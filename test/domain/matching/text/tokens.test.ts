import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold } from '#domain/matching/text/fold.ts'
import { joinRun, maxTextChars, maxWordChars, placedWords, tokenize, tokenRuns } from '#domain/matching/text/tokens.ts'
import { anyText } from './any-text.ts'

describe('tokenize', () => {
  const cases: [string, string[]][] = [
    ['氮化硼陶瓷', ['氮化', '化硼', '硼陶', '陶瓷']],
    ['泵', ['泵']],
    ['泵，阀门', ['泵', '阀门']],
    ['电池的隔膜', ['电池', '隔膜']],
    ['X射线探伤', ['x射线', '射线', '线探', '探伤']],
    ['Ｘ-射线', ['x射线', '射线']],
    ['U盘', ['u盘', '盘']],
    ['a的方法', ['a', '方法']],
    ['CBN刀具', ['cbn', '刀具']],
    ['1000℃', ['1000°c']],
    ['1000 ℃ 以上', ['1000°c', '以上']],
    ['１，０００ mm', ['1000mm']],
    ['0.5 MPa、99.9%', ['0.5mpa', '99.9%']],
    ['耐高温1700度', ['耐高', '高温', '1700', '度']],
    ['316L 不锈钢', ['316l', '不锈', '锈钢']],
    ['Ti-6Al-4V', ['ti-6al-4v', 'ti', '6al', '4v']],
    ['10 machines', ['10', 'machines']],
    ['氮\u200b化\u200f硼', ['氮化', '化硼']],
    ['好😀用', ['好', '用']],
    ['\ud83d电池\udc00', ['电池']],
    ['𠀀𠀁𠀂', ['𠀀𠀁', '𠀁𠀂']],
    ['碳纖維與機器人', ['碳纤', '纤维', '机器', '器人']],
    ['乾燥設備', ['干燥', '燥设', '设备']],
    ['Al2O3 Al₂O₃', ['al2o3', 'al2o3']],
    ['SiC、Li4Ti5O12和LiFePO4', ['sic', 'li4ti5o12', '和', 'lifepo4']],
    ['TC4 316L 42CrMo4', ['tc4', '316l', '42crmo4']],
    ['5G与V2X，PM2.5', ['5g', 'v2x', 'pm2.5']],
    ['C/C-SiC复合', ['c/c-sic', 'sic', '复合']],
    ['GB/T 19001-2016', ['gb/t19001-2016', 'gb/t19001', 'gb', 't19001', '2016']],
    ['GB/T19001-2016', ['gb/t19001-2016', 'gb/t19001', 'gb', 't19001', '2016']],
    ['ISO 9001', ['iso9001']],
    ['Ce0.8Zr0.2O2', ['ce0.8zr0.2o2']],
    ['3.5-4.2', ['3.5-4.2', '3.5', '4.2']],
    ['ΟΔΟΣ οδος', ['οδοσ', 'οδοσ']],
    ['e\u0301tude étude', ['étude', 'étude']],
    ["'; DROP TABLE x; -- .*(", ['drop', 'table', 'x']],
    ['', []],
    ['的', []],
  ]
  it.each(cases)('%j', (text, words) => expect(tokenize(text)).toEqual(words))

  it('cuts endless words and reads only the first part of endless texts', () => {
    expect(tokenize('a'.repeat(100_000))).toEqual(['a'.repeat(maxWordChars)])
    expect(tokenize('电池'.repeat(50_000))).toHaveLength(maxTextChars - 1)
    expect(tokenize('的'.repeat(100_000))).toEqual([])
    expect(tokenize(`泵${'𠀀'.repeat(20_000)}`).at(-1)).toBe('𠀀𠀀')
  })

  it.each(['a\u0301', '\u0301\u0316', '😀', '\ud800', '\u200f', '(.*)+', '\u1100\u1161', 'ﷺ', 'x', '9'])(
    'reads 100,000 times %j in bounded time',
    part => {
      const started = performance.now()
      expect(tokenize(part.repeat(100_000)).length).toBeLessThanOrEqual(maxTextChars)
      expect(performance.now() - started).toBeLessThan(1000)
    },
  )

  it('law: the words of a folded text are the words of the text', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(tokenRuns(fold(text))).toEqual(tokenRuns(text))
      }),
      { numRuns: 1000 },
    )
  })

  it('law: words and places are the words, each place folds to what holds the word', () => {
    fc.assert(
      fc.property(anyText, text => {
        const placed = placedWords(text)
        expect(placed.map(({ word }) => word)).toEqual(tokenize(text))
        for (const { word, start, end } of placed) {
          expect(0 <= start && start < end && end <= text.length).toBe(true)
          const bare = fold(text.slice(start, end)).replace(/[ ,]/g, '')
          if (/^\p{Script=Han}+$/u.test(word)) expect(bare).toContain(word)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('law: never throws, never gives more words than characters read, never a broken or blank word', () => {
    fc.assert(
      fc.property(anyText, text => {
        const words = tokenize(text)
        expect(words.length).toBeLessThanOrEqual(Math.min(fold(text).length, maxTextChars))
        for (const word of words) {
          expect(word).not.toMatch(/^$|\s|\p{Surrogate}/u)
          expect(word.length).toBeLessThanOrEqual(maxWordChars)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('law: a run put together again stands in the folded text', () => {
    fc.assert(
      fc.property(anyText, text => {
        for (const run of tokenRuns(text).filter(words => words.length > 1)) expect(fold(text)).toContain(joinRun(run))
      }),
    )
  })
})

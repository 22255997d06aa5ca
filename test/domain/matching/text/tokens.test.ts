import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fold, joinRun, maxTextChars, maxWordChars, tokenize, tokenRuns } from '#domain/matching/text/tokens.ts'

/** Any UTF-16 at all, lone surrogates included, mixed with what real text is made of. */
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.array(fc.integer({ min: 0, max: 0xffff })).map(units => String.fromCharCode(...units)),
  fc
    .array(
      fc.constantFrom('氮', '化', '硼', '的', 'X', 'a', '9', '.', '-', ' ', '℃', '\u200f', '😀', '\ud83d', '𠀀', 'ﷺ'),
    )
    .map(parts => parts.join('')),
)

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
    ["'; DROP TABLE x; -- .*(", ['drop', 'table', 'x']],
    ['', []],
    ['的', []],
  ]
  it.each(cases)('%j', (text, words) => expect(tokenize(text)).toEqual(words))

  it('cuts endless words and reads only the first part of endless texts', () => {
    expect(tokenize('a'.repeat(100_000))).toEqual(['a'.repeat(maxWordChars)])
    expect(tokenize('电池'.repeat(50_000))).toHaveLength(maxTextChars - 1)
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

describe('fold', () => {
  it('law: folding twice is folding once', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(fold(fold(text))).toBe(fold(text))
      }),
      { numRuns: 2000 },
    )
  })

  it('law: full width and case make no difference to the words', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z0-9 ]*$/), text => {
        const wide = text.toUpperCase().replace(/[A-Z0-9]/g, c => String.fromCharCode(c.charCodeAt(0) + 0xfee0))
        expect(tokenize(wide)).toEqual(tokenize(text))
      }),
    )
  })
})

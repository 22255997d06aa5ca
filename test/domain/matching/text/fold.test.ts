import fc from 'fast-check'
import { Converter } from 'opencc-js/t2cn'
import { describe, expect, it } from 'vitest'
import { fold, foldWithOrigins } from '#domain/matching/text/fold.ts'
import { tokenize } from '#domain/matching/text/tokens.ts'
import { simplify } from '#domain/matching/text/traditional.ts'
import { traditionalPairs } from '#domain/matching/text/traditional-data.ts'
import { anyText } from './any-text.ts'

/** What folding means, said without tables: the whole text through the normaliser. */
function plainFold(text: string): string {
  const visible = text
    .replace(/\p{Surrogate}/gu, ' ')
    .replace(
      /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|\u034f|[\ufe00-\ufe0f]|[\u{e0000}-\u{e01ef}]/gu,
      '',
    )
  return simplify(visible.normalize('NFKC').toLowerCase().normalize('NFKC').replaceAll('ς', 'σ'))
}

describe('fold', () => {
  it.each([
    ['ＣＢＮ，１００％', 'cbn,100%'],
    ['機器人與乾燥', '机器人与干燥'],
    ['10㎜ ½ ℃', '10mm 1⁄2 °c'],
    ['e\u0301E\u0301', 'éé'],
    ['氮\u200b化\u200f硼', '氮化硼'],
    ['e\u200b\u0301', 'é'],
    ['\ud83d电\udc00', ' 电 '],
    ['\u1112\u1161\u11ab', '한'],
  ])('%j is %j', (text, folded) => expect(fold(text)).toBe(folded))

  it('keeps only the first character of a group that is no writing', () => {
    expect(fold(`a${'\u0301\u0316'.repeat(1000)}b`)).toBe('ab')
    expect(fold('\u0316\u0301'.repeat(100_000))).toBe('\u0316')
  })

  it('law: it is what the normaliser says of the whole text', () => {
    fc.assert(
      fc.property(anyText, text => {
        expect(fold(text)).toBe(plainFold(text))
      }),
      { numRuns: 3000 },
    )
  })

  it('law: every character there is, alone and between others, folds as the normaliser says, and folds once', () => {
    const wrong: string[] = []
    for (let point = 0; point <= 0x10ffff; point += point < 0x10000 ? 1 : 7) {
      const text = `g${String.fromCodePoint(point)}e\u1100`
      const folded = fold(text)
      if (folded !== plainFold(text) || fold(folded) !== folded) wrong.push(point.toString(16))
    }
    expect(wrong).toEqual([])
  })

  it('law: every stretch of the original that a unit stands for lies in it, in order', () => {
    fc.assert(
      fc.property(anyText, text => {
        const { folded, starts, ends } = foldWithOrigins(text)
        expect(folded).toBe(fold(text))
        expect([starts.length, ends.length]).toEqual([folded.length, folded.length])
        for (const [i, start] of starts.entries()) {
          expect(start).toBeLessThan(ends[i] ?? 0)
          expect(ends[i]).toBeLessThanOrEqual(text.length)
          if (i > 0) expect(start).toBeGreaterThanOrEqual(starts[i - 1] ?? 0)
        }
      }),
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

describe('the table of traditional characters', () => {
  it('says what OpenCC says, to the end of its chains', () => {
    const convert = Converter({ from: 't', to: 'cn' })
    const settled = (char: string) => convert(convert(char))
    const pairs = Array.from({ length: traditionalPairs.length / 2 }, (_, i) =>
      traditionalPairs.slice(2 * i, 2 * i + 2),
    )
    expect(pairs.length).toBeGreaterThan(2500)
    expect(pairs.filter(pair => settled(pair.charAt(0)) !== pair.charAt(1))).toEqual([])
    expect(pairs.filter(pair => simplify(pair.charAt(1)) !== pair.charAt(1))).toEqual([])
  })
})

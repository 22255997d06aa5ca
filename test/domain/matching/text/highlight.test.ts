import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { bestSentences, highlightSpans, maxExcerptChars } from '#domain/matching/text/highlight.ts'
import { placeText, tokenize } from '#domain/matching/text/tokens.ts'
import { anyText } from './any-text.ts'

/** The text with its matches in brackets. */
function mark(text: string, spans: readonly { start: number; end: number }[]): string {
  return spans.toReversed().reduce((marked, { start, end }) => {
    return `${marked.slice(0, start)}[${marked.slice(start, end)}]${marked.slice(end)}`
  }, text)
}

const wordsOf = (query: string) => new Map(tokenize(query).map(word => [word, 1]))

describe('highlightSpans', () => {
  it.each([
    ['高性能氮化硼陶瓷', '氮化硼', '高性能[氮化硼]陶瓷'],
    ['氮化铝与硫化硼', '氮化硼', '[氮化]铝与硫[化硼]'],
    ['高溫ＣＢＮ刀具', 'cbn 高温', '[高溫ＣＢＮ]刀具'],
    ['耐温1000 ℃以上', '1000℃', '耐温[1000 ℃]以上'],
    ['氮\u200b化硼', '氮化', '[氮\u200b化]硼'],
    ['e\u0301tude ÉTUDE', 'étude', '[e\u0301tude] [ÉTUDE]'],
    ['C/C-SiC复合', 'sic', '[C/C-SiC]复合'],
    ['X-射线探伤', 'x射线', '[X-射线]探伤'],
    ['ﷺ氮化', '氮化', 'ﷺ[氮化]'],
    ['𠀀𠀁氮化', '𠀀𠀁', '[𠀀𠀁]氮化'],
    ['', '氮化', ''],
    ['电池', '', '电池'],
  ])('%j for %j', (text, query, marked) => {
    expect(mark(text, highlightSpans(text, wordsOf(query)))).toBe(marked)
  })

  it('law: spans are in order, apart, within the text, and there is one when a word matches', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, query) => {
        const words = wordsOf(query)
        const spans = highlightSpans(text, words)
        let last = -1
        for (const { start, end } of spans) {
          expect(start > last && start < end && end <= text.length).toBe(true)
          last = end
        }
        expect(spans.length > 0).toBe(tokenize(text).some(word => words.has(word)))
      }),
      { numRuns: 500 },
    )
  })
})

describe('bestSentences', () => {
  const text =
    '我公司成立于2001年。主要生产氮化硼陶瓷刀具！现有问题：刀具耐高温不足；需要氮化硼材料的增韧技术。\n联系人张三'
  const show = (query: string, max = 3) =>
    bestSentences(placeText(text), wordsOf(query), max).map(({ text: part, spans }) => mark(part, spans))

  it('gives those that say most, in the order of the text, nothing twice', () => {
    expect(show('氮化硼增韧', 1)).toEqual(['需要[氮化硼]材料的[增韧]技术。'])
    expect(show('氮化硼增韧刀具')).toEqual(['主要生产[氮化硼]陶瓷[刀具]！', '需要[氮化硼]材料的[增韧]技术。'])
    expect(show('没有的词')).toEqual([])
    expect(show('氮化硼', 0)).toEqual([])
  })

  it('weighs the words', () => {
    const weights = new Map([...wordsOf('公司成立').entries(), ['氮化', 9] as [string, number]])
    expect(bestSentences(placeText(text), weights, 1)[0]?.text).toBe('主要生产氮化硼陶瓷刀具！')
  })

  it('cuts a long sentence around its hits', () => {
    const long = `${'甲乙丙丁'.repeat(50)}氮化硼${'子丑寅卯'.repeat(50)}`
    const [excerpt] = bestSentences(placeText(long), wordsOf('氮化硼'), 1)
    expect(excerpt?.text.length).toBe(maxExcerptChars)
    expect(mark(excerpt?.text ?? '', excerpt?.spans ?? [])).toContain('[氮化硼]')
    expect([excerpt?.isCutBefore, excerpt?.isCutAfter]).toEqual([true, true])
  })

  it('takes bounded time', () => {
    const started = performance.now()
    for (const part of ['氮化。', '氮', '。', 'a. ', '\ud83d', '氮化硼，'])
      bestSentences(placeText(part.repeat(50_000)), wordsOf('氮化硼 a'), 5)
    expect(performance.now() - started).toBeLessThan(2000)
  })

  it('keeps what stands on the sign that ends a sentence', () => {
    const [excerpt] = bestSentences(placeText('\n\u0301'), wordsOf('\u00b4'), 1)
    expect(excerpt).toMatchObject({ text: '\n\u0301', spans: [{ start: 0, end: 2 }] })
  })

  it('law: an excerpt is a readable stretch of the text with its spans inside', () => {
    const pieces = fc
      .array(fc.oneof(anyText, fc.constantFrom('氮化硼。', '电池', '𠀀', '；\n')))
      .map(parts => parts.join(''))
    fc.assert(
      fc.property(pieces, anyText, fc.integer({ min: 0, max: 5 }), (source, query, max) => {
        const weights = wordsOf(`${query}氮化硼 电池`)
        const excerpts = bestSentences(placeText(source), weights, max)
        expect(excerpts.length).toBeLessThanOrEqual(max)
        for (const { start, end, text: part, spans } of excerpts) {
          expect(source.slice(start, end)).toBe(part)
          expect(part.length).toBeLessThanOrEqual(maxExcerptChars + 2)
          expect(spans.length).toBeGreaterThan(0)
          for (const span of spans)
            expect(span.start >= 0 && span.start < span.end && span.end <= part.length).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })
})

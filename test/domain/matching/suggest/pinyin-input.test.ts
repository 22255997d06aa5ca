import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Chain, maxLookedAt, rankPhrases, suggestByPinyin } from '#domain/matching/suggest/pinyin-input.ts'
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
          expect(vocabulary.together(words, 1)).toBe(suggestion.frequency)
          expect(suggestion.frequency).toBeGreaterThan(0)
        }
      }),
    )
  })
})

/** Phrases of one pair, or of two that so many listings hold together. */
interface Counted {
  rarest: number
  held: number | null
}

/** Ranks them, and says which were counted. A count that cannot reach what is asked for is given up, as by the index. */
function rankCounted(given: readonly Counted[]) {
  const asked: string[] = []
  const chains = given.map(({ rarest, held }, i): Chain => {
    const text = `p${String(i).padStart(2, '0')}`
    return { text, words: held === null ? [text] : [text, text], rarest, cohesion: 1 }
  })
  const together = ([text = '']: readonly string[], least: number) => {
    asked.push(text)
    const held = given[Number(text.slice(1))]?.held ?? 0
    return held < least ? 0 : held
  }
  return { ranked: rankPhrases(chains, { ...vocabulary, together }), asked }
}

describe('rankPhrases', () => {
  const counted = fc
    .tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 40 }), fc.boolean())
    .map(([rarest, held, isPair]): Counted => ({ rarest, held: isPair ? null : Math.min(held, rarest) }))

  it('law: ranks as if every phrase were counted to the end', () => {
    fc.assert(
      fc.property(fc.array(counted, { maxLength: 64 }), given => {
        const all = given.map(({ rarest, held }, i) => ({
          text: `p${String(i).padStart(2, '0')}`,
          frequency: held ?? rarest,
          weight: (held ?? rarest) ** 2 / rarest,
        }))
        const best = all
          .filter(({ frequency }) => frequency > 0)
          .sort((a, b) => b.weight - a.weight || (a.text < b.text ? -1 : 1))
          .slice(0, 8)
        expect(rankCounted(given).ranked).toEqual(best.map(({ text, frequency }) => ({ text, frequency })))
      }),
    )
  })

  it('counts no phrase whose rarest pair is rarer than what the eighth best weighs', () => {
    const best = Array.from({ length: 8 }, () => ({ rarest: 100, held: 50 }))
    // 50 of 100 weigh 25.
    const { asked } = rankCounted([...best, { rarest: 25, held: 25 }, { rarest: 24, held: 24 }])
    expect(asked).toHaveLength(9)
    expect(asked).toContain('p08')
  })

  it('looks at so many listings and no more; what is rarer still has its turn', () => {
    const common = { rarest: maxLookedAt * 0.6, held: 1 }
    const { asked, ranked } = rankCounted([common, common, { rarest: 10, held: 10 }, { ...common, held: null }])
    expect(asked).toEqual(['p00', 'p02'])
    expect(ranked.map(({ text }) => text)).toEqual(['p03', 'p02', 'p00'])
  })
})

/** A small vocabulary made from phrases, with the readings written out. */
import { buildVocabulary, type Vocabulary, type VocabularySource } from '#domain/matching/suggest/vocabulary.ts'
import { tokenize } from '#domain/matching/text/tokens.ts'

const readings: Record<string, string> = {
  氮: 'dan',
  单: 'dan',
  淡: 'dan',
  弹: 'dan tan',
  化: 'hua',
  话: 'hua',
  硼: 'peng',
  朋: 'peng',
  膨: 'peng',
  胀: 'zhang',
  高: 'gao',
  温: 'wen',
  瘟: 'wen',
  合: 'he',
  金: 'jin',
  西: 'xi',
  安: 'an',
  先: 'xian',
  进: 'jin',
  电: 'dian',
  池: 'chi',
  行: 'xing hang',
  业: 'ye',
  银: 'yin',
  绿: 'lv lu',
  色: 'se',
  陶: 'tao',
  瓷: 'ci',
  铝: 'lv',
  体: 'ti',
}

export const phrases: readonly (readonly [phrase: string, times: number])[] = [
  ['氮化硼陶瓷', 9],
  ['氮化铝', 5],
  ['膨胀合金', 3],
  ['高温合金', 20],
  ['西安', 4],
  ['先进电池', 8],
  ['银行', 2],
  ['行业', 6],
  ['绿色', 7],
  ['单体电池', 30],
  ['弹性', 1],
  ['laser', 12],
  ['graphene', 6],
  ['battery', 9],
  ['led', 5],
]

type Parts = Pick<VocabularySource, 'frequency' | 'together' | 'readingsOf'>

/** All steps at once, from words with the number of listings that hold each. */
export function builtVocabulary(entries: Iterable<readonly [string, number]>, parts: Parts): Vocabulary {
  const words = [...entries]
  const steps = buildVocabulary({
    ...parts,
    holders: Uint32Array.from(words, ([, holders]) => holders),
    documents: words.reduce((most, [, holders]) => Math.max(most, holders), 0),
    wordOf: number => words[number]?.[0] ?? '',
  })
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

/** What the phrases say, each as often as given. */
export function smallVocabulary(): Vocabulary {
  const counts = new Map<string, number>()
  for (const [phrase, times] of phrases)
    for (const word of new Set(tokenize(phrase))) counts.set(word, (counts.get(word) ?? 0) + times)
  return builtVocabulary(counts, {
    frequency: word => counts.get(word) ?? 0,
    together: words =>
      phrases.reduce((sum, [phrase, times]) => {
        const held = new Set(tokenize(phrase))
        return sum + (words.every(word => held.has(word)) ? times : 0)
      }, 0),
    readingsOf: char => readings[char]?.split(' ') ?? [],
  })
}

/** Suggestions out of an index: what was typed is read by its words and by the names that listings are found by. */
import { describe, expect, it } from 'vitest'
import { remove } from '#domain/matching/index/match-index.ts'
import { suggestText, vocabularyInSteps } from '#domain/matching/suggest/suggest-text.ts'
import type { Vocabulary } from '#domain/matching/suggest/vocabulary.ts'
import { aDocument, anId, indexOf } from '../support.ts'

const readings: Record<string, string> = {
  王: 'wang',
  建: 'jian',
  国: 'guo',
  健: 'jian',
  果: 'guo',
  陶: 'tao',
  瓷: 'ci',
}
const readingsOf = (char: string) => (readings[char] ? [readings[char]] : [])
const nowAt = 1

function expertIndex() {
  return indexOf(
    aDocument({ id: anId(1), library: 'expert', title: '陶瓷', names: ['王建国', '某大学'] }),
    aDocument({ id: anId(2), library: 'expert', title: '健果', names: ['李四'] }),
  )
}

function vocabularyOf(index: ReturnType<typeof expertIndex>): Vocabulary {
  const steps = vocabularyInSteps(index, { library: 'expert', readingsOf })
  for (;;) {
    const { done, value } = steps.next()
    if (done) return value
  }
}

function suggest(index: ReturnType<typeof expertIndex>, text: string) {
  const vocabulary = vocabularyOf(index)
  return suggestText(index, { library: 'expert', text, nowAt }, vocabulary)
}

describe('suggestText', () => {
  it.each([
    ['wangjianguo', '王建国'],
    ['wjg', '王建国'],
    ['taoci', '陶瓷'],
  ])('%s is read as %s', (typed, text) => {
    expect(suggest(expertIndex(), typed)).toEqual({ text, kind: 'pinyin' })
  })

  it('names nobody who is gone, also when the vocabulary still knows the name', () => {
    const index = expertIndex()
    const vocabulary = vocabularyOf(index)
    remove(index, [anId(1)])
    expect(suggestText(index, { library: 'expert', text: 'wangjianguo', nowAt }, vocabulary)).toBeNull()
  })

  it('suggests nothing that only listings hold which have expired', () => {
    const index = indexOf(aDocument({ id: anId(1), library: 'expert', title: '陶瓷', expiresAt: nowAt }))
    expect(suggest(index, 'taoci')).toBeNull()
  })

  it('suggests nothing of which no listing has all', () => {
    const index = indexOf(
      aDocument({ id: anId(1), library: 'expert', title: '王建' }),
      aDocument({ id: anId(2), library: 'expert', title: '建国' }),
    )
    expect(suggest(index, 'wangjianguo')).toBeNull()
    expect(suggest(index, 'wangjian')).toEqual({ text: '王建', kind: 'pinyin' })
  })
})

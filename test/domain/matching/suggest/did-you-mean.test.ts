import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { didYouMean, editDistance } from '#domain/matching/suggest/did-you-mean.ts'
import { anyText } from '../text/any-text.ts'
import { smallVocabulary } from './support.ts'

const vocabulary = smallVocabulary()

describe('didYouMean', () => {
  it.each([
    ['单化硼', '氮化硼', [['单化硼', '氮化硼']]],
    ['氮话硼陶瓷', '氮化硼陶瓷', [['氮话硼陶瓷', '氮化硼陶瓷']]],
    ['淡话朋', '氮化硼', [['淡话朋', '氮化硼']]],
    ['高瘟合金', '高温合金', [['高瘟合金', '高温合金']]],
    ['高色合金', '高温合金', [['高色合金', '高温合金']]],
    ['Lazer 高温合金', 'laser 高温合金', [['lazer', 'laser']]],
    ['grafene', null, null],
    ['graphen', 'graphene', [['graphen', 'graphene']]],
    ['grpahnee', 'graphene', [['grpahnee', 'graphene']]],
    [
      'battrey，单化硼',
      'battery,氮化硼',
      [
        ['battrey', 'battery'],
        ['单化硼', '氮化硼'],
      ],
    ],
  ] as const)('%s: %s', (query, text, changes) => {
    const expected = text === null ? null : { text, changes: changes.map(([from, to]) => ({ from, to })) }
    expect(didYouMean(query, vocabulary)).toEqual(expected)
  })

  it('says nothing when all occurs, when nothing is near, and about models', () => {
    // 单体 + 体陶 + 陶瓷: a pair across two known terms is no mistake.
    for (const query of [
      '高温合金',
      '单体陶瓷',
      '龘靐齉',
      'xyzzy',
      'al2o3x',
      'lazer2',
      '',
      '泵',
      `${'高温'.repeat(40)}瘟`,
    ])
      expect(didYouMean(query, vocabulary)).toBeNull()
  })

  it('law: never throws; a correction changes the query and holds what it says', () => {
    const query = fc.oneof(anyText, fc.stringMatching(/^[氮单化话硼朋高瘟温合金laser ]{0,12}$/))
    fc.assert(
      fc.property(query, text => {
        const correction = didYouMean(text, vocabulary)
        if (correction === null) return
        expect(correction.changes.length).toBeGreaterThan(0)
        for (const { from, to } of correction.changes) {
          expect(from).not.toBe(to)
          expect(correction.text).toContain(to)
        }
        expect(
          didYouMean(correction.text, vocabulary)?.changes.some(({ from }) =>
            correction.changes.some(change => change.to === from),
          ) ?? false,
        ).toBe(false)
      }),
      { numRuns: 500 },
    )
  })
})

describe('editDistance', () => {
  it('law: the same both ways, 0 only for the same, one edit is one', () => {
    const word = fc.stringMatching(/^[abc]{0,6}$/)
    fc.assert(
      fc.property(word, word, (a, b) => {
        expect(editDistance(a, b, 9)).toBe(editDistance(b, a, 9))
        expect(editDistance(a, b, 9) === 0).toBe(a === b)
        expect(editDistance(a, `${a}x`, 9)).toBe(1)
      }),
    )
    expect(editDistance('abcd', 'abdc', 2)).toBe(1)
    expect(editDistance('aaaa', 'bbbb', 1)).toBe(2)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergePhrases } from '#domain/matching/text/phrases.ts'
import { tokenRuns } from '#domain/matching/text/tokens.ts'

function merge(query: string, document: string, has: (word: string) => boolean = word => document.includes(word)) {
  const rules = { has, mayJoin: (label: string) => document.includes(label), maxWords: 12, isJoint: () => false }
  return mergePhrases(tokenRuns(query), rules)
}

describe('mergePhrases', () => {
  it('puts neighbours together when they stand together in the document', () => {
    expect(merge('氮化硼陶瓷', '氮化硼').map(({ label }) => label)).toEqual(['氮化硼'])
    expect(merge('氮化硼', '氮化铝，硫化硼').map(({ label }) => label)).toEqual(['氮化', '化硼'])
  })
  it('gives a word to the longest phrase, and the rest of the other keeps its whole label', () => {
    const found = merge('氮化铝粉。氮化硼', '氮化铝粉 氮化硼')
    expect(found).toEqual([
      { label: '氮化铝粉', words: ['氮化', '化铝', '铝粉'] },
      { label: '氮化硼', words: ['化硼'] },
    ])
  })
  it('stops at the longest phrase allowed', () => {
    const text = '甲乙丙丁戊己庚辛'
    const rules = { has: () => true, mayJoin: () => true, maxWords: 3, isJoint: () => false }
    expect(mergePhrases(tokenRuns(text), rules).map(({ label }) => label)).toEqual(['甲乙丙丁', '丁戊己庚', '庚辛'])
  })
  it('law: every wanted word ends up in exactly one phrase', () => {
    const text = fc.array(fc.constantFrom('甲', '乙', '丙', '丁', 'ab', '，')).map(parts => parts.join(''))
    fc.assert(
      fc.property(text, text, (query, document) => {
        const has = (word: string) => word !== '甲乙'
        const words = merge(query, document, has).flatMap(phrase => phrase.words)
        expect(words.toSorted()).toEqual([...new Set(tokenRuns(query).flat().filter(has))].toSorted())
      }),
    )
  })
})

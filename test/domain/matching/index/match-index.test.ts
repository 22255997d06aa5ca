import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { MatchDocument } from '#domain/matching/document.ts'
import { addSegment, findDocument, liveSegments } from '#domain/matching/index/library-index.ts'
import {
  compactIndex,
  createMatchIndex,
  indexBytes,
  indexSize,
  type MatchIndex,
  maintainIndex,
  rankedStatistics,
  remove,
  statisticsOf,
  upsert,
} from '#domain/matching/index/match-index.ts'
import { maxSegmentDocuments } from '#domain/matching/index/segment.ts'
import { rankDocuments } from '#domain/matching/rank.ts'
import { aDocument, anId, aQuery, finish, indexOf } from '../support.ts'
import { changes, live } from './churn.ts'
import { charactersOf } from './naive-characters.ts'
import { holdsWord, wordsOf } from './naive-ranking.ts'

const library = 'achievement' as const
const ask = (index: MatchIndex, title: string) =>
  rankDocuments(index, { library, from: 'demand', query: aQuery({ title }), limit: 9, nowAt: 0 }).ranked
const idsFor = (index: MatchIndex, title: string) => ask(index, title).map(({ id }) => id)
const segmentsOf = (index: MatchIndex) => liveSegments(index.libraries[library])
const pump = aDocument({ id: anId(1), title: '水泵' })

describe('upsert and remove', () => {
  it('replaces by id, across libraries, and counts exactly', () => {
    const index = indexOf(pump, { ...pump, title: '隔膜' })
    expect(indexSize(index)).toBe(1)
    expect(idsFor(index, '水泵')).toEqual([])
    expect(idsFor(index, '隔膜')).toEqual([pump.id])
    upsert(index, [{ ...pump, library: 'expert' }])
    expect([indexSize(index, 'achievement'), indexSize(index, 'expert'), indexSize(index)]).toEqual([0, 1, 1])
    expect(remove(index, [pump.id, anId(2)])).toBe(1)
    expect(remove(index, [pump.id])).toBe(0)
    expect(indexSize(index)).toBe(0)
  })

  it('takes the last of several with one id, and nothing at all', () => {
    const index = createMatchIndex()
    upsert(index, [])
    upsert(index, [pump, { ...pump, library: 'demand' }, { ...pump, title: '隔膜' }])
    expect([indexSize(index), idsFor(index, '隔膜')]).toEqual([1, [pump.id]])
  })

  it('does not notice when the caller changes its document afterwards', () => {
    const keywords = ['水泵']
    const index = indexOf(aDocument({ id: anId(1), keywords }))
    keywords[0] = '隔膜'
    expect([idsFor(index, '水泵').length, idsFor(index, '隔膜').length]).toEqual([1, 0])
  })

  it('never finds the dead, and counts them until they are merged away', () => {
    const index = indexOf(pump, aDocument({ id: anId(2), title: '水泵' }))
    remove(index, [pump.id])
    expect(idsFor(index, '水泵')).toEqual([anId(2)])
    expect([statisticsOf(index, library).documents, statisticsOf(index, library).holders('水泵')]).toEqual([2, 2])
    finish(compactIndex(index))
    expect([statisticsOf(index, library).documents, statisticsOf(index, library).holders('水泵')]).toEqual([1, 1])
  })

  it('law: the living are where the index says, and statistics count each segment once', () => {
    const property = fc.property(fc.integer({ min: 0, max: 999 }), changes, (seed, history) => {
      const { index, truth, counted } = live(seed, history)
      expect(indexSize(index)).toBe(truth.size)
      for (const document of truth.values()) expect(publishedAt(index, document)).toBe(document.publishedAt)
      for (const name of ['achievement', 'demand'] as const) {
        const documents = counted(name)
        const {
          averages,
          holders,
          characterHolders,
          documents: count,
        } = { ...rankedStatistics(index, name, name), ...statisticsOf(index, name) }
        expect(count).toBe(documents.length)
        const sum = documents.reduce((all, document) => all + wordsOf(document).lengths.text, 0)
        expect(averages.text).toBe(count === 0 ? 0 : sum / count)
        for (const word of ['氮化', '10mm', 'vbo', 'vcdo', '无人'])
          expect(holders(word)).toBe(documents.filter(document => holdsWord(document, word)).length)
        for (const character of ['氮', '膜', '的', '龘', 'v'])
          expect(characterHolders(character.charCodeAt(0))).toBe(
            documents.filter(document => charactersOf(document).has(character)).length,
          )
      }
    })
    fc.assert(property, { numRuns: 20 })
  })
})

function publishedAt(index: MatchIndex, { id, library: name }: MatchDocument): number | undefined {
  const found = findDocument(index.libraries[name], id)
  return found?.live.segment.columns.publishedAt[found.place]
}

describe('maintenance', () => {
  const documents = Array.from({ length: 95 }, (_, i) => aDocument({ id: anId(i), title: `水泵 密封${i % 7}` }))

  it('keeps segments few, and is done when nothing is left to do', () => {
    const index = indexOf(...documents)
    expect(segmentsOf(index)).toHaveLength(95)
    finish(maintainIndex(index))
    expect(segmentsOf(index)).toHaveLength(1)
    expect(maintainIndex(index).next().done).toBe(true)
  })

  it('writes a segment again when more than a fifth of it is dead, not before', () => {
    const index = createMatchIndex()
    upsert(index, documents.slice(0, 10))
    remove(index, [anId(0), anId(1)])
    expect(maintainIndex(index).next().done).toBe(true)
    remove(index, [anId(2)])
    finish(maintainIndex(index))
    expect(segmentsOf(index).map(({ segment }) => segment.documents)).toEqual([7])
    remove(
      index,
      documents.map(({ id }) => id),
    )
    finish(maintainIndex(index))
    expect([segmentsOf(index), indexSize(index), statisticsOf(index, library).documents]).toEqual([[], 0, 0])
  })

  it('keeps what died, and what came anew, while a merge was under way', () => {
    const index = indexOf(...documents.slice(0, 10))
    const merge = maintainIndex(index)
    expect(merge.next().done).toBe(false)
    remove(index, [anId(3)])
    upsert(index, [aDocument({ id: anId(4), title: '隔膜' })])
    finish(merge)
    expect(segmentsOf(index).map(({ segment, deadCount }) => [segment.documents, deadCount])).toEqual([
      [1, 0],
      [10, 2],
    ])
    expect(idsFor(index, '水泵')).toEqual([0, 1, 2, 5, 6, 7, 8, 9].map(anId))
    expect(idsFor(index, '隔膜')).toEqual([anId(4)])
    finish(compactIndex(index))
    const others = documents.slice(0, 10).filter((_, i) => i !== 3 && i !== 4)
    expect(ask(index, '水泵')).toEqual(ask(indexOf(...others, aDocument({ id: anId(4), title: '隔膜' })), '水泵'))
  })

  it('uses the room of segments that are gone again', () => {
    const index = createMatchIndex()
    for (let round = 0; round < 30; round++) {
      for (const document of documents.slice(0, 20)) upsert(index, [document])
      finish(maintainIndex(index))
    }
    expect(index.libraries[library].slots.length).toBeLessThan(50)
    expect(indexSize(index)).toBe(20)
    // Tables of characters, 330,000 of it, are the same however small the library is.
    expect(indexBytes(index)).toBeLessThan(630_000)
  })

  it('refuses to lose its way among too many segments', () => {
    const index = indexOf(pump)
    index.libraries[library].slots.length = 65_535
    expect(() => upsert(index, [{ ...pump, id: anId(2) }])).toThrow('too many segments')
  })

  it('takes a segment in with its dead, as a snapshot has it', () => {
    const index = createMatchIndex()
    upsert(index, documents.slice(0, 5))
    const [live] = segmentsOf(index)
    if (!live) expect.fail('no segment')
    remove(index, [anId(1)])
    const copy = { ...createMatchIndex(), dictionary: index.dictionary, characters: index.characters }
    addSegment(copy.libraries[library], live.segment, live.dead.slice())
    expect(indexSize(copy)).toBe(4)
    expect(ask(copy, '水泵')).toEqual(ask(index, '水泵'))
    expect(findDocument(copy.libraries[library], anId(1))).toBeNull()
  })
})

describe('a segment that is full', () => {
  it('leaves the rest to another; its last place is a place like any', () => {
    const count = maxSegmentDocuments + 2
    const index = createMatchIndex()
    const tiny = { ...aDocument({ id: '', title: 'ab' }) }
    const special = new Map([
      [maxSegmentDocuments - 1, '隔膜 氮化硼'],
      [maxSegmentDocuments, '隔膜'],
    ])
    upsert(
      index,
      Array.from({ length: count }, (_, n) => ({ ...tiny, id: anId(n), title: special.get(n) ?? 'ab' })),
    )
    expect(segmentsOf(index).map(({ segment }) => segment.documents)).toEqual([maxSegmentDocuments, 2])
    expect(idsFor(index, '隔膜氮化硼')).toEqual([maxSegmentDocuments - 1, maxSegmentDocuments].map(anId))
    expect(idsFor(index, 'ab')).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8].map(anId))
    expect(remove(index, [anId(maxSegmentDocuments - 1)])).toBe(1)
    expect(idsFor(index, '隔膜')).toEqual([anId(maxSegmentDocuments)])
    finish(maintainIndex(index))
    expect(segmentsOf(index)).toHaveLength(2)
    finish(compactIndex(index))
    expect(indexSize(index)).toBe(count - 1)
    expect(findDocument(index.libraries[library], anId(maxSegmentDocuments - 2))?.place).toBe(maxSegmentDocuments - 2)
  })
})

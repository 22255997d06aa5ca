import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type MatchQuery, queryOf } from '#domain/matching/document.ts'
import { compactIndex, createMatchIndex, type MatchIndex, upsert } from '#domain/matching/index/match-index.ts'
import { type RankRequest, rankDocuments, seekerOf } from '#domain/matching/rank.ts'
import { weighedDocuments } from '#domain/matching/ranking/weights.ts'
import { changes, filterFor, live, nowAt, organisations, queryFor } from './index/churn.ts'
import { fakeMeanings } from './index/fake-meanings.ts'
import { weighNaively } from './index/naive-characters.ts'
import { passesFilter } from './index/naive-filter.ts'
import { bestByWords, countedFor, naiveScores, naiveTerms } from './index/naive-ranking.ts'
import { aDocument, anId, aQuery, finish, indexOf } from './support.ts'

const options = { library: 'achievement', from: 'demand', limit: 10, nowAt } as const

function ids(index: MatchIndex, query: Partial<MatchQuery>, given: Partial<RankRequest> = {}): string[] {
  return rankDocuments(index, { ...options, query: aQuery(query), ...given }).ranked.map(({ id }) => id)
}

const nitride = aDocument({ id: anId(1), title: '氮化硼陶瓷刀具' })
const battery = aDocument({ id: anId(2), title: '锂电池隔膜', text: '用于电池，含氮化硼涂层' })
const pump = aDocument({ id: anId(3), title: '水泵' })
const three = indexOf(pump, battery, nitride)

describe('rankDocuments', () => {
  it('puts the document that answers more of the query first and leaves out what shares no word', () => {
    expect(ids(three, { title: '氮化硼刀具' })).toEqual([nitride.id, battery.id])
  })

  it('breaks ties by id, whatever the order of arrival', () => {
    const twins = [12, 13, 11].map(n => aDocument({ id: anId(n), title: '水泵密封' }))
    for (const order of [twins, twins.toReversed()]) {
      expect(ids(indexOf(...order), { title: '水泵' })).toEqual([11, 12, 13].map(anId))
      expect(ids(indexOf(...order), { title: '水泵' }, { limit: 2 })).toEqual([11, 12].map(anId))
    }
  })

  it('never ranks an expired document, from the instant on', () => {
    const later = aDocument({ id: anId(4), title: '水泵', expiresAt: nowAt + 1 })
    const index = indexOf({ ...pump, expiresAt: nowAt }, later)
    expect(ids(index, { title: '水泵' })).toEqual([later.id])
    expect(ids(index, { title: '水泵' }, { nowAt: nowAt + 1 })).toEqual([])
  })

  it('ranks only candidates, and only the library asked for', () => {
    const index = indexOf(nitride, battery, { ...nitride, id: anId(4), library: 'demand' })
    const query = { title: '氮化硼' }
    const candidates = [battery.id, anId(4), anId(9), battery.id, battery.id.toUpperCase()]
    expect(ids(index, query, { candidates })).toEqual([battery.id])
    expect(ids(index, query, { candidates: [] })).toEqual([])
    expect(ids(index, query, { library: 'demand' })).toEqual([anId(4)])
    expect(ids(index, query, { library: 'expert' })).toEqual([])
  })

  it('ranks every candidate, those without a common word by their characters, then by id', () => {
    const compound = aDocument({ id: anId(8), title: '硼化物' })
    const index = indexOf(nitride, pump, battery, compound, aDocument({ id: anId(0), title: '齿轮' }))
    const candidates = [anId(0), ...[pump, battery, compound, nitride].map(({ id }) => id)]
    const query = { title: '氮化硼刀具' }
    expect(ids(index, query, { candidates })).toEqual([nitride.id, battery.id, compound.id, anId(0), pump.id])
    expect(ids(index, query)).toEqual([nitride.id, battery.id])
    expect(ids(index, query, { candidates, filter: { trlMin: 1 } })).toEqual([])
    expect(ids(index, { title: '' }, { candidates: [pump.id, anId(0)] })).toEqual([anId(0), pump.id])
  })

  it('knows the words of every candidate, however many there are and however few are wanted', () => {
    const crowd = Array.from({ length: weighedDocuments + 50 }, (_, n) => aDocument({ id: anId(n), title: '水泵' }))
    const last = aDocument({ id: anId(900), title: '水泵', trl: 6 })
    const index = createMatchIndex()
    upsert(index, [...crowd, last])
    const candidates = [...crowd.map(({ id }) => id), last.id]
    expect(ids(index, { title: '水泵', trl: 6 }, { candidates, limit: 2 })).toEqual([last.id, anId(0)])
  })

  it('narrows to the listings of one organisation, whatever segments they are in, and to nothing for a stranger', () => {
    const [own, other] = [anId(50), anId(51)]
    const index = createMatchIndex()
    const pumps = Array.from({ length: 30 }, (_, n) =>
      aDocument({ id: anId(n), title: '水泵', text: '密封', organisationId: n % 7 === 0 ? own : other }),
    )
    upsert(index, pumps.slice(0, 20))
    for (const late of pumps.slice(20)) upsert(index, [late])
    upsert(index, [{ ...pumps[7], id: anId(7), organisationId: other } as (typeof pumps)[0]])
    const query = { title: '水泵密封' }
    expect(ids(index, query, { filter: { organisationId: own } })).toEqual([0, 14, 21, 28].map(anId))
    expect(ids(index, query, { filter: { organisationId: own }, candidates: [anId(1), anId(21)] })).toEqual([anId(21)])
    expect(ids(index, query, { filter: { organisationId: anId(52) } })).toEqual([])
    expect(ids(index, { title: `#owner ${own}`, text: own })).toEqual([])
  })

  it('leaves out the document that asks for its like', () => {
    const like = (except: string) => ids(three, queryOf(battery), { from: 'achievement', except })
    expect(like(battery.id)).toEqual([nitride.id])
    expect(like(nitride.id)).toEqual([battery.id])
    expect(ids(three, queryOf(battery), { except: nitride.id, limit: 0 })).toEqual([])
  })

  it('leaves out the listings of the one who asks, so that the list is full of others', () => {
    const [own, other] = [anId(50), anId(51)]
    const index = createMatchIndex()
    const pumps = Array.from({ length: 300 }, (_, n) =>
      aDocument({ id: anId(n), title: '水泵', organisationId: n < 250 ? own : other }),
    )
    upsert(index, pumps.slice(0, 280))
    for (const late of pumps.slice(280)) upsert(index, [late])
    const query = { title: '水泵' }
    const ofOthers = { exceptOrganisationId: own, limit: 50 }
    expect(ids(index, query, ofOthers)).toEqual(pumps.slice(250).map(({ id }) => id))
    expect(ids(index, query, { ...ofOthers, filter: { organisationId: own } })).toEqual([])
    expect(ids(index, query, { ...ofOthers, candidates: [anId(1), anId(260)] })).toEqual([anId(260)])
    expect(ids(index, query, { exceptOrganisationId: anId(52), limit: 250 })).toHaveLength(250)
  })

  it('lets a structured fact decide between equals, and never alone', () => {
    const near = aDocument({ id: anId(9), title: '水泵', regionCode: '410105' })
    const stranger = aDocument({ id: anId(0), title: '隔膜', regionCode: '410105', fields: ['new_energy'] })
    const query = { title: '水泵', regionCode: '410105', fields: ['new_energy'] as const }
    expect(ids(indexOf(pump, near, stranger), query)).toEqual([near.id, pump.id])
  })

  it('weighs the facts of the best 200 by words, and of nobody else', () => {
    const facts = { regionCode: '410105', fields: ['new_energy'] as const, trl: 6, industryCode: 'C39' }
    const crowd = Array.from({ length: weighedDocuments }, (_, i) => aDocument({ id: anId(i), title: '水泵' }))
    const next = aDocument({ id: anId(900), title: '水泵 密封', ...facts })
    const index = createMatchIndex()
    upsert(index, [...crowd, next])
    const query = { title: '水泵', ...facts }
    expect(ids(index, query, { candidates: [anId(1), next.id] })).toEqual([next.id, anId(1)])
    expect(ids(index, query, { except: anId(901) })).not.toContain(next.id)
    expect(ids(index, query, { except: anId(1) })[0]).toBe(next.id)
    expect(ids(index, query, { limit: weighedDocuments + 1 })[0]).toBe(next.id)
  })

  it('takes the demand for the one who wants, also when achievements ask', () => {
    const ambitious = aDocument({ id: anId(1), library: 'demand', title: '水泵', trl: 9 })
    const modest = aDocument({ id: anId(2), library: 'demand', title: '水泵', trl: 3 })
    const offer = queryOf(aDocument({ id: anId(3), title: '水泵', trl: 3 }))
    const asked = { library: 'demand', from: 'achievement' } as const
    expect(ids(indexOf(ambitious, modest), offer, asked)).toEqual([modest.id, ambitious.id])
    expect([seekerOf('demand', 'demand'), seekerOf('achievement', 'demand')]).toEqual(['query', 'query'])
  })

  it('gives less weight to a word that all demands use', () => {
    const documents = [aDocument({ id: anId(1), title: '研发' }), aDocument({ id: anId(2), title: '隔膜' })]
    const demands = Array.from({ length: 50 }, (_, i) =>
      aDocument({ id: anId(100 + i), library: 'demand', title: '研发' }),
    )
    expect(ids(indexOf(...documents), { title: '研发隔膜' })).toEqual([anId(1), anId(2)])
    expect(ids(indexOf(...documents, ...demands), { title: '研发隔膜' })).toEqual([anId(2), anId(1)])
  })

  it('law: is the exhaustive ranking of the best by words, whatever happened and whatever is asked', () => {
    const limits = fc.constantFrom(0, 1, 3, 200, 250)
    const into = fc.constantFrom('achievement' as const, 'demand' as const, 'expert' as const)
    const property = fc.property(
      fc.integer({ min: 0, max: 1e6 }),
      changes,
      limits,
      into,
      (seed, history, limit, of) => {
        const { index, truth, counted } = live(seed, history)
        const from = of === 'demand' ? 'achievement' : 'demand'
        const [query, filter] = [queryFor(seed), seed % 3 === 0 ? {} : filterFor(seed)]
        const except = anId(seed % 60)
        const exceptOrganisationId = seed % 4 === 0 ? null : organisations[seed % organisations.length]
        const candidates =
          seed % 2 === 0 ? null : Array.from({ length: seed % 90 }, (_, i) => anId(seed % (7 * (i + 1))))
        const all = countedFor(counted, of, from)
        const terms = naiveTerms(all, query)
        const allowed = [...truth.values()].filter(
          document =>
            document.library === of &&
            document.id !== except &&
            document.organisationId !== exceptOrganisationId &&
            (document.expiresAt === null || document.expiresAt > nowAt) &&
            (!candidates || candidates.includes(document.id)) &&
            passesFilter(document, filter),
        )
        const most = Math.max(limit, weighedDocuments)
        const scoreOf = naiveScores(all.own, terms)
        // Candidates are all ranked, whether or not they share a word.
        const found = candidates
          ? allowed.map(document => ({ document, score: scoreOf(document) }))
          : bestByWords(allowed, scoreOf, most)
        const expected = weighNaively(found, all, { query, seeker: seekerOf(of, from), nowAt }).slice(0, limit)
        const given = {
          library: of,
          from,
          query,
          limit,
          nowAt,
          filter,
          except,
          exceptOrganisationId,
          ...(candidates && { candidates }),
        } as const
        expect(rankDocuments(index, given).ranked).toEqual(expected)
      },
    )
    fc.assert(property, { numRuns: 20 })
  })

  it('law: after compaction it is that of a fresh index, bit by bit', () => {
    const property = fc.property(fc.integer({ min: 0, max: 1e6 }), changes, (seed, history) => {
      const { index, truth } = live(seed, history)
      finish(compactIndex(index))
      const fresh = createMatchIndex(fakeMeanings)
      upsert(fresh, [...truth.values()].toReversed())
      const request = { ...options, library: 'demand', query: queryFor(seed), limit: 200 } as const
      expect(rankDocuments(index, request)).toEqual(rankDocuments(fresh, request))
    })
    fc.assert(property, { numRuns: 20 })
  })
})

describe('what may come from outside', () => {
  const odd = ['', ' ', '的', '的了及之其', '😀', '👩‍👩‍👧', '\u200f', 'שלום', '\ud800', '\udc00x\ud800', '无关词语']
  const signs = ['.*(?', "'; DROP TABLE listing; --", '%_\\', '\0', '__proto__', 'constructor', '[[:alpha:]]{9,}']

  it.each([...odd, ...signs])('finds nothing for %j, and does not mind', title => {
    expect(ids(three, { title, text: title })).toEqual([])
  })

  it.each(signs)('no code, word or owner is %j', sign => {
    const any = { title: '氮化硼刀具水泵' }
    expect(ids(three, any)).toHaveLength(3)
    for (const name of ['regionCode', 'industryCode', 'organisationId'])
      expect(ids(three, any, { filter: { [name]: sign } })).toEqual([])
    for (const name of ['fields', 'kinds', 'waysOfTransfer'])
      expect(ids(three, any, { filter: { [name]: [sign] } })).toEqual([])
  })

  it.each([Number.NaN, -1, -1e300, Number.NEGATIVE_INFINITY])('a limit of %s finds nothing', limit => {
    expect(ids(three, { title: '氮化硼' }, { limit, except: pump.id })).toEqual([])
  })

  it.each([1e300, Number.POSITIVE_INFINITY, 2.5])('a limit of %s is one', limit => {
    expect(ids(three, { title: '氮化硼' }, { limit })).toHaveLength(2)
  })

  it('no level passes that is none', () => {
    const index = indexOf({ ...pump, trl: 5 })
    const passes = (filter: RankRequest['filter']) => ids(index, { title: '水泵' }, { filter }).length === 1
    expect(passes({ trlMin: 0, trlMax: 10 })).toBe(true)
    expect(passes({ trlMin: null, trlMax: null })).toBe(true)
    for (const filter of [
      { trlMax: 0 },
      { trlMax: -1 },
      { trlMin: 10 },
      { trlMin: Number.NaN },
      { trlMin: 6, trlMax: 4 },
    ])
      expect(passes(filter)).toBe(false)
  })

  it('answers a query of more than 100 KB in bounded time', () => {
    const letters = Array.from({ length: 4000 }, (_, i) => String.fromCharCode(0x4e00 + ((i * 7919) % 9000)))
    const documents = Array.from({ length: 20 }, (_, i) => aDocument({ id: anId(i), text: letters.slice(i).join('') }))
    const index = indexOf(...documents)
    const title = '氮化硼陶瓷刀具切削'.repeat(12_000)
    const startedAt = performance.now()
    expect(ids(index, { title, text: letters.toReversed().join('') + letters.join('') })).toHaveLength(10)
    expect(performance.now() - startedAt).toBeLessThan(5000)
  })
})

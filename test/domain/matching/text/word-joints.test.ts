/** Where words are parted for reading, and what labels come of it. The frequencies are made up, the sentences too. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { mergePhrases } from '#domain/matching/text/phrases.ts'
import { tokenRuns } from '#domain/matching/text/tokens.ts'
import { wordJoints } from '#domain/matching/text/word-joints.ts'

/** Listings that hold the pairs of these words; every other pair stands in one. */
const frequencies = new Map(
  Object.entries({
    燃气: 100,
    报警器: 60,
    低功耗: 40,
    金刚石: 90,
    砂轮: 30,
    修整: 50,
    在线: 80,
    监测: 200,
    应用: 900,
    技术: 900,
    研究: 700,
    氮化硼: 20,
    涂层: 70,
    刀具: 60,
    轴承: 300,
    物料: 50,
    输送: 60,
    机械: 300,
  }).flatMap(([word, count]) => tokenRuns(word).flatMap(run => run.map(pair => [pair, count] as const))),
)
const frequencyOf = (pair: string) => frequencies.get(pair) ?? 1

describe('wordJoints', () => {
  it.each<[sentence: string, joints: string[]]>([
    ['金刚石砂轮', ['石砂']],
    ['金刚石砂轮在线修整', ['石砂', '轮在', '线修']],
    ['燃气报警器用低功耗', ['气报', '器用', '用低']],
    ['也氮化硼涂层', ['也氮', '硼涂']],
    ['物料输送等', ['料输', '送等']],
    // Both ends of an unknown word are as rare as its middle: nothing is parted.
    ['轴承攃嚯轴承', []],
    ['应用技术', ['用技']],
    ['氮化硼', []],
    ['刀', []],
    ['cbn 刀具', []],
  ])('%s', (sentence, joints) => {
    expect([...wordJoints(tokenRuns(sentence), frequencyOf)]).toEqual(joints)
  })

  it('parts nothing where too few listings are known', () => {
    expect(wordJoints(tokenRuns('金刚石砂轮'), pair => (pair === '石砂' ? 0 : 2)).size).toBe(0)
    expect(wordJoints(tokenRuns('金刚石砂轮'), pair => (pair === '石砂' ? 0 : 3)).size).toBe(1)
  })

  it('law: a joint is a pair of the text, and no pair as frequent as both its neighbours is one', () => {
    const text = fc
      .array(fc.constantFrom('报', '警', '器', '用', '低', '功', '耗', '，', 'ab '))
      .map(all => all.join(''))
    fc.assert(
      fc.property(text, fc.array(fc.nat(20), { minLength: 7 }), (sentence, counts) => {
        const runs = tokenRuns(sentence)
        const count = (pair: string) => counts[pair.charCodeAt(0) % counts.length] ?? 0
        const all = runs.flat()
        for (const joint of wordJoints(runs, count)) expect(all).toContain(joint)
        expect(wordJoints(runs, () => 9).size).toBe(0)
      }),
    )
  })
})

describe('labels', () => {
  const labels = (query: string, has: (pair: string) => boolean, mayJoin: (label: string) => boolean = () => true) => {
    const runs = tokenRuns(query)
    const joints = wordJoints(runs, frequencyOf)
    return mergePhrases(runs, { has, mayJoin, maxWords: 7, isJoint: pair => joints.has(pair) })
  }

  /** What the explanation calls missing: pairs that the document lacks and that are no joints. */
  const missing = (query: string, document: string) => {
    const joints = wordJoints(tokenRuns(query), frequencyOf)
    return labels(query, pair => !document.includes(pair) && !joints.has(pair)).map(({ label }) => label)
  }

  it.each<[query: string, document: string, missing: string[]]>([
    ['燃气报警器用低功耗', '燃气', ['报警器', '低功耗']],
    ['金刚石砂轮在线修整', '在线', ['金刚石', '砂轮', '修整']],
    // 报警 is said, 报警器 is not: the whole word is named.
    ['金刚石报警器', '金刚石报警', ['报警器']],
    ['氮化硼涂层刀具', '氮化铝刀具', ['氮化硼', '涂层']],
    ['氮化硼涂层', '氮化硼，涂层', []],
    ['物料输送等', '', ['物料', '输送']],
  ])('of %s what %s lacks', (query, document, expected) => {
    expect(missing(query, document)).toEqual(expected)
  })

  it('of matched words leave out half a word at the edge, and keep its share', () => {
    const document = '技术研讨'
    const found = labels(
      '应用技术研究',
      pair => document.includes(pair),
      label => document.includes(label),
    )
    expect(found).toEqual([{ label: '技术', words: ['技术', '术研'] }])
  })

  it('of a joint whose neighbours stand elsewhere is that of the one before it, or else behind it', () => {
    const of = (...has: string[]) => {
      // The first run takes what it can, so that the joint of the second is left alone.
      return labels('金刚石砂轮修整，砂轮在线', pair => has.includes(pair)).map(({ label, words }) => [label, ...words])
    }
    expect(of('砂轮', '轮修', '轮在')).toEqual([['砂轮', '砂轮', '轮修', '轮在']])
    expect(of('轮在', '在线')).toEqual([['在线', '轮在', '在线']])
    expect(of('轮在')).toEqual([['轮在', '轮在']])
  })

  it('of a joint alone is the joint', () => {
    expect(labels('金刚石砂轮', pair => pair === '石砂').map(({ label }) => label)).toEqual(['石砂'])
  })

  it('are no longer than a word where no end of it is known', () => {
    const unknown = '甲乙丙丁戊己庚辛壬癸'
    expect(labels(unknown, pair => pair === '戊己').map(({ label }) => label)).toEqual(['戊己'])
    expect(labels('甲乙丙丁戊', pair => pair === '丙丁').map(({ label }) => label)).toEqual(['甲乙丙丁戊'])
  })

  it('law: no two are the same, and every wanted pair stands in exactly one phrase', () => {
    const text = fc
      .array(fc.constantFrom('报', '警', '器', '用', '低', '功', '耗', '，', 'ab '))
      .map(all => all.join(''))
    fc.assert(
      fc.property(text, text, (query, document) => {
        const has = (pair: string) => !document.includes(pair)
        const found = labels(query, has)
        expect(new Set(found.map(({ label }) => label)).size).toBe(found.length)
        const wanted = [...new Set(tokenRuns(query).flat().filter(has))].toSorted()
        expect(found.flatMap(({ words }) => words).toSorted()).toEqual(wanted)
        for (const { label } of found) expect(query.toLowerCase()).toContain(label)
      }),
    )
  })
})

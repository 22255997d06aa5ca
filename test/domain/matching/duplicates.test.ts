/** How alike two listings are: a table of what people do to a text, and the laws of the measure. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type ComparedText,
  DuplicateListing,
  duplicateThreshold,
  isSameText,
  similarityOf,
} from '#domain/matching/duplicates.ts'
import { rankDocuments } from '#domain/matching/rank.ts'
import { aDocument, anId, aQuery, indexOf } from './support.ts'

const crystal: ComparedText = {
  title: '高温高压合成立方氮化硼单晶技术',
  keywords: ['超硬材料'],
  text: '采用新型触媒与合成工艺，在六面顶压机中生长立方氮化硼单晶。单晶冲击韧性高，晶形完整，热稳定性好。已建成年产三千万克拉的生产线，产品用于汽车发动机缸体的高速磨削。',
}
const vaccine: ComparedText = {
  title: '猪圆环病毒疫苗的研制',
  keywords: ['动物疫苗'],
  text: '以杆状病毒表达圆环病毒衣壳蛋白，经纯化与乳化制成疫苗。免疫保护率百分之九十五，适合规模化养殖场使用。',
}
const neighbour: ComparedText = {
  title: '金刚石微粉的表面镀覆技术',
  keywords: ['超硬材料'],
  text: '采用化学镀与真空微蒸发工艺，在金刚石微粉表面镀覆镍钛合金。镀覆后的微粉与结合剂结合牢固，用于砂轮与线锯，磨削寿命提高一倍。',
}

const library = [crystal, vaccine, neighbour].map((text, i) => aDocument({ id: anId(i), ...text }))
const index = indexOf(...library)

/** With the weights that an index gives to its words. */
function side(document: ComparedText) {
  const query = aQuery({ title: document.title, text: [document.text, ...document.keywords].join('\n') })
  const { plan } = rankDocuments(index, { library: 'achievement', from: 'achievement', query, limit: 0, nowAt: 0 })
  return { document, plan }
}
const similarity = (a: ComparedText, b: ComparedText) => similarityOf(side(a), side(b))

describe('the table', () => {
  const [first = '', second = '', third = ''] = crystal.text.split('。')
  test.each<[string, ComparedText, number, number]>([
    ['the same', crystal, 0.99, 1],
    [
      'written in full width and traditional characters',
      { ...crystal, title: '高溫高壓合成立方氮化硼單晶技術' },
      0.99,
      1,
    ],
    ['sentences in another order', { ...crystal, text: [third, first, second].join('。') }, 0.95, 1],
    ['a word exchanged', { ...crystal, text: crystal.text.replace('汽车发动机', '航空发动机') }, 0.8, 0.99],
    ['a sentence dropped', { ...crystal, text: [first, second].join('。') }, duplicateThreshold, 0.99],
    ['only the title is the same', { ...vaccine, title: crystal.title }, 0, duplicateThreshold],
    ['a short text that a long one contains', { title: crystal.title, keywords: [], text: '' }, 0, duplicateThreshold],
    ['the same field', neighbour, 0, 0.3],
    ['unrelated', vaccine, 0, 0.05],
    ['nothing at all', { title: '', keywords: [], text: '' }, 0, 0],
  ])('%s', (_, other, least, most) => {
    const found = similarity(crystal, other)
    expect(found).toBeGreaterThanOrEqual(least)
    expect(found).toBeLessThanOrEqual(most)
  })

  test('words that the library does not know count too', () => {
    const a = { title: '量子精密测量磁力仪', keywords: [], text: '原子气室与光学读出' }
    expect(similarity(a, a)).toBe(1)
    expect(similarity(a, { ...a, text: `${a.text}，用于疫苗的规模化检验与养殖场` })).toBeLessThan(1)
  })
})

describe('the laws', () => {
  const words = ['氮化硼', '触媒', '疫苗', '病毒', '微粉', '镀覆', 'CBN', '1200℃', '量子']
  const text = fc.array(fc.constantFrom(...words), { maxLength: 12 }).map(parts => parts.join('，'))
  const anyText = fc.record({ title: text, text, keywords: fc.array(fc.constantFrom(...words), { maxLength: 3 }) })

  test('it does not matter who is asked, and it lies between 0 and 1', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        const found = similarity(a, b)
        expect(found).toBe(similarity(b, a))
        expect(found).toBeGreaterThanOrEqual(0)
        expect(found).toBeLessThanOrEqual(1)
      }),
    )
  })

  test('a text is as like itself as can be', () => {
    fc.assert(
      fc.property(anyText, a => {
        fc.pre(/\S/.test(a.title + a.text + a.keywords.join('')))
        expect(similarity(a, a)).toBeGreaterThanOrEqual(0.99)
      }),
    )
  })
})

describe('the very same text', () => {
  test.each([
    ['立方氮化硼 单晶', '立方氮化硼单晶', true],
    ['ＣＢＮ单晶\n', 'cbn單晶', true],
    ['立方氮化硼单晶', '立方氮化硼单晶（二期）', false],
    ['', ' ', true],
  ])('%j and %j: %s', (a, b, expected) => {
    expect(isSameText(a, b)).toBe(expected)
  })

  test('the refusal names the other', () => {
    const refusal = new DuplicateListing('demand', { id: 'x', title: '题目' })
    expect(refusal).toMatchObject({ code: 'DUPLICATE_LISTING', library: 'demand', otherId: 'x', otherTitle: '题目' })
  })
})

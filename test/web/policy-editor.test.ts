/** The form changes the text and nothing else in it; figures of a clause that no rule states are seen. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { blankPack } from '#domain/subsidy/editor/blank-pack.ts'
import { markFigures } from '#domain/subsidy/editor/clause-figures.ts'
import { tryPackText } from '#domain/subsidy/editor/policy-edit.ts'
import { ruleTemplates } from '#domain/subsidy/editor/rule-templates.ts'
import { splitDocument } from '#domain/subsidy/editor/split-clauses.ts'
import { type DatedVersion, versionOn } from '#domain/subsidy/pack/policy-timeline.ts'
import { packText } from '#test/support/policy-text.ts'
import {
  addItem,
  editPackText,
  freeId,
  lineOfPath,
  type Path,
  readPackText,
  removeItem,
  setValue,
} from '#web/features/policy-editor/pack-document.ts'
import { repealedText } from '#web/features/policy-editor/repeal.ts'
import { shownTerms } from '#web/features/policy-editor/rule-summary.tsx'
import { liesIn } from '#web/features/policy-editor/sought.ts'
import { packProblemText } from '#web/i18n/pack-problems.ts'

const policies = new URL('../../policies/', import.meta.url)
const text = `# head of the file
id: p # the id
title: 旧名 # the title
unknown: { kept: [1, 2] }
rules:
  # the first rule
  - id: a
    rate: { value: 30, unit: percent } # three tenths
    cap: { amount: 500万元 }
`

describe('a closed rule', () => {
  const { pack } = tryPackText(readFileSync(new URL('luoyang-2024.yaml', policies), 'utf8'))
  it('tells the same terms as the public page: limits, year, what does not count', () => {
    expect(pack && shownTerms(pack, 'buyer')).toMatchObject({
      rate: '5%',
      capFen: 20_000_000,
      scope: 'contract',
      windowKind: 'calendar_year',
      yearOffset: 0,
      limits: [{ id: 'unit-year', amountFen: 100_000_000 }],
      exclusions: expect.arrayContaining(['不是技术转让合同: no contract of transfer']),
    })
  })
  it('says nothing of a rule that is not there', () => expect(pack && shownTerms(pack, 'none')).toBeNull())
})

it('of an empty field it is said once that it must not be empty', () => {
  const [problem] = tryPackText(blankPack('410100')).problems
  expect(problem && packProblemText(problem)).toBe('不能为空')
})

describe('the text under the form', () => {
  it('keeps comments, order and what the form does not know', () => {
    const next = editPackText(text, document => {
      setValue(document, ['title'], '新名')
      setValue(document, ['rules', 0, 'rate', 'unit'], 'permille')
    })
    expect(next).toBe(text.replace('旧名', '新名').replace('percent', 'permille'))
  })
  it('is the same text when nothing is changed', () => expect(editPackText(text, () => undefined)).toBe(text))
  it.each(readdirSync(policies).filter(name => name.endsWith('.yaml')))('leaves %s as it is', name => {
    const pack = readFileSync(new URL(name, policies), 'utf8')
    expect(editPackText(pack, () => undefined)).toBe(pack)
  })
  it('takes a key away, and a new small value stands on one line', () => {
    const next = editPackText(text, document => {
      setValue(document, ['rules', 0, 'cap'], undefined)
      setValue(document, ['rules', 0, 'minimum'], { amount: '1万元', below: 'nothing' })
    })
    expect(next).not.toContain('cap')
    expect(next).toContain('    minimum: { amount: 1万元, below: nothing }\n')
  })
  it('quotes what would be read as something else', () => {
    const next = editPackText(text, document => setValue(document, ['title'], '2024'))
    expect(readPackText(next).data.title).toBe('2024')
  })
  it('adds to a list that was empty or not there, and takes from it', () => {
    const added = editPackText('clauses: []\n', document => {
      addItem(document, ['clauses'], {
        id: 'c1',
        number: '（一）',
        title: '补助',
        quote: '按到账额的1%给予补助，每家单位每年最高20万元，同一项目不重复享受，执行期内有效。',
      })
      addItem(document, ['rules'], 'id: r # of it\ntitle: t\n')
    })
    expect(added).toContain('clauses:\n  - id: c1\n')
    expect(added).toContain('rules:\n  - id: r # of it\n    title: t\n')
    expect(readPackText(editPackText(added, document => removeItem(document, ['rules', 0]))).data.rules).toEqual([])
  })
  it('is no YAML while it is not, and nothing is read of it', () => {
    expect(readPackText('a: [')).toEqual({ data: {}, isYaml: false })
    expect(readPackText('a: *b')).toEqual({ data: {}, isYaml: false })
    expect(readPackText('- 1')).toEqual({ data: {}, isYaml: false })
    expect(readPackText('')).toEqual({ data: {}, isYaml: true })
  })
  it('knows the line of a rule, and a free id', () => {
    expect(lineOfPath(text, ['rules', 0])).toBe(7)
    expect(lineOfPath(text, ['rules', 3])).toBeNull()
    expect([freeId([], 'r'), freeId([{ id: 'r' }, { id: 'r-2' }], 'r')]).toEqual(['r', 'r-3'])
  })
  it('from a blank page to a valid pack by the form alone', () => {
    const template = ruleTemplates[0]?.yaml ?? ''
    const pack = editPackText(blankPack('410100'), document => {
      setValue(document, ['id'], 'p')
      setValue(document, ['title'], '办法')
      setValue(document, ['issuingBody'], '科技局')
      addItem(document, ['clauses'], { id: 'c1', number: '一', title: '补助', quote: '按到账额的1%给予补助' })
      addItem(document, ['rules'], template)
      setValue(document, ['rules', 0, 'id'], 'r1')
      setValue(document, ['rules', 0, 'clause'], 'c1')
    })
    expect(tryPackText(pack).problems).toEqual([])
    expect(pack).toContain('# 发文机关')
    expect(pack).toContain('permille 千分之')
  })
})

describe('the figures of a clause', () => {
  const marks = (clause: string, ...values: unknown[]) =>
    markFigures(clause, values)
      .filter(({ kind }) => kind !== 'words')
      .map(({ text: figure, kind }) => `${figure} ${kind}`)

  it('are stated when a rule has the same value, however it is written', () => {
    const rule = { rate: { value: 0.2, unit: 'permille' }, cap: { amount: '5000万元' }, tiers: [{ amount: 300000n }] }
    expect(marks('按0.2‰补助，最高0.5亿元，不低于3,000元', rule)).toEqual([
      '0.2‰ stated',
      '0.5亿元 stated',
      '3,000元 stated',
    ])
    expect(marks('百分之五或者5％', { value: '5', unit: 'percent' })).toEqual(['百分之五 stated', '5％ stated'])
  })
  it.each([
    ['百分之三', { value: 3, unit: 'percent' }],
    ['百分之十五', { value: 15, unit: 'percent' }],
    ['千分之二', { value: 2, unit: 'permille' }],
    ['百分之三点五', { value: '3.5', unit: 'percent' }],
    ['千分之零点五', { value: 0.5, unit: 'permille' }],
    ['3%', { value: 3, unit: 'percent' }],
    ['3 %', { value: 3, unit: 'percent' }],
    ['３％', { value: 3, unit: 'percent' }],
    ['五十万元', '50万元'],
    ['伍拾万元', '50万元'],
    ['十万元', '10万元'],
    ['两千元', '2000元'],
    ['一百零五万元', '105万元'],
    ['一亿五千万元', '1.5亿元'],
    ['一点五亿元', '1.5亿元'],
    ['１，０００元', '1000元'],
  ])('are stated in numerals too: %s', (written, value) => {
    expect(marks(`按${written}，最高`, value)).toEqual([`${written} stated`])
    expect(marks(`按${written}，最高`)).toEqual([`${written} missing`])
  })
  it('are forgotten in 最高不超过五十万元', () => expect(marks('最高不超过五十万元', {})).toEqual(['五十万元 missing']))
  it.each(['几十万元', '一元化领导', '单位：万元', '二〇二四年', '多元投入'])('are none: %s', words =>
    expect(marks(words)).toEqual([]),
  )
  it('are missing when a ‰ was read as a %, or a figure was forgotten', () => {
    expect(marks('按0.2‰给予补助，最高50万元', { rate: { value: 0.2, unit: 'percent' } })).toEqual([
      '0.2‰ missing',
      '50万元 missing',
    ])
    expect(marks('千分之2', { value: 0.2, unit: 'percent' })).toEqual(['千分之2 stated'])
  })
  it('are part of the whole text', () => {
    const clause = '第一条 按1%补助，2024年起施行。'
    expect(
      markFigures(clause, [])
        .map(({ text: part }) => part)
        .join(''),
    ).toBe(clause)
    expect(markFigures('', [])).toEqual([])
    expect(marks('零元、999999999999999999元', {})).toEqual([])
  })
})

describe('the text of a document', () => {
  const split = (document: string) =>
    splitDocument(document).clauses.map(({ number, title, quote }) => [number, title, quote])
  it('is split where its clauses begin, word for word', () => {
    expect(split('某办法\n第一条 补助标准：按1%给予补助。\n最高20万元。\n\n第二条 附则。\n')).toEqual([
      ['第一条', '补助标准', '补助标准：按1%给予补助。\n最高20万元。'],
      ['第二条', '附则', '附则。'],
    ])
    expect(split('（十二）揭榜挂帅。按30%。\n一、总则\r\n二、\n3．其他').map(([number]) => number)).toEqual([
      '（十二）',
      '一、',
      '3．',
    ])
  })
  it('is split in a line too, where a number in brackets begins a sentence', () => {
    const line =
      '关于奖励的办法（一）登记补助。按（二）项和本条（三）的规定补助1%。（二）其他：(三)附则；（二）项除外。 （四）完'
    expect(split(line).map(([number, , quote]) => [number, quote])).toEqual([
      ['（一）', '登记补助。按（二）项和本条（三）的规定补助1%。'],
      ['（二）', '其他：'],
      ['(三)', '附则；（二）项除外。'],
      ['（四）', '完'],
    ])
    expect(splitDocument(line).title).toBe('关于奖励的办法')
  })
  it('has no clause where nothing is numbered', () => {
    expect(splitDocument('关于补助的通知\n各单位：').clauses).toEqual([])
    expect(splitDocument('')).toEqual({ title: '', leftOut: [], clauses: [] })
  })
  it('keeps what stands before its first clause, the name of the document among it', () => {
    const { title, leftOut } = splitDocument(
      '郑科〔2024〕1号\n《郑州市技术转移补助办法（试行）》\n\n各单位：\n第一条 补助。',
    )
    expect([title, leftOut.length]).toEqual(['郑州市技术转移补助办法（试行）', 3])
    expect(splitDocument('各单位：\n第一条 补助。').title).toBe('')
  })
  it('has headings in which nothing is to be computed, and clauses that only look short', () => {
    const { clauses } = splitDocument('第一章 总则\n第一条 为了补助。\n一、支持对象\n二、补助1%\n（一）其他')
    expect(clauses.filter(({ isHeading }) => isHeading).map(({ number }) => number)).toEqual(['第一章', '一、'])
    expect(clauses.find(({ number }) => number === '第一条')?.quote).toBe('为了补助。')
  })
})

describe('the way to a field', () => {
  it.each<[string, Path, boolean]>([
    ['effectiveFrom', [], true],
    ['rules.0.per', [], false],
    ['clauses.1.quote', ['clauses', 1], true],
    ['clauses.10.quote', ['clauses', 1], false],
    ['clauses.1', ['clauses', 1], true],
  ])('%s lies in %j: %j', (path, part, is) => expect(liesIn(path, part)).toBe(is))
})

it('a version that takes a policy out of force governs to its last day, and no longer', () => {
  const { pack } = tryPackText(repealedText(packText('p'), '2025-06-30'))
  expect(pack).toMatchObject({ id: 'p', version: '1-repealed', status: 'repealed', effectiveFrom: '2024-01-01' })
  const before = { ...tryPackText(packText('p')).pack, publishedAt: new Date('2024-01-01') }
  const versions = [before, { ...pack, publishedAt: new Date('2025-06-15') }] as DatedVersion[]
  expect(versionOn(versions, '2025-06-30')).toMatchObject({ status: 'repealed' })
  expect(versionOn(versions, '2025-07-01')).toBeNull()
})

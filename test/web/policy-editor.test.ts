/** The form changes the text and nothing else in it; figures of a clause that no rule states are seen. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { blankPack } from '#domain/subsidy/editor/blank-pack.ts'
import { markFigures } from '#domain/subsidy/editor/clause-figures.ts'
import { tryPackText } from '#domain/subsidy/editor/policy-edit.ts'
import { ruleTemplates } from '#domain/subsidy/editor/rule-templates.ts'
import { splitClauses } from '#domain/subsidy/editor/split-clauses.ts'
import {
  addItem,
  editPackText,
  freeId,
  lineOfPath,
  readPackText,
  removeItem,
  setValue,
} from '#web/features/policy-editor/pack-document.ts'
import { shownTerms } from '#web/features/policy-editor/rule-summary.tsx'
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
  const split = (document: string) => splitClauses(document).map(({ number, title, quote }) => [number, title, quote])
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
  it('has no clause where nothing is numbered', () => {
    expect(splitClauses('关于补助的通知\n各单位：')).toEqual([])
    expect(splitClauses('')).toEqual([])
  })
})

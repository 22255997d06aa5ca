/** What a problem or a difference names is said as the form says it. */
import i18next, { type TFunction } from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { diffPacks } from '#domain/subsidy/editor/diff-packs.ts'
import { tryPackText } from '#domain/subsidy/editor/policy-edit.ts'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import { packText } from '#test/support/policy-text.ts'
import { readPackText } from '#web/features/policy-editor/pack-document.ts'
import { placeText, readableYaml } from '#web/features/policy-editor/place-words.ts'
import { shownTerms } from '#web/features/policy-editor/rule-summary.tsx'
import { packProblemText } from '#web/i18n/pack-problems.ts'
import { zhCN } from '#web/i18n/zh-CN.ts'
import { ruleSentence } from '#web/ui/rule-sentence.tsx'

let t: TFunction
beforeAll(async () => {
  t = await i18next.createInstance().init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: zhCN } } })
})
const problemsOf = (text: string) =>
  tryPackText(text).problems.map(
    problem => `${placeText(problem.path, readPackText(text).data, t)}: ${packProblemText(problem)}`,
  )

describe('a problem', () => {
  it('of the head, of a clause, of a condition', () => {
    const { data } = readPackText(packText('p'))
    expect(placeText('effectiveFrom', data, t)).toBe('施行日期')
    expect(placeText('clauses.0.number', data, t)).toBe('（一） 补助 · 条号')
    expect(placeText('rules.0.who.0.within', data, t)).toBe('规则：到账补助 · 对受益单位的要求 1 · 在……范围内')
    expect(placeText('together.0', data, t)).toBe('规则之间')
  })
  it('of a condition that is not chosen yet, and of a field of another table', () => {
    const empty = packText('p').replace('    base:', "    who: [{ field: '', why: '' }]\n    base:")
    const said = problemsOf(empty).join('\n')
    expect(said).toContain('选一个条件字段和一种比较方式')
    expect(said).not.toMatch(/is, in|至少 1/)
    const moved = problemsOf(packText('p').replace('of: receipts', 'of: payments')).join('\n')
    expect(moved).toContain('到账 · 金额')
    expect(moved).not.toContain('receipt.amountFen')
  })
  it('of what was granted names the field and the way out', () => {
    const message = 'something was granted on rule r1, and would be granted again under another per'
    const remedy = 'keep it; or give the rule another id and exclude what was granted: funded under the old one'
    const said = packProblemText({ message, remedy })
    expect(said).toContain('“按什么归并”')
    expect(said).toContain('“规则代号”')
  })
})

describe('a difference', () => {
  it('is in the words of the form', () => {
    const now = packText('p')
      .replace('per: contract.sellerId', 'per: contract.buyerId')
      .replace('gives: ceiling', 'gives: exactly')
    const [change] = diffPacks(packText('p'), now) ?? []
    expect(readableYaml('rules', change?.before ?? '', t)).toBe('给多少: 最高（上限）\n按什么归并: 合同 · 卖方')
    expect(readableYaml('rules', change?.after ?? '', t)).toBe('给多少: 给予（足额）\n按什么归并: 合同 · 买方')
    expect(readableYaml('rules', 'rate:\n  value: 3\n  unit: permille', t)).toBe(
      '比例:\n  数值: 3\n  单位: 千分之（‰）',
    )
  })
})

describe('a rule in one sentence', () => {
  const sentenceOf = (text: string) => {
    const terms = shownTerms(parsePolicyPack(text), 'r1')
    return terms && ruleSentence(terms, t)
  }
  it('says to whom, by what, how much and up to how much', () => {
    const text = packText('p').replaceAll('contract.sellerId', 'contract.buyerId')
    expect(sentenceOf(text)).toBe('给买方，按申报年度到账金额合计 × 1%，每个买方每年最高 20 万元。')
    const before = text.replace('date: receipt.receivedOn }', 'date: receipt.receivedOn, yearOffset: -1 }')
    expect(sentenceOf(before.replace('per: contract.buyerId', 'per: contract.id'))).toBe(
      '给买方，按上年度到账金额合计 × 1%，每个合同每年最高 20 万元。',
    )
  })
  it('says no more than it knows', () => {
    const written = (figure: string) => packText('p').replace('rate: { value: 1, unit: percent }', `figure: ${figure}`)
    expect(sentenceOf(written('{ least_of: [base, 5万元] }'))).toBe(
      '给卖方，按条款规定的办法计算，每个卖方每年最高 20 万元。',
    )
    expect(sentenceOf(written('5万元'))).toBe('给卖方，最高 5 万元，每个卖方每年最高 20 万元。')
    const growth = '{ rate: { value: 10, unit: percent }, of: { minus: [base, 100万元] } }'
    expect(sentenceOf(written(growth))).toBe('给卖方，按增量 × 10%，每个卖方每年最高 20 万元。')
  })
})

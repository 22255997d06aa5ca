/** What a change in one field of a rule takes along: another table, another beneficiary, the year that growth is counted from. */
import { describe, expect, it } from 'vitest'
import { ruleTemplates } from '#domain/subsidy/editor/rule-templates.ts'
import { carryFields, carryHolder, carryKey } from '#web/features/policy-editor/carry-fields.ts'
import { fittingField } from '#web/features/policy-editor/fact-words.ts'
import {
  beginGrowth,
  changeAlike,
  endGrowth,
  growthIn,
  isAlike,
  writeBefore,
} from '#web/features/policy-editor/growth.ts'
import { addItem, editPackText, readPackText, setValue } from '#web/features/policy-editor/pack-document.ts'

describe('what a change takes along', () => {
  const rule = (pack: string) => readPackText(pack).data.rules as Record<string, unknown>[]
  const template = ruleTemplates.find(({ yaml }) => yaml.includes('receipt.reversedOn'))?.yaml ?? ''
  const pack = editPackText('rules: []\n', document => addItem(document, ['rules'], template))

  it('another table: the same fields of it', () => {
    const moved = editPackText(pack, document => carryFields(document, ['rules', 0], 'receipts', 'payments'))
    expect(moved).toContain('payment.reversedOn')
    expect(moved).toContain('payment.amountFen')
    expect(moved).not.toContain('receipt.reversedOn')
    // There is no such day on a payment: the form chooses its own.
    expect(moved).toContain('receipt.receivedOn')
  })
  it('a table of units’ own records: an amount and a day of theirs', () => {
    expect(fittingField('figures', 'money', 'contract.contractAmountFen')).toBe('figure.amountFen')
    expect(fittingField('figures', 'day', 'contract.registeredOn')).toBe('figure.occurredOn')
    expect(fittingField('figures', 'money', 'figure.amountFen')).toBeUndefined()
    expect(fittingField('evidence', 'money', 'contract.contractAmountFen')).toBeUndefined()
    expect(fittingField('payments', 'money', 'contract.contractAmountFen')).toBeUndefined()
  })
  it('a rule for the holder, without what is asked of a contract', () => {
    const moved = rule(editPackText(pack, document => carryHolder(document, ['rules', 0], 'receipts', 'figures')))[0]
    expect(moved).toMatchObject({ beneficiary: 'figure.holderId', per: 'figure.holderId' })
    expect(moved?.base).not.toHaveProperty('where')
    const stays = editPackText(pack, document => carryHolder(document, ['rules', 0], 'receipts', 'payments'))
    expect(stays).toBe(pack)
  })
  it('another beneficiary: the key, where it was the old one', () => {
    const to = (text: string) =>
      rule(editPackText(text, document => carryKey(document, ['rules', 0], 'contract.sellerId', 'contract.buyerId')))
    expect(to(pack)[0]?.per).toBe('contract.buyerId')
    const perContract = editPackText(pack, document => setValue(document, ['rules', 0, 'per'], 'contract.id'))
    expect(to(perContract)[0]?.per).toBe('contract.id')
  })
})

describe('what has grown since an earlier year', () => {
  const yaml = ruleTemplates.find(({ id }) => id === 'growth')?.yaml ?? ''
  const pack = editPackText('rules: []\n', document => addItem(document, ['rules'], yaml))
  const path = ['rules', 0]
  const ruleOf = (text: string) => (readPackText(text).data.rules as Record<string, unknown>[])[0] ?? {}
  const edit = (text: string, change: Parameters<typeof changeAlike>[2]) =>
    ruleOf(editPackText(text, document => changeAlike(document, path, change)))
  const earlierOf = (rule: Record<string, unknown>) => (rule.measures as Record<string, unknown>).before

  it('is known by its shape, in the template too', () => {
    const rule = ruleOf(pack)
    expect(growthIn(rule)).toEqual({ of: 'base', before: 'before' })
    expect(isAlike(rule, { of: 'base', before: 'before' })).toBe(true)
    expect(growthIn({ ...rule, figure: { rate: {}, of: { plus: ['base', 'before'] } } })).toBeNull()
    expect(growthIn({ ...rule, measures: {} })).toBeNull()
    expect(growthIn({ ...rule, figure: { rate: {}, of: { minus: ['before', 'base'] } } })).toBeNull()
  })
  it('both years go on alike on another table, the holder’s', () => {
    const rule = edit(pack, document => {
      setValue(document, [...path, 'base', 'of'], 'figures')
      setValue(document, [...path, 'base', 'amount'], 'figure.amountFen')
      setValue(document, [...path, 'window', 'date'], 'figure.occurredOn')
      carryHolder(document, path, 'contracts', 'figures')
      addItem(document, [...path, 'base', 'where'], { field: 'figure.kind', is: 'rd_spend', why: '不是研发投入' })
    })
    const measure = {
      of: 'figures',
      amount: 'figure.amountFen',
      where: [{ field: 'figure.kind', is: 'rd_spend', why: '不是研发投入' }],
    }
    expect(rule).toMatchObject({ beneficiary: 'figure.holderId', per: 'figure.holderId' })
    expect(rule.base).toEqual(measure)
    const window = { kind: 'calendar_year', date: 'figure.occurredOn', yearOffset: -1 }
    expect(earlierOf(rule)).toEqual({ ...measure, window })
  })
  it('as many years apart, or the year that is chosen', () => {
    const moved = edit(pack, document => setValue(document, [...path, 'window', 'yearOffset'], -1))
    expect(earlierOf(moved)).toMatchObject({ window: { yearOffset: -2 } })
    const place = [...path, 'measures', 'before', 'window', 'yearOffset']
    expect(earlierOf(edit(pack, document => setValue(document, place, -3)))).toMatchObject({
      window: { yearOffset: -3 },
    })
  })
  it('but not where the text reads them otherwise, until it is told to', () => {
    const other = editPackText(pack, document =>
      setValue(document, [...path, 'measures', 'before', 'amount'], 'contract.technologyAmountFen'),
    )
    const what = [...path, 'base', 'what']
    expect(earlierOf(edit(other, document => setValue(document, what, 'highest')))).not.toHaveProperty('what')
    const told = edit(other, document => writeBefore(document, path, { of: 'base', before: 'before' }, -1))
    expect(isAlike(told, { of: 'base', before: 'before' })).toBe(true)
  })
  it('begins from a simple rate, and leaves nothing behind', () => {
    const simple = editPackText('rules: []\n', document => addItem(document, ['rules'], ruleTemplates[0]?.yaml ?? ''))
    const rate = { value: 10, unit: 'percent' }
    const grown = editPackText(simple, document => beginGrowth(document, path, rate))
    expect(growthIn(ruleOf(grown))).toEqual({ of: 'base', before: 'before' })
    expect(ruleOf(grown)).not.toHaveProperty('rate')
    expect(ruleOf(editPackText(grown, document => endGrowth(document, path)))).not.toHaveProperty('measures')
  })
})

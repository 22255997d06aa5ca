/** What was granted on one rule of a policy does not come again under another one of its next version. */
import { describe, expect, it } from 'vitest'
import { checkSuccession } from '#domain/subsidy/check/check-succession.ts'
import { isYearClosed } from '#domain/subsidy/check/year-closed.ts'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'

interface Given {
  to?: string
  clause?: string
  per?: string
  of?: string
  where?: string
  window?: string
  more?: string
}

const registered = '{ kind: calendar_year, date: contract.registeredOn }'
const amounts: Record<string, string> = {
  contracts: 'contract.technologyAmountFen',
  receipts: 'receipt.amountFen',
}

const rule = (id: string, given: Given = {}) => {
  const {
    clause = 'c',
    per = 'contract.id',
    of = 'contracts',
    where = '',
    window = registered,
    more = '',
    to = 'contract.sellerId',
  } = given
  return `  - id: ${id}
    title: ${id}
    clause: ${clause}
    gives: ceiling
    beneficiary: ${to}
    per: ${per}
    window: ${window}
    base: { of: ${of}, amount: ${amounts[of]}, where: [${where}] }
    ${more || 'rate: { value: 1, unit: percent }'}
`
}

const clauses = (rules: readonly string[]) =>
  ['c', 'd', 'e'].map((id, n) => {
    const reason = rules.some(text => text.includes(`clause: ${id}\n`)) ? '' : ', noRule: none'
    return `  - { id: ${id}, number: 第${n}条, title: ${id}, text: ${id}${reason} }\n`
  })

const packOf = (rules: readonly string[], together: readonly string[] = [], from = '2026-01-01'): PolicyPack =>
  parsePolicyPack(`
format: jiebang-policy/1
id: one
version: '1'
title: one
issuingBody: test
documentNumber: null
jurisdiction: '410100'
status: in_force
effectiveFrom: '${from}'
effectiveTo: null
clauses:
${clauses(rules).join('')}rules:
${rules.join('')}together: [${together.join(', ')}]
`)

const transfer = '{ field: contract.type, is: transfer, why: x }'
const unpaid = (under = '[a]') => `{ not: { field: contract.id, funded: { under: ${under} } }, why: paid }`
const one = (rules: string, per = 'contract.id') =>
  `{ id: s, kind: exclusive, rules: ${rules}, per: ${per}, take: higher }`
const over = (id: string, less: string) => `{ id: s, kind: difference, rule: ${id}, less: ${less}, per: contract.id }`

const problems = (old: PolicyPack, next: PolicyPack) => checkSuccession(next, [{ pack: old, rule: 'a' }])
const paths = (old: PolicyPack, next: PolicyPack) => problems(old, next).map(({ path }) => path)

describe('where the granted rule is gone', () => {
  const old = packOf([rule('a'), rule('b', { clause: 'd', where: transfer })])

  it.each<[string, string, Given]>([
    ['a rule that lay still becomes its copy', 'b', {}],
    ['a rule that lay still drops its condition', 'b', { clause: 'd' }],
    ['a new one for another key and clause', 'x', { clause: 'e', per: 'contract.sellerId' }],
    ['a new one on the same clause from other records', 'x', { of: 'receipts' }],
  ])('%s', (_, id, given) => {
    expect(paths(old, packOf([rule(id, given)]))).toEqual(['rules.0.id'])
    expect(paths(old, packOf([rule(id, { ...given, where: unpaid() })]))).toEqual([])
  })

  it('a rule that stays what it was may stay, and one from other records for another clause come', () => {
    expect(paths(old, packOf([rule('b', { clause: 'd', where: transfer })]))).toEqual([])
    expect(paths(old, packOf([rule('x', { clause: 'e', of: 'receipts' })]))).toEqual([])
  })

  it('the remedy names the rule to keep and the condition to write', () => {
    expect(problems(old, packOf([rule('x')]))[0]?.remedy).toBe(
      'keep rule a, another may stand beside it; or exclude what was granted: not: { field: contract.id, funded: { under: [a] } }',
    )
  })

  it('what stood behind it is no longer held to it', () => {
    const two = [rule('a'), rule('b', { clause: 'd' })]
    const alone = packOf([rule('b', { clause: 'd' })])
    expect(paths(packOf(two, [one('[a, b]')]), alone)).toEqual(['rules.0.id'])
    expect(paths(packOf(two, [over('b', 'a')]), alone)).toEqual(['rules.0.id'])
    expect(paths(packOf(two, [over('a', 'b')]), alone)).toEqual([])
  })
})

describe('an exclusion counts only where it cannot be passed by', () => {
  const old = packOf([rule('a')])
  const choice = `parameters: [{ id: p, question: q, default: r1, readings: [{ id: r1, text: x }, { id: r2, text: y }] }]
    rate: { value: 1, unit: percent }`

  it.each<[string, string, string?]>([
    ['said positively', '{ field: contract.id, funded: { under: [a] }, why: x }'],
    [
      'as one of several that suffice',
      `{ any: [{ not: { field: contract.id, funded: { under: [a] } } }, { field: contract.id, given: true }], why: x }`,
    ],
    ['twice denied', '{ not: { not: { field: contract.id, funded: { under: [a] } } }, why: x }'],
    ['of what no grant names', '{ not: { field: contract.brokerId, funded: { under: [a] } }, why: x }'],
    ['under another rule', unpaid('[b]')],
    [
      'under one reading',
      '{ not: { field: contract.id, funded: { under: [a] } }, when: { parameter: p, reading: r1 }, why: x }',
      choice,
    ],
  ])('not %s', (_, where, more = '') => {
    expect(paths(old, packOf([rule('x', { where, more })]))).toEqual(['rules.0.id'])
  })

  it('nor beside another measure of the same records that pays', () => {
    const more = `measures: { all: { of: contracts, amount: contract.technologyAmountFen${'%'} } }\n    figure: all`
    const excluding = (where: string) => packOf([rule('x', { where: unpaid(), more: more.replace('%', where) })])
    expect(paths(old, excluding(''))).toEqual(['rules.0.id'])
    expect(paths(old, excluding(`, where: [${unpaid()}]`))).toEqual([])
  })

  it('nor where a grant has a key of several fields', () => {
    const keys = packOf([rule('a', { per: '[contract.id, contract.type]' })])
    expect(problems(keys, packOf([rule('x', { where: unpaid() })]))).toMatchObject([
      { path: 'rules.0.id', remedy: 'keep rule a, another may stand beside it' },
    ])
  })
})

describe('beside the granted rule', () => {
  const old = packOf([rule('a')])

  it.each<[string, Given, string[]]>([
    ['its copy', {}, []],
    ['its copy, for a key written as a list', { per: '[contract.id]' }, []],
    ['its copy, over which the granted one gives what it has more', {}, [over('a', 'x')]],
  ])('not %s', (_, given, together) => {
    expect(paths(old, packOf([rule('a'), rule('x', given)], together))).toEqual(['rules.1.id'])
  })

  it.each<[string, Given, string[]]>([
    ['in one set with it', {}, [one('[a, x]')]],
    ['of what it has over it', {}, [over('x', 'a')]],
    ['computed from it', { more: 'figure: { minus: [base, { rule: a }] }' }, []],
    ['that excludes it', { where: unpaid() }, []],
    ['for another key', { per: 'contract.sellerId' }, []],
    ['from other records', { of: 'receipts' }, []],
    ['on another clause', { clause: 'd' }, []],
  ])('one %s', (_, given, together) => {
    expect(paths(old, packOf([rule('a'), rule('x', given)], together))).toEqual([])
  })
})

describe('a rule for the other party of the contract', () => {
  const buyer = 'contract.buyerId'
  const old = packOf([rule('a'), rule('b', { to: buyer, where: transfer })])
  const both = ['a', 'b'].map(id => ({ pack: old, rule: id }))

  it('has conditions of its own where it has granted, not where it lay still, nor for the same party', () => {
    const next = packOf([rule('a'), rule('b', { to: buyer })])
    expect(checkSuccession(next, both)).toEqual([])
    expect(paths(old, next)).toEqual(['rules.1.id'])
    expect(checkSuccession(packOf([rule('a'), rule('b')]), both).map(({ path }) => path)).toContain('rules.1.id')
  })
})

describe('a set that the granted rule stood in', () => {
  const rules = [rule('a'), rule('b', { clause: 'd' }), rule('x', { clause: 'e' })]
  const old = packOf(rules, [one('[a, b, x]')])

  it.each<[string, string[], string[]]>([
    ['may take another order and another name', [one('[x, b, a]').replace('id: s', 'id: t')], []],
    ['is not dropped', [], ['together']],
    ['is not narrowed', [one('[a, b]')], ['together.0']],
    ['is not per something else', [one('[a, b, x]', 'beneficiary')], ['together.0']],
    ['is not made another kind', [over('b', 'a')], ['together.0']],
  ])('%s', (_, together, expected) => {
    expect(paths(old, packOf(rules, together))).toEqual(expected)
  })

  it('goes on with those that are still there', () => {
    expect(paths(old, packOf(rules.slice(0, 2), [one('[a, b]')]))).toEqual([])
    expect(paths(old, packOf(rules.slice(0, 1)))).toEqual([])
  })

  it('keeps its direction where it is a difference', () => {
    expect(paths(packOf(rules, [over('b', 'a')]), packOf(rules, [over('a', 'b')]))).toEqual(['together.0'])
  })
})

describe('a year that is over', () => {
  const old = packOf([rule('a')], [], '2024-01-01').rules[0]
  const closed = (window: string, given: Given = {}, year = '2025') =>
    old && isYearClosed(packOf([rule('x', { ...given, window })]), old, year)

  it.each<[string, string, Given?]>([
    ['by the year before', '{ kind: calendar_year, date: contract.registeredOn, yearOffset: -1 }'],
    [
      'by a year that begins in it',
      "{ kind: yearly, date: contract.registeredOn, from: { day: '11-01', yearOffset: -1 }, to: { day: '10-31' } }",
    ],
    ['by all time', '{ kind: whole_life, date: contract.registeredOn }'],
    ['by days that lie in it', "{ kind: range, date: contract.registeredOn, from: '2025-06-01' }"],
    ['by another date', '{ kind: calendar_year, date: contract.signedOn }'],
    [
      'by a measure of its own window',
      registered,
      {
        more: `measures: { before: { of: contracts, amount: contract.technologyAmountFen, window: { kind: calendar_year, date: contract.registeredOn, yearOffset: -1 } } }
    figure: before`,
      },
    ],
  ])('is seen %s', (_, window, given) => {
    expect(closed(window, given)).toBe(false)
  })

  it('is out of reach of the years from the next version on, and of what reaches back less far', () => {
    expect(closed(registered)).toBe(true)
    expect(closed("{ kind: range, date: contract.registeredOn, from: '2026-06-01' }")).toBe(true)
    expect(closed('{ kind: calendar_year, date: contract.registeredOn, yearOffset: -1 }', {}, '2024')).toBe(true)
    expect(closed('{ kind: calendar_year, date: receipt.receivedOn }', { of: 'receipts' })).toBe(true)
  })

  it('has not been where it is the one in which the next version begins', () => {
    expect(closed(registered, {}, '2026')).toBe(false)
  })
})

/** A new version does not pay again what was granted under the one before. */
import { describe, expect, it } from 'vitest'
import { checkSuccession } from '#domain/subsidy/check/check-succession.ts'
import { checkGrantKeys } from '#domain/subsidy/check/granted-keys.ts'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'

const head = `
format: jiebang-policy/1
id: one
version: '1'
title: one
issuingBody: test
documentNumber: null
jurisdiction: '410100'
status: draft
effectiveFrom: null
effectiveTo: null
clauses:
  - { id: c, number: （一）, title: c, text: c }
  - { id: d, number: （二）, title: d, text: d }
`
const limits = '[{ id: unit, per: contract.buyerId, over: year, amount: 8万元 }]'
const rules = `rules:
  - id: first
    title: first
    clause: c
    gives: ceiling
    beneficiary: contract.sellerId
    per: contract.id
    window: { kind: calendar_year, date: contract.registeredOn }
    base: { of: contracts, amount: contract.technologyAmountFen }
    rate: { value: 1, unit: percent }
    limits: ${limits}
  - id: other
    title: other
    clause: d
    gives: ceiling
    beneficiary: contract.buyerId
    per: contract.buyerId
    window: { kind: calendar_year, date: contract.registeredOn }
    base: { of: contracts, amount: contract.technologyAmountFen }
    rate: { value: 1, unit: percent }
limits: [{ id: budget, rules: [first, other], per: all, amount: 100万元 }]
`
const pack = parsePolicyPack(head + rules)
const paths = (change: (text: string) => string, granted = 'first') =>
  checkSuccession(parsePolicyPack(change(head + rules)), [{ pack, rule: granted }]).map(({ path }) => path)

const sum = `  - id: sum
    title: sum
    clause: d
    gives: ceiling
    beneficiary: contract.sellerId
    per: contract.sellerId
    window: { kind: calendar_year, date: contract.registeredOn }
    base: { of: contracts, what: count }
    figure: { rule: first, match: beneficiary }
limits: [{ id: budget, rules: [sum, other]`
const asBasis = (text: string) =>
  text
    .replace('gives: ceiling', 'gives: basis')
    .replace(`    limits: ${limits}\n`, '')
    .replace('limits: [{ id: budget, rules: [first, other]', sum)

describe('where a rule has granted', () => {
  it('one that sums up what it has become the basis of would pay it again', () => {
    expect(paths(asBasis)).toEqual(['rules.2.id'])
    const unpaid = 'where: [{ not: { field: contract.id, funded: { under: [first] } }, why: paid }] }'
    const counting = (text: string) => asBasis(text).replace('what: count }', `what: count, ${unpaid}`)
    expect(paths(counting)).toEqual(['rules.2.id'])
    const excluding = (text: string) =>
      counting(text).replace('contract.technologyAmountFen }', `contract.technologyAmountFen, ${unpaid}`)
    expect(paths(excluding)).toEqual([])
  })

  it.each<[string, (text: string) => string, string[]]>([
    [
      'other rates, limits and titles are fine',
      text => text.replaceAll('value: 1,', 'value: 2,').replace('8万元', '9万元'),
      [],
    ],
    [
      'a rule for another clause and key is fine',
      text => text.replace(/id: other\n/, 'id: another\n').replace('[first, other]', '[first, another]'),
      [],
    ],
    [
      'the rule may go',
      text =>
        text
          .replace(/ {2}- id: first[\s\S]*?(?= {2}- id: other)/, '')
          .replace('[first, other]', '[other]')
          .replace('  - { id: c, number: （一）, title: c, text: c }\n', ''),
      [],
    ],
    ['not with another key', text => text.replace('per: contract.id', 'per: contract.sellerId'), ['rules.0.per']],
    [
      'nor for another party',
      text => text.replace('beneficiary: contract.sellerId', 'beneficiary: contract.buyerId'),
      ['rules.0.beneficiary'],
    ],
    [
      'nor by another day',
      text => text.replace('date: contract.registeredOn', 'date: contract.signedOn'),
      ['rules.0.window'],
    ],
    [
      'nor under another name',
      text => text.replaceAll('id: first', 'id: renamed').replace('[first,', '[renamed,'),
      ['rules.0.id'],
    ],
    [
      'nor under another name and clause',
      text =>
        text
          .replaceAll('id: first', 'id: renamed')
          .replace('[first,', '[renamed,')
          .replaceAll('{ id: c,', '{ id: e,')
          .replace('clause: c\n', 'clause: e\n'),
      ['rules.0.id'],
    ],
    [
      'unless what was granted is excluded',
      text =>
        text
          .replaceAll('id: first', 'id: renamed')
          .replace('[first,', '[renamed,')
          .replace(
            'amount: contract.technologyAmountFen }',
            'amount: contract.technologyAmountFen, where: [{ not: { field: contract.id, funded: { under: [first] } }, why: granted }] }',
          ),
      [],
    ],
    ['its limits keep their names', text => text.replace('id: unit,', 'id: units,'), ['rules.0.limits.0.id']],
    ['and what they are over', text => text.replace('over: year,', 'over: life,'), ['rules.0.limits.0']],
    ['those of several rules too', text => text.replace('id: budget,', 'id: money,'), ['limits.0.id']],
  ])('%s', (_, change, expected) => {
    expect(paths(change)).toEqual(expected)
  })

  it('a rule that has granted nothing may be anything', () => {
    expect(
      checkSuccession(
        parsePolicyPack((head + rules).replaceAll('id: first', 'id: renamed').replace('[first,', '[renamed,')),
        [],
      ),
    ).toEqual([])
  })
})

const keyPaths = (change: (text: string) => string, rule = 'first') =>
  checkGrantKeys(parsePolicyPack(change(head + rules)), { pack, rule }, {}).map(({ path }) => path)

describe('a limit that is new on a rule that has granted', () => {
  const limit = (per: string) => (text: string) =>
    text.replace('amount: 8万元 }', `amount: 8万元 }, { id: more, per: ${per}, over: life, amount: 9万元 }`)

  it.each(['beneficiary', 'all', 'contract.sellerId', 'contract.registryId'])('counts it by %s', per => {
    expect(keyPaths(limit(per))).toEqual([])
  })

  it.each(['contract.projectId', 'contract.achievementId'])('cannot by %s, which no grant names', per => {
    expect(keyPaths(limit(per))).toEqual(['rules.0.limits.1.per'])
    const whole = (text: string) =>
      text.replace(
        'limits: [{ id: budget,',
        `limits: [{ id: more, rules: [first], per: ${per}, amount: 9万元 }, { id: budget,`,
      )
    expect(keyPaths(whole)).toEqual(['limits.0.per'])
  })

  it('nor by a party where the rule is not per contract', () => {
    const ofOther = (text: string) =>
      text.replace(
        'limits: [{ id: budget,',
        'limits: [{ id: more, rules: [other], per: contract.sellerId, amount: 9万元 }, { id: budget,',
      )
    expect(keyPaths(ofOther, 'other')).toEqual(['limits.0.per'])
  })
})

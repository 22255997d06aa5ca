/** Once something was granted, neither a reading nor the default of the next version makes another entitlement of it. */
import { describe, expect, it } from 'vitest'
import { checkSuccession } from '#domain/subsidy/check/check-succession.ts'
import { checkReading } from '#domain/subsidy/check/granted-reading.ts'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'

const choose = (parameter: string, readings: string) => `{ choose: ${parameter}, readings: { ${readings} } }`
const parameter = (id: string, [first, second]: readonly [string, string]) =>
  `      - { id: ${id}, question: q, default: ${first}, readings: [{ id: ${first}, text: t }, { id: ${second}, text: t }] }`
const perUnit = choose('unit', 'contract: contract.id, seller: contract.sellerId')
const text = `
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
rules:
  - id: r
    title: r
    clause: c
    gives: ceiling
    parameters:
${parameter('unit', ['contract', 'seller'])}
${parameter('side', ['sold', 'bought'])}
${parameter('days', ['year', 'any'])}
${parameter('much', ['low', 'high'])}
    beneficiary: ${choose('side', 'sold: contract.sellerId, bought: contract.buyerId')}
    per: ${perUnit}
    window: ${choose('days', 'year: { kind: calendar_year, date: contract.registeredOn }, any: { kind: whole_life, date: contract.registeredOn }')}
    base: { of: contracts, amount: contract.technologyAmountFen }
    figure: ${choose('much', 'low: 1万元, high: 2万元')}
`
const pack = parsePolicyPack(text)

describe('a rule that was granted on', () => {
  const read = (asked: Record<string, string>, granted: Record<string, string> = {}) =>
    checkReading(pack, { rule: 'r', parameters: asked }, [{ pack, rule: 'r', parameters: granted }])

  it.each([
    [{ 'r.unit': 'seller' }, {}, 'r.unit', 'contract'],
    [{}, { 'r.unit': 'seller' }, 'r.unit', 'seller'],
    [{ 'r.side': 'bought' }, {}, 'r.side', 'sold'],
    [{ 'r.days': 'any' }, {}, 'r.days', 'year'],
  ])('%j after %j names the parameter and how it was granted', (asked, granted, name, reading) => {
    expect(read(asked, granted)).toMatchObject({ code: 'GRANTED_UNDER_READING', parameter: name, reading })
  })

  it('may be read as it was, and otherwise where nothing is told apart by it', () => {
    expect(read({})).toBeNull()
    expect(read({ 'r.much': 'high' })).toBeNull()
    expect(read({ 'r.unit': 'seller' }, { 'r.unit': 'seller' })).toBeNull()
    expect(checkReading(pack, { rule: 'r', parameters: { 'r.unit': 'seller' } }, [])).toBeNull()
  })

  const problems = (change: (text: string) => string, parameters = {}) =>
    checkSuccession(parsePolicyPack(change(text)), [{ pack, rule: 'r', parameters }])
  const turned = (text: string) => text.replace('default: contract', 'default: seller')

  it('has the same default in the next version', () => {
    const path = 'rules.0.parameters.0.default'
    expect(problems(text => text)).toEqual([])
    expect(problems(turned)).toMatchObject([{ path, remedy: expect.stringContaining('make it contract') }])
    expect(problems(text => text, { 'r.unit': 'seller' })).toMatchObject([{ path }])
    expect(problems(turned, { 'r.unit': 'seller' })).toEqual([])
    expect(problems(text => text.replace('default: low', 'default: high'))).toEqual([])
    expect(problems(text => text.replace('default: year', 'default: any'))).toMatchObject([
      { path: 'rules.0.parameters.2.default' },
    ])
  })

  it('may leave the question open, or settle it, as it was granted', () => {
    const settled = (field: string) => (text: string) =>
      text.replace(perUnit, field).replace(`${parameter('unit', ['contract', 'seller'])}\n`, '')
    expect(problems(settled('contract.id'))).toEqual([])
    expect(problems(settled('contract.sellerId'))).toMatchObject([{ path: 'rules.0.per' }])
    const open = parsePolicyPack(text)
    expect(checkSuccession(open, [{ pack: parsePolicyPack(settled('contract.id')(text)), rule: 'r' }])).toEqual([])
  })
})

/** Whose figure hangs on what others were granted: such approvals are made one at a time, on a figure computed anew. */
import { expect, it } from 'vitest'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import { readingsFrom, readPack } from '#domain/subsidy/pack/read-pack.ts'
import { dealsWithOthers, rulesFollowing } from '#domain/subsidy/pack/rule-order.ts'

const rule = (id: string, more: string) => `
  - id: ${id}
    title: ${id}
    clause: c
    gives: ceiling
    beneficiary: contract.sellerId
    per: contract.id
    window: { kind: calendar_year, date: contract.registeredOn }
    base: { of: contracts, amount: contract.technologyAmountFen${id === 'unfunded' ? ', where: [{ not: { field: contract.id, funded: { under: [plain] } }, why: funded }]' : ''} }
    ${more}`

const pack = parsePolicyPack(`
format: jiebang-policy/1
id: deals
version: '1'
title: deals
issuingBody: test
documentNumber: null
jurisdiction: '410100'
status: draft
effectiveFrom: null
effectiveTo: null
clauses: [{ id: c, number: '1', title: c, text: c }]
rules:${rule('plain', 'rate: { value: 1, unit: percent }')}${rule('one', 'rate: { value: 1, unit: percent }')}${rule('two', 'rate: { value: 1, unit: percent }')}${rule('addon', 'figure: { rate: { value: 10, unit: percent }, of: { rule: plain } }')}${rule('unfunded', 'rate: { value: 1, unit: percent }')}${rule('shared', "rate: { value: 1, unit: percent }\n    payers: [{ payer: '410000', share: { value: 50, unit: percent } }, { payer: '410100', rest: true }]")}
together: [{ id: one-of, kind: exclusive, rules: [one, two], per: contract.id, take: higher, clause: c }]
`)

const limit = (id: string, amount: bigint | string, rules: string[]) =>
  ({ id, amount, rules, per: 'all', short: 'in_order' }) as const
const limited = {
  ...pack,
  limits: [limit('fixed', 100n, ['unfunded', 'one']), limit('of-records', 'spent', ['shared', 'plain'])],
}

it.each([
  ['plain', false],
  ['one', true],
  ['two', true],
  ['addon', true],
  ['unfunded', true],
  ['shared', true],
])('%s: %s', (id, expected) => {
  const read = readPack(pack, readingsFrom({}))
  const found = read.rules.find(one => one.id === id)
  expect(found && dealsWithOthers(read, found)).toBe(expected)
})

it.each([
  ['what computes from it, and whoever is under a limit of records with it', 'plain', ['addon', 'shared', 'plain']],
  ['whoever is in a set with it', 'one', ['one', 'two']],
  ['nobody under a fixed limit', 'unfunded', []],
])('less of a rule may be less of %s', (_, id, expected) => {
  expect([...rulesFollowing(readPack(limited, readingsFrom({})), [id])]).toEqual(expected)
})

/** What is too large to be exact is refused by rule and key, wherever in a figure it comes up. */
import { describe, expect, it } from 'vitest'
import { evaluatePolicy } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import { plain } from '#domain/subsidy/evaluate/plain.ts'
import { type FactsInput, parseFacts } from '#domain/subsidy/facts/facts.ts'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'

const rule = (id: string, lines: string) => `
  - id: ${id}
    title: ${id}
    clause: one
    gives: ceiling
    beneficiary: contract.sellerId
    per: contract.sellerId
    window: { kind: whole_life, date: contract.registeredOn }
    overBase: true
    ${lines}`
const base = 'base: { of: contracts, amount: contract.contractAmountFen }'

const packOf = (rules: string, limits = '') =>
  parsePolicyPack(`
format: jiebang-policy/1
id: large
version: '1'
title: large
issuingBody: none
documentNumber: null
jurisdiction: '410100'
status: draft
effectiveFrom: null
effectiveTo: null
clauses: [{ id: one, number: one, title: one, text: one }]
rules:${rules}
${limits}`)

const input = {
  organisations: [
    { id: 's', kind: 'enterprise' },
    { id: 'b', kind: 'enterprise' },
  ],
  contracts: [
    {
      id: 'c',
      type: 'service',
      sellerId: 's',
      buyerId: 'b',
      contractAmountFen: 1_000_000_000n,
      registeredOn: '2024-01-01',
    },
  ],
} satisfies FactsInput
const give = (pack: ReturnType<typeof packOf>, more: FactsInput = {}) =>
  evaluatePolicy(pack, parseFacts({ ...input, ...more }))
const tooLarge = (at: string) => expect.objectContaining({ code: 'AMOUNT_TOO_LARGE', rule: at, key: 's' })

const huge = '{ value: 999999999999, unit: percent }'
const grant = (id: string) => ({
  id,
  rule: 'r',
  key: 's',
  year: null,
  beneficiaryId: 's',
  amountFen: 9_000_000_000_000_000n,
  grantedOn: '2024-02-01',
})

describe('an amount that is too large', () => {
  it('is refused where rules double one another', () => {
    const chain = Array.from({ length: 30 }, (_, n) =>
      rule(
        `a${n}`,
        n === 0
          ? `${base}\n    figure: base`
          : `${base}\n    figure: { sum: [{ rule: a${n - 1} }, { rule: a${n - 1} }] }`,
      ),
    )
    // 10^9 分 doubled 24 times is over 2^53.
    expect(() => give(packOf(chain.join('')))).toThrow(tooLarge('a24'))
    expect(give(packOf(chain.slice(0, 24).join(''))).at(-1)?.ceilingFen).toBe(1_000_000_000n * 2n ** 23n)
  })

  it.each([
    ['a rate of the base', `${base}\n    rate: ${huge}`],
    ['a rate under a limit', `${base}\n    rate: ${huge}\n    cap: { amount: 1万元 }`],
    ['a line of the computation', `${base}\n    figure: { least_of: [{ rate: ${huge}, of: base }, 1万元] }`],
    ['a limit', `${base}\n    figure: base\n    cap: { amount: { rate: ${huge}, of: base } }`],
    [
      'a bracket',
      `${base}\n    figure: { tiers: { kind: whole, by: base, brackets: [{ from: 0元, rate: ${huge}, cap: 1万元 }] } }`,
    ],
    [
      'a requirement',
      `${base}\n    figure: 1万元\n    requires: [{ amount: { rate: ${huge}, of: base }, at_least: 1元, why: w }]`,
    ],
    [
      'the amount of a record',
      `base: { of: contracts, amount: { rate: ${huge}, of: contract.contractAmountFen } }\n    figure: { least_of: [base, 1万元] }`,
    ],
    [
      'the amount of a record that does not count',
      `base: { of: contracts, amount: { rate: ${huge}, of: contract.contractAmountFen }, where: [{ field: contract.type, is: licence, why: w }] }\n    figure: 1万元`,
    ],
  ])('is refused as %s', (_name, lines) => {
    expect(() => give(packOf(rule('r', lines)))).toThrow(tooLarge('r'))
  })

  it('is refused as a stage', () => {
    const lines = `${base}\n    figure: 1万元\n    stages: [{ id: x, title: x, amount: { rate: ${huge}, of: base } }, { id: y, title: y }]`
    expect(() => give(packOf(rule('r', lines)))).toThrow(tooLarge('r'))
  })

  it('is refused as what was granted, of one figure and of a limit over several', () => {
    const grants = [grant('g'), grant('h')]
    const pack = packOf(rule('r', `${base}\n    figure: base`))
    expect(() => give(pack, { grants })).toThrow(tooLarge('r'))
    const wide = packOf(
      rule('r', `${base}\n    figure: base`),
      'limits: [{ id: all, rules: [r], per: all, amount: 9亿元 }]',
    )
    const others = grants.map(one => ({ ...one, key: `of-${one.id}`, beneficiaryId: 'b' }))
    expect(() => give(wide, { grants: others })).toThrow(tooLarge('r'))
  })

  it('is refused as a total of a what-if', () => {
    expect(plain({ totalFen: 2n ** 53n - 1n })).toEqual({ totalFen: Number.MAX_SAFE_INTEGER })
    for (const fen of [2n ** 53n, -(2n ** 53n)])
      expect(() => plain({ totalFen: fen })).toThrow(expect.objectContaining({ code: 'AMOUNT_TOO_LARGE', rule: null }))
  })
})

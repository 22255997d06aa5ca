/** Limits over several figures, and what was granted under them before: nobody's part grows by being asked for again. */
import { describe, expect, it } from 'vitest'
import { evaluatePolicy } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import { type FactsInput, parseFacts } from '#domain/subsidy/facts/facts.ts'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'

const packOf = (parts: string) =>
  parsePolicyPack(`
format: jiebang-policy/1
id: shared
version: '1'
title: shared
issuingBody: test
documentNumber: null
jurisdiction: '410100'
status: draft
effectiveFrom: null
effectiveTo: null
clauses: [{ id: c, number: '1', title: c, text: c }]
${parts}`)

const head = `
    clause: c
    gives: ceiling
    beneficiary: contract.sellerId
    per: contract.sellerId`
const ofContracts = `
    window: { kind: calendar_year, date: contract.registeredOn }
    base: { of: contracts, amount: contract.contractAmountFen }
    rate: { value: 10, unit: percent }`

const budget = (more = '') =>
  packOf(`
rules:
  - id: r
    title: r${head}${ofContracts}${more}
    limits: [{ id: budget, per: all, amount: 10万元, short: pro_rata }]
`)

const wan = 1_000_000n
const contract = (sellerId: string, contractAmountFen: bigint) => ({
  ...{ id: `of ${sellerId}`, type: 'service' as const, buyerId: 'X', sellerId, registeredOn: '2024-03-01' },
  ...{ contractAmountFen },
})
const grant = (key: string, amountFen: bigint, rule = 'r') => ({
  ...{ id: `${rule} ${key}`, rule, key, beneficiaryId: key, year: 2024, amountFen, grantedOn: '2024-12-01' },
})

function dueFen(pack: ReturnType<typeof packOf>, facts: Pick<FactsInput, 'contracts' | 'receipts' | 'grants'>) {
  const organisations = ['A', 'B', 'C', 'X'].map(id => ({ id, kind: 'enterprise' as const }))
  const found = evaluatePolicy(pack, parseFacts({ organisations, year: 2024, asOf: '2025-01-31', ...facts }))
  return Object.fromEntries(found.map(({ rule, ceilingFen, trace }) => [`${rule} ${trace.key.value}`, ceilingFen]))
}

describe('a budget in proportion', () => {
  const two = [contract('A', 100n * wan), contract('B', 100n * wan)]

  it('gives each its part, and not again when that was granted', () => {
    expect(dueFen(budget(), { contracts: two })).toEqual({ 'r A': 5n * wan, 'r B': 5n * wan })
    expect(dueFen(budget(), { contracts: two, grants: [grant('A', 5n * wan)] })).toEqual({
      'r A': 0n,
      'r B': 5n * wan,
    })
    const both = [grant('A', 5n * wan), grant('B', 5n * wan)]
    expect(dueFen(budget(), { contracts: two, grants: both })).toEqual({ 'r A': 0n, 'r B': 0n })
  })

  it('leaves to who was granted more than its part what it has; the others share the rest', () => {
    const three = [...two, contract('C', 200n * wan)]
    // Parts of 2.5, 2.5 and 5万元; A was granted 4万元 when it stood alone, and 6万元 are shared by 10 and 20.
    expect(dueFen(budget(), { contracts: three, grants: [grant('A', 4n * wan)] })).toEqual({
      'r A': 0n,
      'r B': 2n * wan,
      'r C': 4n * wan,
    })
  })

  it('gives nothing where more than the budget was granted', () => {
    expect(dueFen(budget(), { contracts: two, grants: [grant('A', 9n * wan), grant('gone', 2n * wan)] })).toEqual({
      'r A': 0n,
      'r B': 0n,
    })
  })

  it('rounds a part down before what was granted is taken off', () => {
    const inWholeWan = budget('\n    roundTo: 1万元')
    const three = [...two, contract('C', 100n * wan)]
    expect(dueFen(inWholeWan, { contracts: three, grants: [grant('A', wan)] })).toEqual({
      'r A': 2n * wan,
      'r B': 3n * wan,
      'r C': 3n * wan,
    })
  })

  it('is refused on the key of the rule itself, where nothing is shared', () => {
    const own = `
rules:
  - id: r
    title: r${head}${ofContracts}
    limits: [{ id: budget, amount: 10万元, short: pro_rata }]
`
    expect(() => packOf(own)).toThrow(/rules\.0\.limits\.0\.short/)
  })
})

describe('the difference between two rules', () => {
  const pack = packOf(`
rules:
  - id: a
    title: a${head}${ofContracts}
  - id: b
    title: b${head}
    window: { kind: calendar_year, date: receipt.receivedOn }
    base: { of: receipts, amount: receipt.amountFen }
    rate: { value: 10, unit: percent }
together: [{ id: d, kind: difference, rule: a, less: b, per: beneficiary, clause: c }]
`)
  const receipt = (id: string, amountFen: bigint) => ({ id, contractId: 'of A', amountFen, receivedOn: '2024-05-01' })
  const contracts = [contract('A', 100n * wan)]

  it.each([
    ['the other grows: what one was granted over its difference counts', [80n], [6n, 4n], [0n, 0n]],
    ['the other passes it', [120n], [6n, 4n], [0n, 2n]],
    ['the other falls: what it was granted counts', [20n], [6n, 4n], [0n, 0n]],
    ['nothing was granted', [80n], [0n, 0n], [2n, 8n]],
  ])('%s', (_, received, [a = 0n, b = 0n], [dueA, dueB]) => {
    const grants = [grant('A', a * wan, 'a'), grant('A', b * wan, 'b')].filter(({ amountFen }) => amountFen > 0n)
    const receipts = received.map(fen => receipt('p', fen * wan))
    expect(dueFen(pack, { contracts, receipts, grants })).toEqual({
      'a A': (dueA ?? 0n) * wan,
      'b A': (dueB ?? 0n) * wan,
    })
  })
})

describe('the readings of rules behind a figure', () => {
  it('are told with it', () => {
    const pack = packOf(`
rules:
  - id: s
    title: s${head}
    window: { kind: calendar_year, date: contract.registeredOn }
    base: { of: contracts, amount: contract.contractAmountFen }
    parameters:
      - id: rate
        question: which
        default: high
        readings: [{ id: high, text: high }, { id: low, text: low }]
    figure:
      choose: rate
      readings: { high: { rate: { value: 10, unit: percent }, of: base }, low: { rate: { value: 1, unit: percent }, of: base } }
  - id: d
    title: d${head}
    window: { kind: calendar_year, date: contract.registeredOn }
    base: { of: contracts, amount: contract.contractAmountFen }
    figure: { rule: s, match: key }
`)
    const facts = parseFacts({
      organisations: ['A', 'X'].map(id => ({ id, kind: 'enterprise' as const })),
      contracts: [contract('A', 100n * wan)],
      ...{ year: 2024, asOf: '2025-01-31', parameters: { 's.rate': 'low' } },
    })
    const [figure] = evaluatePolicy(pack, facts, { rule: 'd' })
    expect(figure?.ceilingFen).toBe(wan)
    expect(figure?.trace.readings).toMatchObject([{ rule: 's', parameter: 'rate', reading: 'low', isDefault: false }])
  })
})

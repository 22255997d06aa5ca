/**
 * What the subsidy benchmark computes, each rule twice: as a policy pack, and as the bare arithmetic that a programmer
 * would write by hand for just this rule – bigint sums in a map, no trace, no reasons, nothing checked.
 */
import { readFileSync } from 'node:fs'
import type { Facts } from '#domain/subsidy/facts/facts.ts'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'

export interface BenchRule {
  name: string
  pack: PolicyPack
  rule: string
  /** Records of the tables that the rule measures, each once. */
  recordsIn: (facts: Facts) => number
  /** The sum of all figures in 分, by hand. */
  byHandFen: (facts: Facts) => bigint
}

const founding = parsePolicyPack(
  readFileSync(new URL('../policies/zhengzhou-2022-draft.yaml', import.meta.url), 'utf8'),
)

const bracketPack = parsePolicyPack(`
format: jiebang-policy/1
id: bench-bracket
version: '1'
title: last year's turnover picks the bracket, 1 % of the lesser of receipts and technology part
issuingBody: benchmark
documentNumber: null
jurisdiction: '410100'
status: draft
effectiveFrom: null
effectiveTo: null
clauses: [{ id: c, number: '1', title: bracket, text: as 郑州 2023 }]
rules:
  - id: bracket
    title: bracket
    clause: c
    gives: ceiling
    beneficiary: contract.sellerId
    per: contract.sellerId
    window: { kind: calendar_year, date: contract.registeredOn, yearOffset: -1 }
    measures:
      turnover: { of: contracts, amount: contract.contractAmountFen, deduct: [{ field: contract.deregisteredOn, reached: true, why: deregistered }] }
      technology: { of: contracts, amount: contract.technologyAmountFen, deduct: [{ field: contract.deregisteredOn, reached: true, why: deregistered }] }
      received:
        of: receipts
        amount: receipt.amountFen
        window: { kind: calendar_year, date: receipt.receivedOn, yearOffset: -1 }
        deduct: [{ field: receipt.reversedOn, reached: true, why: reversed }]
    figure:
      tiers:
        kind: whole
        by: turnover
        of: { least_of: [received, technology] }
        brackets:
          - { from: 500万元, below: 5000万元, rate: { value: 1, unit: percent }, cap: 10万元 }
          - { from: 5000万元, below: 1亿元, rate: { value: 1, unit: percent }, cap: 20万元 }
          - { from: 1亿元, below: 10亿元, rate: { value: 1, unit: percent }, cap: 30万元 }
          - { from: 10亿元, rate: { value: 1, unit: percent }, cap: 50万元 }
`)

const nestedPack = parsePolicyPack(`
format: jiebang-policy/1
id: bench-nested
version: '1'
title: 5 % a contract, held to the contract, the buyer and year, and a budget
issuingBody: benchmark
documentNumber: null
jurisdiction: '410100'
status: draft
effectiveFrom: null
effectiveTo: null
clauses: [{ id: c, number: '1', title: nested, text: as 洛阳 2024 with a budget }]
rules:
  - id: nested
    title: nested
    clause: c
    gives: ceiling
    beneficiary: contract.buyerId
    per: contract.id
    window: { kind: calendar_year, date: payment.paidOn }
    base: { of: payments, amount: payment.amountFen, deduct: [{ field: payment.reversedOn, reached: true, why: reversed }] }
    rate: { value: 5, unit: percent }
    cap: { amount: 20万元 }
    limits:
      - { id: buyer-year, per: contract.buyerId, amount: 100万元 }
      - { id: budget, per: all, amount: 1亿元, short: pro_rata }
`)

const least = (a: bigint, b: bigint) => (a < b ? a : b)
const isKept = (endedOn: string | null, asOf: string) => endedOn === null || endedOn > asOf

function add(sums: Map<string, bigint>, key: string, fen: bigint): void {
  sums.set(key, (sums.get(key) ?? 0n) + fen)
}

function contractsById({ contracts }: Facts) {
  return new Map(contracts.map(contract => [contract.id, contract]))
}

function total(sums: Iterable<bigint>): bigint {
  let fen = 0n
  for (const one of sums) fen += one
  return fen
}

function projectsByHand(facts: Facts): bigint {
  const asOf = facts.asOf ?? ''
  const contracts = contractsById(facts)
  const sums = new Map<string, bigint>()
  for (const { contractId, amountFen, paidOn, reversedOn } of facts.payments) {
    const contract = contracts.get(contractId)
    if (!contract?.registeredOn || contract.registeredOn > asOf || paidOn > asOf) continue
    if (isKept(contract.deregisteredOn, asOf) && isKept(reversedOn, asOf))
      add(sums, contract.projectId ?? '', amountFen)
  }
  return total([...sums.values()].map(fen => least((fen * 30n) / 100n, 500_000_000n)))
}

function registriesByHand(facts: Facts): bigint {
  const asOf = facts.asOf ?? ''
  const sums = new Map<string, bigint>()
  for (const { registryId, registeredOn, deregisteredOn, contractAmountFen } of facts.contracts)
    if (registeredOn && registeredOn <= asOf && isKept(deregisteredOn, asOf))
      add(sums, `${registryId} ${registeredOn.slice(0, 4)}`, contractAmountFen)
  return total([...sums.values()].map(fen => least((fen * 2n) / 10_000n, 50_000_000n)))
}

function bracketsByHand(facts: Facts): bigint {
  const asOf = facts.asOf ?? ''
  const contracts = contractsById(facts)
  const [turnover, technology, received] = [0, 1, 2].map(() => new Map<string, bigint>())
  if (!turnover || !technology || !received) return 0n
  for (const { sellerId, registeredOn, deregisteredOn, contractAmountFen, technologyAmountFen } of facts.contracts) {
    if (!registeredOn || registeredOn > asOf || !isKept(deregisteredOn, asOf)) continue
    const key = `${sellerId} ${registeredOn.slice(0, 4)}`
    add(turnover, key, contractAmountFen)
    add(technology, key, technologyAmountFen ?? 0n)
  }
  for (const { contractId, amountFen, receivedOn, reversedOn } of facts.receipts) {
    const sellerId = contracts.get(contractId)?.sellerId
    if (receivedOn <= asOf && isKept(reversedOn, asOf))
      add(received, `${sellerId} ${receivedOn.slice(0, 4)}`, amountFen)
  }
  const figures = [...turnover].map(([key, fen]) => {
    if (fen < 500_000_000n) return 0n
    const cap = fen < 5_000_000_000n ? 10n : fen < 10_000_000_000n ? 20n : fen < 100_000_000_000n ? 30n : 50n
    return least(least(received.get(key) ?? 0n, technology.get(key) ?? 0n) / 100n, cap * 1_000_000n)
  })
  return total(figures)
}

interface OpenSum {
  buyerId: string
  year: string
  contractId: string
  firstDay: string
  fen: bigint
}

function nestedByHand(facts: Facts): bigint {
  const asOf = facts.asOf ?? ''
  const contracts = contractsById(facts)
  const sums = new Map<string, OpenSum>()
  for (const { contractId, amountFen, paidOn, reversedOn } of facts.payments) {
    if (paidOn > asOf || !isKept(reversedOn, asOf)) continue
    const year = paidOn.slice(0, 4)
    const buyerId = contracts.get(contractId)?.buyerId ?? ''
    const open = sums.get(`${contractId} ${year}`) ?? { buyerId, year, contractId, firstDay: paidOn, fen: 0n }
    sums.set(`${contractId} ${year}`, open)
    if (paidOn < open.firstDay) open.firstDay = paidOn
    open.fen += amountFen
  }
  const byBuyer = new Map<string, OpenSum[]>()
  for (const open of sums.values()) {
    open.fen = least((open.fen * 5n) / 100n, 20_000_000n)
    const key = `${open.buyerId} ${open.year}`
    const list = byBuyer.get(key)
    if (list) list.push(open)
    else byBuyer.set(key, [open])
  }
  for (const list of byBuyer.values()) {
    let leftFen = 100_000_000n
    for (const open of list.sort(inOrder)) {
      open.fen = least(open.fen, leftFen)
      leftFen -= open.fen
    }
  }
  return total(yearsOf(sums.values()).map(shareOfBudget))
}

function inOrder(a: OpenSum, b: OpenSum): number {
  if (a.firstDay !== b.firstDay) return a.firstDay < b.firstDay ? -1 : 1
  return a.contractId < b.contractId ? -1 : 1
}

function yearsOf(sums: Iterable<OpenSum>): OpenSum[][] {
  const years = new Map<string, OpenSum[]>()
  for (const open of sums) {
    const list = years.get(open.year)
    if (list) list.push(open)
    else years.set(open.year, [open])
  }
  return [...years.values()]
}

function shareOfBudget(list: readonly OpenSum[]): bigint {
  const wantedFen = total(list.map(({ fen }) => fen))
  const budgetFen = 10_000_000_000n
  if (wantedFen <= budgetFen) return wantedFen
  return total(list.map(({ fen }) => (fen * budgetFen) / wantedFen))
}

export const benchRules: readonly BenchRule[] = [
  {
    ...{ name: 'founding: projects', pack: founding, rule: 'jbgs-rd', byHandFen: projectsByHand },
    recordsIn: ({ payments }) => payments.length,
  },
  {
    ...{ name: 'founding: registries', pack: founding, rule: 'registry', byHandFen: registriesByHand },
    recordsIn: ({ contracts }) => contracts.length,
  },
  {
    ...{ name: 'bracket by turnover', pack: bracketPack, rule: 'bracket', byHandFen: bracketsByHand },
    recordsIn: ({ contracts, receipts }) => contracts.length + receipts.length,
  },
  {
    ...{ name: 'nested limits', pack: nestedPack, rule: 'nested', byHandFen: nestedByHand },
    recordsIn: ({ payments }) => payments.length,
  },
]

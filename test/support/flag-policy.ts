/** A policy to look for red flags in: 5 % at most 20万元 a contract for either party, and 1 % of a seller's year. */
export function flagPolicy(id: string, status: 'in_force' | 'draft' = 'in_force'): string {
  const rule = (name: string, party: string) => `
  - id: ${name}
    title: ${name}
    clause: c1
    gives: ceiling
    beneficiary: contract.${party}
    base: { of: contracts, amount: contract.technologyAmountFen }
    per: contract.id
    window: { kind: whole_life, date: contract.registeredOn }
    rate: { value: 5, unit: percent }
    cap: { amount: 20万元 }
    rounding: down`
  return `format: jiebang-policy/1
id: ${id}
version: '1'
title: 政策 ${id}
issuingBody: 科技局
documentNumber: null
jurisdiction: '410100'
status: ${status}
effectiveFrom: '2020-01-01'
effectiveTo: null
clauses:
  - { id: c1, number: 第一条, title: 技术交易, text: 按技术交易额 5% 给予补助，每份合同最高 20 万元。 }
  - { id: c2, number: 第二条, title: 年度, text: 按年度技术交易额 1% 给予补助。 }
rules:${rule('seller', 'sellerId')}${rule('buyer', 'buyerId')}
  - id: volume
    title: volume
    clause: c2
    gives: ceiling
    beneficiary: contract.sellerId
    base: { of: contracts, amount: contract.technologyAmountFen }
    per: contract.sellerId
    window: { kind: calendar_year, date: contract.registeredOn }
    rate: { value: 1, unit: percent }
    rounding: down
`
}

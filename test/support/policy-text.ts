/** The text of a small policy, as an officer would write it. */
export const packText = (id: string, version = '1', over: { region?: string; from?: string; cap?: string } = {}) => `
format: jiebang-policy/1
id: ${id}
version: '${version}'
title: 测试政策
issuingBody: 测试机关
documentNumber: null
jurisdiction: '${over.region ?? '410100'}'
status: in_force
effectiveFrom: '${over.from ?? '2024-01-01'}'
effectiveTo: null
clauses:
  - { id: c1, number: （一）, title: 补助, quote: 按到账额的1%给予补助 }
rules:
  - id: r1
    title: 到账补助
    clause: c1
    gives: ceiling
    beneficiary: contract.sellerId
    per: contract.sellerId
    window: { kind: calendar_year, date: receipt.receivedOn }
    base: { of: receipts, amount: receipt.amountFen }
    rate: { value: 1, unit: percent }
    cap: { amount: ${over.cap ?? '20万元'} }
`

/** Policy packs of any size, for what has a bound. */
export const many = (count: number, make: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => make(n)).join('\n')

export const clauseOf = (n: number) => `  - { id: c${n}, number: 第${n}条, title: 补助, text: 按技术交易额给予补助。 }`

/** 5 % of the 技术交易额 of each contract, or another figure. */
export const ruleOf = (n: number, figure = 'rate: { value: 5, unit: percent }') => `  - id: r${n}
    title: r${n}
    clause: c${n}
    gives: ceiling
    beneficiary: contract.sellerId
    base: { of: contracts, amount: contract.technologyAmountFen }
    per: contract.id
    window: { kind: calendar_year, date: contract.registeredOn }
    ${figure}`

/** `more` are further keys of the pack, each on a line of its own. */
export const packOf = (clauses: string, rules: string, more = '') => `format: jiebang-policy/1
id: big
version: '1'
title: big
issuingBody: 科技局
documentNumber: null
jurisdiction: '410100'
status: draft
effectiveFrom: null
effectiveTo: null
${more}
clauses:
${clauses}
rules:
${rules}
`

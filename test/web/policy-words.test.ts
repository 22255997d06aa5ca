/** What the shipped packs and the explanations say in English is said in Chinese on a Chinese page. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { evaluatePolicy } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import type { TraceStep } from '#domain/subsidy/evaluate/trace.ts'
import { parseFacts } from '#domain/subsidy/facts/facts.ts'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import { measuresOf } from '#domain/subsidy/pack/policy-pack.ts'
import { readingsFrom, readPack } from '#domain/subsidy/pack/read-pack.ts'
import { packWord, policyText } from '#web/i18n/policy-words.ts'

const folder = new URL('../../policies/', import.meta.url)
const packs = readdirSync(folder).filter(name => name.endsWith('.yaml'))
const packOf = (name: string) => parsePolicyPack(readFileSync(new URL(name, folder), 'utf8'))

/** Words of English in a row: a field name or a unit stands alone. */
const english = /[a-z]{3,} [a-z]{2,}|\p{Script=Han} [a-z]{3,}( |$)/u

const said = new Set(['why', 'question', 'text', 'noRule', 'reason', 'evidence', 'notes', 'title'])

function sentencesIn(value: unknown, key = ''): string[] {
  if (typeof value === 'string') return said.has(key) ? [value] : []
  if (Array.isArray(value)) return value.flatMap(inner => sentencesIn(inner, key))
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value).flatMap(([name, inner]) => sentencesIn(inner, name))
}

describe('every sentence of a shipped pack', () => {
  it.each(packs)('%s', name => {
    const left = sentencesIn(packOf(name)).filter(sentence => english.test(policyText(sentence)))
    expect(left).toEqual([])
  })
})

describe('every name of a measure or a limit in a shipped pack', () => {
  it.each(packs)('%s', name => {
    const pack = readPack(packOf(name), readingsFrom({}))
    const limits = [...pack.limits, ...pack.rules.flatMap(rule => rule.limits)].map(({ id }) => id)
    const measures = pack.rules.flatMap(rule => measuresOf(rule).map(([measure]) => measure))
    expect([...measures, ...limits].filter(word => /^[a-z-]+$/.test(packWord(word)))).toEqual([])
  })
})

const flatten = (steps: readonly TraceStep[]): string[] =>
  steps.flatMap(({ expression, parts = [] }) => [expression, ...flatten(parts)])

const organisationsIn = (regionCode: string) => [
  { id: 's', kind: 'enterprise', regionCode },
  { id: 'b', kind: 'enterprise', regionCode },
  { id: 'r', kind: 'registry', regionCode },
]
const contract = { type: 'transfer', sellerId: 's', buyerId: 'b', registryId: 'r', signedOn: '2022-01-01' }
const factsIn = (region: string) => ({
  asOf: '2024-06-30',
  organisations: organisationsIn(region),
  contracts: [2022, 2023, 2024].flatMap(year =>
    [1, 2].map(n => ({
      ...contract,
      id: `c${year}-${n}`,
      contractAmountFen: 6_000_000_055n,
      technologyAmountFen: 5_000_000_033n,
      registeredOn: `${year}-03-0${n}`,
    })),
  ),
  receipts: [2022, 2023, 2024].map(year => ({
    id: `r${year}`,
    contractId: `c${year}-1`,
    amountFen: 2_000_000_077n,
    receivedOn: `${year}-04-01`,
  })),
})

describe('every line of an explanation', () => {
  it.each(packs)('%s', name => {
    const pack = packOf(name)
    const lines = [pack.jurisdiction, '110108'].flatMap(region =>
      evaluatePolicy(pack, parseFacts(factsIn(region)), { includeIneligible: true }).flatMap(({ trace }) => [
        ...flatten(trace.steps),
        ...trace.notes,
        ...trace.inputs.map(({ why }) => why),
      ]),
    )
    expect(lines.length).toBeGreaterThan(10)
    expect([...new Set(lines)].filter(line => english.test(policyText(line)))).toEqual([])
    expect([...new Set(lines)].filter(line => policyText(line).includes(', '))).toEqual([])
  })
})

it.each([
  'takes effect on 2026-01-01, the year of application 2025 ends',
  'is in effect to 2024-12-31, the window begins',
])('that the policy %s on another day is said in Chinese', said => {
  const sentence = `the policy ${said} on 2025-12-31: check whether it governs it`
  expect(policyText(sentence)).toMatch(/^政策.+2025-12-31，请核实是否适用$/)
})

it('that more was granted than is due is said in Chinese, and nothing of a claw-back, which is another matter', () => {
  const said = '30,000.00 元 more was granted than the rule now gives'
  expect(policyText(said)).toBe('此前批准的金额比现在算出的多 30,000.00 元')
})

describe('a reason with what was read of the record behind it', () => {
  it.each([
    ['不是技术转让合同 (contract.type: service)', '不是技术转让合同'],
    ['合同未登记: the contract is not registered (contract.registeredOn: not given)', '合同未登记'],
  ])('%s', (sentence, said) => expect(policyText(sentence)).toBe(said))
})

describe('why nothing is determined', () => {
  it.each([
    [
      'rule growth needs the figure revenue of 2023-01-01..2023-12-31, which the facts do not give; add it',
      '缺数据：2023-01-01 至 2023-12-31 的“营业收入”没有报送，为 0 的也请报送',
    ],
    [
      'rule a needs the figure spend of P-1, which the facts do not give; add it',
      '缺数据：“spend”没有报送，为 0 的也请报送',
    ],
    [
      'rule addon needs what rule growth (增长奖励) gives of e, which the facts do not give; add it',
      '所依据的“增长奖励”尚不能认定',
    ],
    [
      'rule t needs contract.technologyAmountFen of contract c1, which the facts do not give; add it',
      '缺数据：记录 contract c1 没有“合同 · 技术交易额”，请补充',
    ],
    [
      'rule b: the records of c1 must name one contract.achievementId, they name none; correct the facts or the pack',
      '记录上没有写明“合同 · 成果”，对应不上共享上限或关联规则，请更正',
    ],
    [
      'rule b: the records of c1 must name one buyer.regionCode, they name x, y; correct the facts or the pack',
      '记录上的“买方 · 所在地”不止一个（x，y），对应不上唯一的共享上限或关联规则，请更正',
    ],
  ])('%s', (sentence, said) => {
    expect(policyText(sentence)).toBe(said)
    expect(policyText(`not determined: ${sentence}`)).toBe(`未能认定：${said}`)
  })
})

/** Every template is a valid rule as it stands, and gives what its sentence says. */
import { describe, expect, test } from 'vitest'
import { examplePack } from '#domain/subsidy/editor/example-pack.ts'
import { ruleTemplates } from '#domain/subsidy/editor/rule-templates.ts'
import { runExamples } from '#domain/subsidy/editor/run-examples.ts'

const wan = (amount: number) => BigInt(amount * 1_000_000)
const indented = (yaml: string) => yaml.trimEnd().replaceAll('\n', '\n    ')

function rowsOf(id: string) {
  const template = ruleTemplates.find(candidate => candidate.id === id)
  const found = examplePack(`rules:\n  - ${indented(template?.yaml ?? '')}\n`, 'template')
  if (!found) throw new Error(`the template ${id} is no valid rule`)
  return runExamples(found.pack, 'template', 2024)
}
/** What the rule gives for an amount in 万元; undefined when it is no example of the rule. */
function given(id: string, amountFen: bigint) {
  const row = rowsOf(id).find(({ label }) => label.kind === 'amount' && label.amountFen === amountFen)
  return row?.resultFen
}

test.each(ruleTemplates.map(({ id }) => id))('%s is valid, and all its examples are evaluated', id => {
  const rows = rowsOf(id)
  expect(rows.length).toBeGreaterThan(1)
  expect(rows.map(({ refusal }) => refusal?.message ?? null)).toEqual(rows.map(() => null))
  expect(rows.some(({ resultFen }) => resultFen !== null && resultFen > 0n)).toBe(true)
})

test('ids are unique', () => {
  expect(new Set(ruleTemplates.map(({ id }) => id)).size).toBe(ruleTemplates.length)
})

describe('the figures of the sentences', () => {
  test('1 % of receipts, 20万元 a year: the cap is reached at 2000万元', () => {
    expect(given('rate-with-cap', wan(1000))).toBe(wan(10))
    expect(given('rate-with-cap', wan(2000) - 1n)).toBe(wan(20) - 1n)
    expect(given('rate-with-cap', wan(2000))).toBe(wan(20))
    expect(given('rate-with-cap', wan(2000) + 1n)).toBe(wan(20))
  })
  test('brackets: 500万元 is in (含), one 分 less is not; 5000万元 is the next', () => {
    expect(given('brackets', wan(500) - 1n)).toBe(0n)
    expect(given('brackets', wan(500))).toBe(wan(5))
    expect(given('brackets', wan(5000) - 1n)).toBe(wan(10))
    expect(given('brackets', wan(5000))).toBe(wan(20))
  })
  test('marginal: each slice at its own rate', () => {
    expect(given('marginal', wan(100))).toBe(wan(0.1) + wan(0.45))
    expect(given('marginal', wan(10))).toBe(wan(0.1))
  })
  test('steps: 3万元 at 1亿元, 4万元 with 5000万元 more', () => {
    expect(given('step', wan(10_000) - 1n)).toBe(0n)
    expect(given('step', wan(10_000))).toBe(wan(3))
    expect(given('step', wan(15_000) - 1n)).toBe(wan(3))
    expect(given('step', wan(15_000))).toBe(wan(4))
  })
  test('0.2 ‰ of 1亿元 is 2万元, not 20万元', () => expect(given('permille', wan(10_000))).toBe(wan(2)))
  test('fixed awards go by the level', () => {
    const rows = rowsOf('fixed-award').map(({ label, resultFen }) => [label.kind === 'word' && label.word, resultFen])
    expect(rows).toEqual([
      ['provincial', wan(50)],
      ['national', wan(100)],
    ])
  })
  test('half of an upper award', () => expect(given('match-award', wan(100))).toBe(wan(50)))
  test('staged: half before acceptance is the whole after it', () => {
    // The example is accepted, so that both stages are due.
    expect(given('staged', wan(1000))).toBe(wan(300))
  })
  test('5万元 and 1 % of what is over 500万元', () => {
    expect(given('excess', wan(500) - 1n)).toBe(0n)
    expect(given('excess', wan(1000))).toBe(wan(10))
  })
})

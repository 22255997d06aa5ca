import { describe, expect, test } from 'vitest'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import { chooseTurned, evaluationsOf, mostTurnedEvaluations } from '#domain/subsidy/what-if/choose-turned.ts'
import { listHangingTogether } from '#domain/subsidy/what-if/narrow-pack.ts'
import { listVariables } from '#domain/subsidy/what-if/variables.ts'
import { clauseOf, many, packOf, ruleOf } from '#test/support/big-pack.ts'
import { draft, luoyang, rules2023, sanming } from './support.ts'

describe('the numbers that are turned', () => {
  const big = parsePolicyPack(
    packOf(
      many(120, clauseOf),
      many(120, n => ruleOf(n)),
    ),
  )
  const variables = listVariables(big)
  const count = (chosen: typeof variables) => chosen.reduce((sum, variable) => sum + evaluationsOf(variable), 0)

  test('of a pack of the house are all, for a year', () => {
    for (const pack of [draft, rules2023, luoyang, sanming])
      expect(chooseTurned(listVariables(pack), { years: 1, weightFen: () => 0n }).leftOut).toEqual([])
  })

  test('of a big one are those with the most money, within the bound; the others are named', () => {
    const weights = new Map([
      ['r100', 5n],
      ['r7', 9n],
    ])
    const weightFen = ({ rule }: { rule: string | null }) => weights.get(rule ?? '') ?? 0n
    for (const years of [1, 3, 10]) {
      const { turned, leftOut } = chooseTurned(variables, { years, weightFen })
      expect(count(turned) * years).toBeLessThanOrEqual(mostTurnedEvaluations)
      expect(count(turned) * years).toBeGreaterThan(mostTurnedEvaluations / 2)
      expect(turned.map(({ rule }) => rule)).toEqual(expect.arrayContaining(['r7', 'r100']))
      expect([...turned, ...leftOut].map(({ path }) => path).sort()).toEqual(variables.map(({ path }) => path).sort())
    }
    const first = chooseTurned(variables, { years: 49, weightFen }).turned
    expect(first.map(({ rule }) => rule)).toEqual(['r7'])
  })
})

test('what hangs on a number: its rule, what computes from it, and who shares a limit with one of them', () => {
  const rule = (n: number, figure?: string) => ruleOf(n, figure)
  const limits = 'limits:\n  - { id: both, amount: 100万元, per: contract.sellerId, rules: [r2, r3] }'
  const rules = [rule(0), rule(1, 'figure: { rule: r0 }'), rule(2, 'figure: { rule: r1 }'), rule(3), rule(4)].join('\n')
  const pack = parsePolicyPack(packOf(many(5, clauseOf), rules, limits))
  const together = listHangingTogether(pack)
  const of = (rule: string | null, path = '') => [...together.of({ rule, path })].sort()
  expect(of('r0')).toEqual(['r0', 'r1', 'r2', 'r3'])
  expect(of('r3')).toEqual(['r0', 'r1', 'r2', 'r3'])
  expect(of('r4')).toEqual(['r4'])
  expect(of(null, 'limits.both.amount')).toEqual(['r0', 'r1', 'r2', 'r3'])
})

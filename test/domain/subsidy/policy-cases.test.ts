/** Runs the cases a lawyer can read (`cases/*.yaml`). Amounts there are in 元, 万元 or 亿元, so no 分 is counted by eye. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { parseYuan } from '#domain/money.ts'
import { evaluatePolicy } from '#domain/subsidy/evaluate-policy.ts'
import { parseFacts } from '#domain/subsidy/facts.ts'
import { parsePolicyPack } from '#domain/subsidy/parse-policy-pack.ts'
import type { Determination } from '#domain/subsidy/trace.ts'

const given = z.record(z.string(), z.unknown())
const expectation = z.strictObject({
  beneficiary: z.string(),
  ceiling: z.string(),
  capBinds: z.boolean().optional(),
  window: z.number().optional(),
  used: z.array(z.string()).optional(),
  excessGranted: z.string().optional(),
  gross: z.string().optional(),
  deducted: z.string().optional(),
})
type Expectation = z.infer<typeof expectation>
const caseFile = z.strictObject({
  policy: z.string(),
  rule: z.string(),
  background: given,
  cases: z.array(z.strictObject({ case: z.string(), facts: given, expect: z.array(expectation) })),
})

const folder = new URL('./cases/', import.meta.url)

for (const file of readdirSync(folder)) {
  const { policy, rule, background, cases } = caseFile.parse(parse(readFileSync(new URL(file, folder), 'utf8')))
  const pack = parsePolicyPack(readFileSync(new URL(`../../../policies/${policy}.yaml`, import.meta.url), 'utf8'))
  describe(`${policy} ${rule}`, () => {
    for (const { case: title, facts, expect: wanted } of cases)
      it(title, () => {
        const determinations = evaluatePolicy(pack, parseFacts(inFen(merge(background, facts))), { rule })
        expect(determinations.map((found, index) => summarise(found, wanted[index]))).toEqual(wanted)
      })
  })
}

/** Only what the case speaks about, in the words of the case. */
function summarise({ beneficiary, window, ceilingFen, trace }: Determination, wanted: Expectation | undefined) {
  const step = (label: string) => trace.steps.find(candidate => candidate.label === label)?.valueFen ?? 0n
  const all = {
    beneficiary,
    ceiling: ceilingFen,
    capBinds: trace.cap?.binds,
    window: window.kind === 'calendar_year' ? window.year : undefined,
    used: trace.inputs.filter(input => input.used).map(input => input.record),
    excessGranted: trace.excessGrantedFen,
    gross: step('gross'),
    deducted: step('deducted'),
  }
  if (!wanted) return all
  return Object.fromEntries(
    Object.entries(wanted).map(([name, value]) => {
      const found = all[name as keyof typeof all]
      return [name, typeof found === 'bigint' && parseYuan(String(value)) === found ? value : found]
    }),
  )
}

function merge(a: Record<string, unknown>, b: Record<string, unknown>): Record<string, unknown> {
  const joined = Object.entries(b).map(([name, value]) => {
    const before = a[name]
    return [name, Array.isArray(before) && Array.isArray(value) ? [...before, ...value] : value]
  })
  return { ...a, ...Object.fromEntries(joined) }
}

/** `amount: 1200万元` becomes `amountFen: 1200000000n`, at any depth. */
function inFen(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inFen)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => {
      const fen = typeof inner === 'string' && inner.endsWith('元') ? parseYuan(inner) : null
      return fen === null ? [name, inFen(inner)] : [`${name}Fen`, fen]
    }),
  )
}

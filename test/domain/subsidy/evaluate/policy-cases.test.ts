/**
 * Runs the cases a lawyer can read (`cases/*.yaml`) on the packs in `policies/` and on the small ones in `packs/`, each
 * of which shows one construct. Amounts there are in 元, 万元 or 亿元, so no 分 is counted by eye. A case says only what it
 * is about: what it does not name is not compared, but every figure has its line.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { parseYuan } from '#domain/money.ts'
import { evaluatePolicy } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import type { Determination } from '#domain/subsidy/evaluate/trace.ts'
import { parseFacts } from '#domain/subsidy/facts/facts.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'
import { readPack } from './support.ts'

const given = z.record(z.string(), z.unknown())
const expectation = z.strictObject({
  rule: z.string().optional(),
  beneficiary: z.string(),
  key: z.string().optional(),
  ceiling: z.string(),
  /** The whole entitlement, before earlier grants and wide limits. */
  whole: z.string().optional(),
  capBinds: z.boolean().optional(),
  /** The year of a window that has one. */
  window: z.number().optional(),
  used: z.array(z.string()).optional(),
  excessGranted: z.string().optional(),
  gross: z.string().optional(),
  deducted: z.string().optional(),
  /** Limits that cut the figure, in the order they did. */
  cutBy: z.array(z.string()).optional(),
  /** Words that the explanation has, anywhere. */
  why: z.string().optional(),
  /** Words of why nothing is determined; a figure that a case says nothing of is determined. */
  undetermined: z.string().optional(),
  due: z.array(z.string()).optional(),
  payers: z.record(z.string(), z.string()).optional(),
  uses: z.record(z.string(), z.string()).optional(),
})
type Expectation = z.infer<typeof expectation>

const oneCase = z
  .strictObject({
    case: z.string(),
    facts: given,
    expect: z.array(expectation).optional(),
    /** Beneficiaries with all that they get under every rule of the file. */
    totals: z.record(z.string(), z.string()).optional(),
    /** The evaluation stops, with these words. */
    refused: z.string().optional(),
    includeIneligible: z.boolean().optional(),
  })
  .refine(({ expect, totals, refused }) => expect || totals || refused, 'a case expects something')
const caseFile = z.strictObject({
  policy: z.string(),
  /** Absent: every rule of the pack. */
  rule: z.string().optional(),
  background: given,
  cases: z.array(oneCase).min(1),
})
type Case = z.infer<typeof oneCase>

const folder = new URL('../cases/', import.meta.url)
for (const file of readdirSync(folder)) {
  const { policy, rule, background, cases } = caseFile.parse(parse(readFileSync(new URL(file, folder), 'utf8')))
  const pack = readPack(policy)
  describe(`${policy} ${rule ?? ''}`, () => {
    for (const one of cases) it(one.case, () => checkCase(pack, rule, background, one))
  })
}

function checkCase(pack: PolicyPack, rule: string | undefined, background: Record<string, unknown>, one: Case): void {
  const { facts, expect: wanted, totals, refused, includeIneligible = false } = one
  const evaluate = () =>
    evaluatePolicy(pack, parseFacts(inFen(merge(background, facts))), {
      ...(rule === undefined ? {} : { rule }),
      includeIneligible,
    })
  if (refused !== undefined) {
    expect(evaluate).toThrow(refused)
    return
  }
  const found = evaluate()
  if (wanted) expect(found.map((figure, index) => summarise(figure, wanted[index]))).toEqual(wanted)
  if (totals) expect(totalsOf(found)).toEqual(inFenByName(totals))
}

function totalsOf(found: readonly Determination[]): Record<string, bigint> {
  const totals: Record<string, bigint> = {}
  for (const { beneficiary, ceilingFen } of found) totals[beneficiary] = (totals[beneficiary] ?? 0n) + ceilingFen
  return totals
}

function inFenByName(amounts: Record<string, string>): Record<string, bigint | null> {
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, parseYuan(amount)]))
}

/** Only what the case speaks about, in the words of the case. */
function summarise(determination: Determination, wanted: Expectation | undefined) {
  const all = summaryOf(determination)
  if (!wanted || (wanted.undetermined === undefined && all.undetermined !== '')) return all
  return Object.fromEntries(
    Object.entries(wanted).map(([name, value]) => {
      if (name === 'why' || name === 'undetermined')
        return [name, all[name].includes(String(value)) ? value : all[name]]
      return [name, asWritten(all[name as keyof typeof all], value)]
    }),
  )
}

function summaryOf({ rule, beneficiary, window, ceilingFen, trace }: Determination) {
  const step = (label: string) => trace.steps.find(candidate => candidate.label === label)?.valueFen ?? 0n
  return {
    rule,
    beneficiary,
    key: trace.key.value,
    ceiling: ceilingFen,
    whole: trace.wholeFen,
    capBinds: trace.cap?.binds,
    window: 'year' in window ? window.year : undefined,
    used: [...new Set(trace.inputs.filter(input => input.used).map(input => input.record))],
    excessGranted: trace.excessGrantedFen,
    gross: step('gross'),
    deducted: step('deducted'),
    cutBy: trace.limits.filter(({ binds }) => binds).map(({ account }) => account),
    why: JSON.stringify([trace.inputs, trace.steps, trace.notes, trace.stages], (_name, value) =>
      typeof value === 'bigint' ? String(value) : value,
    ),
    undetermined: trace.undetermined ?? '',
    due: trace.stages.filter(({ isDue }) => isDue).map(({ id }) => id),
    payers: Object.fromEntries(trace.payers.map(({ payer, amountFen }) => [payer, amountFen])),
    uses: Object.fromEntries(trace.uses.map(({ id, grant, state }) => [`${id} of ${grant}`, state])),
  }
}

/** The value as the case writes it where it is the same, else the value that was found. */
function asWritten(found: unknown, written: unknown): unknown {
  if (typeof found === 'bigint') return parseYuan(String(written)) === found ? written : found
  if (found === null || typeof found !== 'object' || Array.isArray(found)) return found
  const parts = written as Record<string, unknown>
  return Object.fromEntries(Object.entries(found).map(([name, value]) => [name, asWritten(value, parts[name])]))
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

/** Laws that hold for whatever pack and facts: never above a limit, the order of records means nothing, traces re-add. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Determination, TraceStep } from '#domain/subsidy/evaluate/trace.ts'
import type { Facts } from '#domain/subsidy/facts/facts.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'
import { readingsFrom, readPack } from '#domain/subsidy/pack/read-pack.ts'
import { grantedFen } from '../naive/grants.ts'
import { sharedValue, sumFen } from '../naive/shared.ts'
import { limitFenOf, usedBeforeFen, widesOf } from '../naive/wide.ts'
import { anyCase, type Case, readFacts } from './any-case.ts'
import type { Plain } from './any-facts.ts'
import { rollDice } from './dice.ts'
import { show } from './reduce.ts'
import { byEngine, isRefused, type NaiveFigure, naiveFigures } from './two-engines.ts'

const runs = Number(process.env.SUBSIDY_LAWS ?? 120)
const timeout = 60_000 + runs * 200

/** Runs a law on generated cases that are not refused; there must be many of them. */
function forAny(seed: number, law: (found: readonly Determination[], one: Case, seed: number) => void): void {
  let held = 0
  fc.assert(
    fc.property(fc.noShrink(fc.integer()), inner => {
      const one = anyCase(inner)
      const found = one && byEngine(one.pack, one.facts)
      if (one === null || found === null || isRefused(found)) return
      held += 1
      law(found, one, inner)
    }),
    { numRuns: runs, seed },
  )
  expect(held).toBeGreaterThan(runs / 2)
}

describe('whatever the pack and the facts', () => {
  it(
    'no limit is passed, what was granted before included',
    () =>
      forAny(1, (found, { pack, facts }, seed) => {
        for (const { limitFen, usedBeforeFen: usedFen, nowFen, name } of accounts(pack, facts, found))
          if (nowFen > 0n && usedFen + nowFen > limitFen)
            expect.fail(`seed ${seed}: ${name}: ${usedFen} before and ${nowFen} now are over ${limitFen}`)
      }),
    timeout,
  )

  it(
    'what was granted is not due again, and what was not is due as before',
    () =>
      forAny(5, (found, { pack, factsInput }, seed) => {
        if (JSON.stringify(pack, plain).includes('"funded"')) return
        const dice = rollDice(seed ^ 0x77)
        const granted = found.filter(({ ceilingFen }) => ceilingFen > 0n && !dice.once(3))
        const again = byEngine(pack, readFacts(withGrants(factsInput, granted)) as Facts)
        if (isRefused(again)) expect.fail(`seed ${seed}: ${again.refused}`)
        const due = new Map(again.map(one => [nameOfFigure(one), one.ceilingFen]))
        for (const one of found) {
          const wantedFen = granted.includes(one) ? 0n : one.ceilingFen
          if (due.get(nameOfFigure(one)) !== wantedFen)
            expect.fail(`seed ${seed}: ${nameOfFigure(one)} is due ${due.get(nameOfFigure(one))}, not ${wantedFen}`)
        }
      }),
    timeout,
  )

  it(
    'what was granted over a floor is not due again, and comes back only where the limit on the key is passed',
    () => {
      let over = 0
      forAny(6, (_, one, seed) => {
        const { pack, factsInput, facts } = withFloors(one)
        const found = byEngine(pack, facts)
        if (isRefused(found) || JSON.stringify(pack, plain).includes('"funded"')) return
        const granted = found
          .filter(({ ceilingFen, trace }) => ceilingFen > 0n && trace.gives === 'at_least')
          .map((figure, index) => ({ ...figure, ceilingFen: figure.ceilingFen + BigInt(index + 1) * 7_777n }))
        const then = readFacts(withGrants(factsInput, granted)) as Facts
        const [again, naive] = [byEngine(pack, then), naiveFigures(pack, then)]
        if (isRefused(again) || isRefused(naive)) expect.fail(`seed ${seed}: refused`)
        const limits = new Map(naive.map(one => [nameOfNaive(one), one.figure.ownLimitFen]))
        const names = new Set(granted.map(nameOfFigure))
        for (const figure of again.filter(figure => names.has(nameOfFigure(figure)))) {
          const { ceilingFen, trace } = figure
          const [usedFen, limitFen] = [trace.limits[0]?.usedBeforeFen ?? 0n, limits.get(nameOfFigure(figure)) ?? null]
          const overFen = limitFen !== null && usedFen > limitFen ? usedFen - limitFen : 0n
          over += 1
          if (ceilingFen !== 0n || trace.excessGrantedFen !== overFen)
            expect.fail(`seed ${seed}: ${nameOfFigure(figure)}: ${ceilingFen} due, ${trace.excessGrantedFen} too much`)
        }
      })
      expect(over).toBeGreaterThan(runs / 10)
    },
    timeout,
  )

  it(
    'the order of records means nothing, explanations included',
    () =>
      forAny(2, (found, { pack, factsInput }, seed) => {
        const dice = rollDice(seed ^ 0x55)
        const shuffled = Object.fromEntries(
          Object.entries(factsInput).map(([name, value]): [string, unknown] => [
            name,
            Array.isArray(value) ? dice.shuffle(value) : value,
          ]),
        )
        expect(bytesOf(pack, shuffled)).toBe(show(found))
      }),
    timeout,
  )

  it(
    'the same inputs give the same bytes',
    () => forAny(3, (found, { pack, factsInput }) => expect(bytesOf(pack, factsInput)).toBe(show(found))),
    timeout,
  )

  it(
    'a trace ends in its figure, its limits hang together and its parts re-add',
    () =>
      forAny(4, (found, _one, seed) => {
        for (const one of found) {
          const wrong = wrongIn(one)
          if (wrong !== null)
            expect.fail(`seed ${seed}: ${one.rule} ${one.trace.key.value}: ${wrong}\n${show(one.trace)}`)
        }
      }),
    timeout,
  )
})

const plain = (_key: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)

function nameOfFigure({ rule, trace, window }: Determination): string {
  return `${rule} ${trace.key.value} ${'year' in window ? window.year : null}`
}

const nameOfNaive = ({ figure: { rule, group }, windowYear }: NaiveFigure) => `${rule.id} ${group.key} ${windowYear}`

function withGrants(factsInput: Plain, granted: readonly Determination[]): Plain {
  const { grants = [], asOf = null } = factsInput as { grants?: Plain[]; asOf?: string | null }
  const made = granted.map(({ rule, beneficiary, window, ceilingFen, trace }, at) => ({
    ...{ id: `again-${at}`, rule, key: trace.key.value, beneficiaryId: beneficiary, amountFen: Number(ceilingFen) },
    ...{ year: 'year' in window ? window.year : null, grantedOn: asOf ?? '2024-12-31' },
  }))
  return { ...factsInput, grants: [...grants, ...made] }
}

/** The same with floors ("不低于") for whatever the bureau gives. */
function withFloors({ pack, ...rest }: Case): Case {
  const rules = pack.rules.map(rule =>
    ['ceiling', 'exactly'].includes(rule.gives) ? { ...rule, gives: 'at_least' as const } : rule,
  )
  return { ...rest, pack: { ...pack, rules } }
}

function bytesOf(pack: PolicyPack, factsInput: Plain): string {
  const facts = readFacts(factsInput)
  return show(facts && byEngine(pack, facts))
}

interface Account {
  name: string
  limitFen: bigint
  usedBeforeFen: bigint
  nowFen: bigint
}

/** Every limit with what is drawn on it: reckoned from the grants and the naive evaluator's sharing, not from traces. */
function accounts(written: PolicyPack, facts: Facts, found: readonly Determination[]): Account[] {
  const figures = naiveFigures(written, facts)
  if (isRefused(figures)) return []
  const pack = readPack(written, readingsFrom(facts.parameters))
  const nameOf = (rule: string, key: string, year: number | null) => `${rule} ${key} ${year}`
  const ceilings = new Map(
    found.map(({ rule, trace, window, ceilingFen }) => [
      nameOf(rule, trace.key.value, 'year' in window ? window.year : null),
      ceilingFen,
    ]),
  )
  const drawn = figures.map(({ figure, windowYear }) => ({
    figure,
    nowFen: ceilings.get(nameOf(figure.rule.id, figure.group.key, windowYear)) ?? 0n,
  }))
  const own = drawn.flatMap(({ figure, nowFen }): Account[] =>
    figure.ownLimitFen === null
      ? []
      : [
          {
            ...{ name: `own limit of ${figure.rule.id} ${figure.group.key}`, limitFen: figure.ownLimitFen, nowFen },
            usedBeforeFen: grantedFen(figure),
          },
        ],
  )
  const wide = widesOf(pack).flatMap(limit => {
    const sums = new Map<string, { value: string; year: number | null; fens: bigint[] }>()
    for (const { figure, nowFen } of drawn) {
      const value = limit.rules.some(({ id }) => id === figure.rule.id) ? sharedValue(figure, limit.per) : null
      if (value === null || nowFen === 0n) continue
      const year = limit.over === 'life' ? null : figure.year
      const sum = sums.get(`${value} ${year}`) ?? { value, year, fens: [] }
      sums.set(`${value} ${year}`, sum)
      sum.fens.push(nowFen)
    }
    return [...sums.values()].map(({ value, year, fens }) => ({
      ...{
        name: `limit per ${limit.per} of ${value} in ${year}`,
        limitFen: limitFenOf(facts, limit),
        nowFen: sumFen(fens),
      },
      usedBeforeFen: usedBeforeFen(
        pack,
        facts,
        figures.map(({ figure }) => figure),
        limit,
        value,
        year,
      ),
    }))
  })
  return [...own, ...wide]
}

/** What does not hang together in a determination; null where all does. Amounts in steps are shown down to the 分. */
function wrongIn({ ceilingFen, trace }: Determination): string | null {
  const last = trace.steps.at(-1)
  if (last?.label !== 'result' || last.valueFen !== ceilingFen) return 'the last step is not the figure'
  if (trace.resultFen !== ceilingFen) return 'resultFen is not the figure'
  if (ceilingFen > 0n && trace.excessGrantedFen > 0n) return 'something is due and too much was granted'
  const ownAfterFen = trace.limits[0]?.afterFen ?? 0n
  for (const [index, limit] of trace.limits.entries()) {
    const next = trace.limits[index + 1]
    if (limit.afterFen > limit.beforeFen) return `limit ${limit.account} adds`
    if (index > 0 && limit.binds !== limit.afterFen < limit.beforeFen)
      return `limit ${limit.account} says wrongly whether it binds`
    const { limitFen } = limit
    if (limitFen === null && (index > 0 || trace.gives !== 'at_least')) return `limit ${limit.account} has no amount`
    const isHeld = trace.stages.length === 0 && limitFen !== null
    if (isHeld && ceilingFen > 0n && limit.usedBeforeFen + ceilingFen > limitFen)
      return `limit ${limit.account} is passed`
    if (next && index > 0 && trace.stages.length === 0 && ![limit.afterFen, ownAfterFen].includes(next.beforeFen))
      return `limit ${next.account} begins elsewhere`
  }
  const paidFen = sumFen(trace.payers.map(({ amountFen }) => amountFen))
  if (trace.payers.length > 0 && paidFen !== ceilingFen) return `the payers pay ${paidFen}`
  return trace.steps.map(wrongStep).find(wrong => wrong !== null) ?? null
}

function wrongStep(step: TraceStep): string | null {
  const inner = (step.parts ?? []).map(wrongStep).find(wrong => wrong !== null)
  if (inner) return inner
  const parts = (step.parts ?? []).map(({ valueFen }) => valueFen)
  const fens = parts.filter(fen => fen !== null)
  if (step.valueFen === null || fens.length === 0 || fens.length < parts.length) return null
  const [first = 0n, second = 0n] = fens
  const wanted = {
    sum: sumFen(fens),
    minus: first > second ? first - second : 0n,
    least_of: fens.reduce((a, b) => (b < a ? b : a)),
    greatest_of: fens.reduce((a, b) => (b > a ? b : a)),
  }[step.label as string]
  if (wanted === undefined) return null
  const offFen = step.valueFen > wanted ? step.valueFen - wanted : wanted - step.valueFen
  return offFen <= BigInt(fens.length)
    ? null
    : `${step.label} ${step.expression} is ${step.valueFen}, its parts come to ${wanted}`
}

/**
 * What the rules of determinations give now, by the same versions of their policies and the same readings. The register is
 * gathered once for all figures of a version, rule and year.
 */
import type { Transaction } from '#db/client.ts'
import { type DeterminationRow, listPolicyVersionsById, type PolicyVersionRow } from '#db/queries/subsidy.ts'
import { dayInChina } from '#domain/calendar.ts'
import { canonicalJson } from '#domain/canonical.ts'
import { evaluateInSteps } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import { groupBy } from '#domain/subsidy/evaluate/group-by.ts'
import { windowName, yearOfApplication } from '#domain/subsidy/evaluate/place-in-time.ts'
import { type Determination, partOfPayer, payableOf } from '#domain/subsidy/evaluate/trace.ts'
import type { Facts } from '#domain/subsidy/facts/facts.ts'
import { factsOfDay } from '#domain/subsidy/facts/fallen-away.ts'
import { largerOf, type Payable } from '#domain/subsidy/money/clawback.ts'
import type { PolicyPack, ReadPack, Rule } from '#domain/subsidy/pack/policy-pack.ts'
import { readingsFrom, readPack } from '#domain/subsidy/pack/read-pack.ts'
import { standsAlone } from '#domain/subsidy/pack/rule-order.ts'
import { packOf } from '../policy/policy-packs.ts'
import { gatherOrganisationsOf } from '../register/gather-organisations.ts'
import { gatherRegister } from '../register/gather-register.ts'
import { entitlementOf } from './list-standing-grants.ts'
import { isOnStatedIncome, parametersOf, type StoredTrace } from './stored-trace.ts'

/** A figure, and its rule as it was read. */
export interface RuledFigure {
  row: DeterminationRow
  version: PolicyVersionRow
  pack: PolicyPack
  read: ReadPack
  rule: Rule
  parameters: Readonly<Record<string, string>>
}

/** In the order of the rows. */
export async function readRulesOf(tx: Transaction, rows: readonly DeterminationRow[]): Promise<RuledFigure[]> {
  const ids = new Set(rows.map(({ policyVersionId }) => policyVersionId))
  const versions = new Map((await listPolicyVersionsById(tx, [...ids])).map(version => [version.id, version]))
  return rows.map(row => {
    const version = versions.get(row.policyVersionId)
    if (!version) throw new Error(`policy version ${row.policyVersionId} is gone`)
    const pack = packOf(version)
    const parameters = parametersOf(row)
    const read = readPack(pack, readingsFrom(parameters))
    const rule = read.rules.find(({ id }) => id === row.rule)
    if (!rule) throw new Error(`policy version ${version.id} has no rule ${row.rule}`)
    return { row, version, pack, read, rule, parameters }
  })
}

export interface FigureNow extends Payable {
  /** What the bureau may still grant on it, in 分. */
  dueFen: bigint
  /** A fact is missing, or not clear: what was granted stands until it is given. */
  isUndetermined: boolean
}

const nothing: FigureNow = { payableFen: 0n, parts: [], dueFen: 0n, isUndetermined: false }

/** What rules give today, by the ids of their rows. */
export async function reevaluateDeterminations(
  tx: Transaction,
  figures: readonly RuledFigure[],
  now: Date,
): Promise<Map<string, FigureNow>> {
  const today = dayInChina(now)
  const found = await evaluateOn(tx, figures, { today, daysOf: () => [today], instantOf: () => now })
  return new Map([...found].map(([id, [figure = nothing]]) => [id, figure]))
}

/**
 * What may stand of grants, by the ids of these rows: conditions are judged as of the day that a grant was computed on, of
 * several on an entitlement the latest, without what fell away since; or as of today, where that is more. What ends by
 * itself, as a certificate does, takes nothing back, nor does a unit that has moved or grown since. `grants` are all that
 * is granted on the entitlements; what is not determined stands, unless the fact that is missing `wasTaken`.
 */
export async function reevaluateGrants(
  tx: Transaction,
  figures: readonly RuledFigure[],
  { grants, now, wasTaken = false }: { grants: readonly DeterminationRow[]; now: Date; wasTaken?: boolean },
): Promise<Map<string, Payable>> {
  const today = dayInChina(now)
  const latest = new Map<string, Date>()
  for (const row of grants) {
    const before = latest.get(entitlementOf(row))
    if (!before || row.computedAt > before) latest.set(entitlementOf(row), row.computedAt)
  }
  const instantOf = ({ row }: RuledFigure) => latest.get(entitlementOf(row)) ?? row.computedAt
  const daysOf = (figure: RuledFigure) => new Set([today, dayInChina(instantOf(figure))])
  const found = await evaluateOn(tx, figures, { today, daysOf, instantOf })
  const standing = (figure: FigureNow): Payable => (wasTaken && figure.isUndetermined ? nothing : figure)
  return new Map([...found].map(([id, payables]) => [id, payables.map(standing).reduce(largerOf, nothing)]))
}

interface Days {
  today: string
  /** YYYY-MM-DD, none later than today. */
  daysOf: (figure: RuledFigure) => Iterable<string>
  /** When a figure, of the entitlement the latest that is granted, was computed. */
  instantOf: (figure: RuledFigure) => Date
}

/**
 * A figure on an income that an officer stated is worth nothing once its contract fell away: all of it is to come back,
 * and whoever collects it looks at the case.
 */
async function evaluateOn(
  tx: Transaction,
  figures: readonly RuledFigure[],
  days: Days,
): Promise<Map<string, FigureNow[]>> {
  const found = new Map<string, FigureNow[]>(figures.map(({ row }) => [row.id, []]))
  const ofRegister = figures.filter(({ row }) => !isOnStatedIncome(row.trace as StoredTrace))
  for (const alike of groupBy(ofRegister, figure => [gatheredWith(figure)]).values())
    for (const [row, figure] of await evaluateAlike(tx, alike, days)) found.get(row.id)?.push(figure)
  return found
}

function gatheredWith({ row, rule, parameters }: RuledFigure): string {
  return canonicalJson([row.policyVersionId, rule.id, yearOfApplication(rule.window, row.window), parameters])
}

async function evaluateAlike(tx: Transaction, alike: readonly RuledFigure[], { today, daysOf, instantOf }: Days) {
  const found: [DeterminationRow, FigureNow][] = []
  const [first] = alike
  if (!first) return found
  const { pack, read, rule, parameters } = first
  const isAlone = first.row.subjectKind === 'challenge' && standsAlone(read, rule)
  const facts = await gatherRegister(tx, {
    pack,
    rules: [rule.id],
    year: yearOfApplication(rule.window, first.row.window),
    asOf: today,
    knownAt: null,
    parameters,
    projectIds: isAlone ? alike.map(({ row }) => row.subjectId) : null,
  })
  for (const [day, ofDay] of groupBy(alike, daysOf)) {
    const rows = groupBy(ofDay, ({ row }) => [nameOf(row.subjectId, row.beneficiaryId, row.window)])
    const options = { rule: rule.id, includeIneligible: true }
    const knownAt = new Date(Math.max(...ofDay.map(figure => Number(instantOf(figure)))))
    const then = day < today ? await factsThen(tx, facts, { day, knownAt }) : facts
    for (const again of evaluateInSteps(pack, then, options)) {
      if (!again) continue
      const name = nameOf(again.trace.key.value, again.beneficiary, windowName(again.window))
      for (const { row } of rows.get(name) ?? []) found.push([row, figureNow(again, row)])
    }
  }
  return found
}

/** A unit is looked at as it was known then; whoever has entered the register since, as today. */
async function factsThen(
  tx: Transaction,
  facts: Facts,
  { day, knownAt }: { day: string; knownAt: Date },
): Promise<Facts> {
  const known = new Map((await gatherOrganisationsOf(tx, knownAt)).map(unit => [unit.id, unit]))
  const organisations = facts.organisations.map(unit => known.get(unit.id) ?? unit)
  return { ...factsOfDay(facts, day), organisations }
}

const nameOf = (key: string, beneficiary: string, window: string) => JSON.stringify([key, beneficiary, window])

function figureNow(again: Determination, { bureauRegion }: DeterminationRow): FigureNow {
  const { payers } = again.trace
  return {
    payableFen: payableOf(again.trace),
    parts: payers,
    dueFen: partOfPayer(again, bureauRegion),
    isUndetermined: again.trace.undetermined !== undefined,
  }
}

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
import { largerOf, type Payable } from '#domain/subsidy/money/clawback.ts'
import type { PolicyPack, ReadPack, Rule } from '#domain/subsidy/pack/policy-pack.ts'
import { readingsFrom, readPack } from '#domain/subsidy/pack/read-pack.ts'
import { standsAlone } from '#domain/subsidy/pack/rule-order.ts'
import { packOf } from '../policy/policy-packs.ts'
import { gatherRegister, type RegisterAsk } from '../register/gather-register.ts'
import { factsIn, groupByLost, listViews, type View } from '../register/register-views.ts'
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
  const found = await evaluateAgain(figures, alike => evaluateNow(tx, alike, now))
  return new Map([...found].map(([id, [figure = nothing]]) => [id, figure]))
}

/**
 * What may stand of grants, by the ids of these rows: conditions are judged as of the day that a grant was computed on, of
 * several on an entitlement the latest, without what fell away since; or as of today, where that is more. What ends by
 * itself, as a certificate does, takes nothing back, nor does a unit that has moved or grown since. `grants` are all that
 * is granted on the entitlements; what is not determined stands, unless it is for want of a fact that was withdrawn since.
 */
export async function reevaluateGrants(
  tx: Transaction,
  figures: readonly RuledFigure[],
  { grants, now }: { grants: readonly DeterminationRow[]; now: Date },
): Promise<Map<string, Payable>> {
  const latest = new Map<string, Date>()
  for (const row of grants) {
    const before = latest.get(entitlementOf(row))
    if (!before || row.computedAt > before) latest.set(entitlementOf(row), row.computedAt)
  }
  const instantOf = ({ row }: RuledFigure) => latest.get(entitlementOf(row)) ?? row.computedAt
  const found = await evaluateAgain(figures, alike => evaluateThen(tx, alike, { now, instantOf }))
  return new Map([...found].map(([id, payables]) => [id, payables.reduce<Payable>(largerOf, nothing)]))
}

type Found = [RuledFigure, FigureNow][]

/**
 * A figure on an income that an officer stated is worth nothing once its contract fell away: all of it is to come back,
 * and whoever collects it looks at the case.
 */
async function evaluateAgain(
  figures: readonly RuledFigure[],
  evaluate: (alike: readonly RuledFigure[]) => Promise<Found>,
): Promise<Map<string, FigureNow[]>> {
  const found = new Map<string, FigureNow[]>(figures.map(({ row }) => [row.id, []]))
  const ofRegister = figures.filter(({ row }) => !isOnStatedIncome(row.trace as StoredTrace))
  for (const alike of groupBy(ofRegister, figure => [gatheredWith(figure)]).values())
    for (const [{ row }, figure] of await evaluate(alike)) found.get(row.id)?.push(figure)
  return found
}

function gatheredWith({ row, rule, parameters }: RuledFigure): string {
  return canonicalJson([row.policyVersionId, rule.id, yearOfApplication(rule.window, row.window), parameters])
}

async function evaluateNow(tx: Transaction, alike: readonly RuledFigure[], now: Date): Promise<Found> {
  return evaluateOn(alike, await gatherRegister(tx, askOf(alike, now)))
}

/** As of now, and as of the instant of each. */
async function evaluateThen(
  tx: Transaction,
  alike: readonly RuledFigure[],
  moments: { now: Date; instantOf(figure: RuledFigure): Date },
): Promise<Found> {
  const ask = askOf(alike, moments.now)
  const facts = await gatherRegister(tx, ask)
  const found: Found = []
  for (const view of await listViews(tx, alike, moments)) {
    const inView = evaluateOn(view.items, await factsIn(tx, view, { facts, alsoIds: [] }))
    const open = inView.flatMap(([figure, { isUndetermined }]) => (isUndetermined ? [figure] : []))
    const lost = await findLost(tx, { ...view, items: open }, { ask, instantOf: moments.instantOf })
    found.push(...inView.map(([figure, again]): Found[number] => [figure, lost.has(figure) ? nothing : again]))
  }
  return found
}

/** Of what is not determined in a view: what would be, had no fact been withdrawn since. */
async function findLost(
  tx: Transaction,
  view: View<RuledFigure>,
  { ask, instantOf }: { ask: RegisterAsk; instantOf(figure: RuledFigure): Date },
): Promise<Set<RuledFigure>> {
  const found = new Set<RuledFigure>()
  for (const { items, lostIds: alsoIds } of await groupByLost(tx, view.items, instantOf)) {
    const facts = await gatherRegister(tx, { ...ask, alsoIds })
    for (const [figure, again] of evaluateOn(items, await factsIn(tx, view, { facts, alsoIds })))
      if (!again.isUndetermined) found.add(figure)
  }
  return found
}

function askOf(alike: readonly RuledFigure[], now: Date): RegisterAsk {
  const { pack, read, rule, parameters, row } = firstOf(alike)
  const isAlone = row.subjectKind === 'challenge' && standsAlone(read, rule)
  return {
    pack,
    rules: [rule.id],
    year: yearOfApplication(rule.window, row.window),
    asOf: dayInChina(now),
    knownAt: null,
    parameters,
    projectIds: isAlone ? alike.map(({ row }) => row.subjectId) : null,
  }
}

function firstOf([first]: readonly RuledFigure[]): RuledFigure {
  if (!first) throw new RangeError('no figures are evaluated again')
  return first
}

function evaluateOn(figures: readonly RuledFigure[], facts: Facts): Found {
  const { pack, rule } = firstOf(figures)
  const found: Found = []
  const byName = groupBy(figures, ({ row }) => [nameOf(row.subjectId, row.beneficiaryId, row.window)])
  for (const again of evaluateInSteps(pack, facts, { rule: rule.id, includeIneligible: true })) {
    if (!again) continue
    const name = nameOf(again.trace.key.value, again.beneficiary, windowName(again.window))
    for (const figure of byName.get(name) ?? []) found.push([figure, figureNow(again, figure.row)])
  }
  return found
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

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
import type { Payable } from '#domain/subsidy/money/clawback.ts'
import type { PolicyPack, ReadPack, Rule } from '#domain/subsidy/pack/policy-pack.ts'
import { readingsFrom, readPack } from '#domain/subsidy/pack/read-pack.ts'
import { standsAlone } from '#domain/subsidy/pack/rule-order.ts'
import { packOf } from '../policy/policy-packs.ts'
import { gatherRegister } from '../register/gather-register.ts'
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
}

const nothing: FigureNow = { payableFen: 0n, parts: [], dueFen: 0n }

/**
 * By the ids of their rows. A figure on an income that an officer stated is worth nothing once its contract fell away: all
 * of it is to come back, and whoever collects it looks at the case.
 */
export async function reevaluateDeterminations(
  tx: Transaction,
  figures: readonly RuledFigure[],
  now: Date,
): Promise<Map<string, FigureNow>> {
  const found = new Map(figures.map(({ row }) => [row.id, nothing]))
  const ofRegister = figures.filter(({ row }) => !isOnStatedIncome(row.trace as StoredTrace))
  for (const alike of groupBy(ofRegister, figure => [gatheredWith(figure)]).values())
    for (const [id, figure] of await reevaluateAlike(tx, alike, now)) found.set(id, figure)
  return found
}

function gatheredWith({ row, rule, parameters }: RuledFigure): string {
  return canonicalJson([row.policyVersionId, rule.id, yearOfApplication(rule.window, row.window), parameters])
}

async function reevaluateAlike(tx: Transaction, alike: readonly RuledFigure[], now: Date) {
  const found = new Map<string, FigureNow>()
  const [first] = alike
  if (!first) return found
  const { pack, read, rule, parameters } = first
  const isAlone = first.row.subjectKind === 'challenge' && standsAlone(read, rule)
  const facts = await gatherRegister(tx, {
    pack,
    rules: [rule.id],
    year: yearOfApplication(rule.window, first.row.window),
    asOf: dayInChina(now),
    knownAt: null,
    parameters,
    projectIds: isAlone ? alike.map(({ row }) => row.subjectId) : null,
  })
  const rows = groupBy(alike, ({ row }) => [nameOf(row.subjectId, row.beneficiaryId, row.window)])
  for (const again of evaluateInSteps(pack, facts, { rule: rule.id, includeIneligible: true })) {
    if (!again) continue
    const name = nameOf(again.trace.key.value, again.beneficiary, windowName(again.window))
    for (const { row } of rows.get(name) ?? []) found.set(row.id, figureNow(again, row))
  }
  return found
}

const nameOf = (key: string, beneficiary: string, window: string) => JSON.stringify([key, beneficiary, window])

function figureNow(again: Determination, { bureauRegion }: DeterminationRow): FigureNow {
  const { payers } = again.trace
  return { payableFen: payableOf(again.trace), parts: payers, dueFen: partOfPayer(again, bureauRegion) }
}

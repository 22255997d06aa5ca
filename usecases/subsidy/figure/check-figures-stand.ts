/**
 * A figure is of the day it was computed. Before it goes on toward money, it is looked at whether it still stands: its
 * year is over, no other version governs it, its own pays nothing again that an earlier one granted, nothing was found against whoever receives it, and it is no less
 * when what was recorded since, or what others were granted, is counted.
 */
import type { Transaction } from '#db/client.ts'
import { listGrantsBeside } from '#db/queries/clawback.ts'
import { type Ground, listGroundChanges } from '#db/queries/figure-ground.ts'
import { listStandingIntegrity } from '#db/queries/integrity.ts'
import { type DeterminationRow, findDeterminations, listPolicyVersions } from '#db/queries/subsidy.ts'
import { lockGranting } from '#db/queries/subsidy-limit.ts'
import { dayInChina } from '#domain/calendar.ts'
import type { Refusal } from '#domain/refusal.ts'
import { windowIn, yearOfApplication } from '#domain/subsidy/evaluate/place-in-time.ts'
import { checkWindowOver } from '#domain/subsidy/evaluate/window-over.ts'
import { partOf, planClawback, type StandingGrant } from '#domain/subsidy/money/clawback.ts'
import { FigureOutdated, OtherVersionGoverns } from '#domain/subsidy/money/determination.ts'
import { IntegrityRecordStands } from '#domain/subsidy/money/integrity.ts'
import { dealsWithOthers } from '#domain/subsidy/pack/rule-order.ts'
import { isUuid } from '#domain/uuid.ts'
import { checkPaysOnce, mayPayAgain } from '../policy/check-grants-kept.ts'
import { dayOfVersion, governingOf } from '../policy/current-version.ts'
import { headOf } from '../policy/policy-packs.ts'
import { entitlementOf, isGranted, listStandingGrants } from './list-standing-grants.ts'
import {
  type RuledFigure,
  readRulesOf,
  reevaluateDeterminations,
  reevaluateGrants,
} from './reevaluate-determinations.ts'
import { inputsOf, isOnStatedIncome, type StoredTrace } from './stored-trace.ts'

/** Of locked figures that are not paid: why one of them cannot go on, or null. */
export async function checkFiguresStand(
  tx: Transaction,
  rows: readonly DeterminationRow[],
  now: Date,
): Promise<Refusal | null> {
  return check(tx, await readRulesOf(tx, rows), now)
}

/** As `checkFiguresStand`, and until the transaction ends nobody grants anything that could change the answer. */
export async function checkFigureGrantable(tx: Transaction, row: DeterminationRow, now: Date): Promise<Refusal | null> {
  const figures = await readRulesOf(tx, [row])
  const versions = await listPolicyVersions(tx, row.policyId)
  const isAlone = figures.some(figure => hasDealings(figure) || mayPayAgain({ ...figure, rule: row.rule, versions }))
  await lockGranting(tx, { isAlone })
  return check(tx, figures, now)
}

/** What is approved was right when it was; a later version of the policy does not take it back. */
async function check(tx: Transaction, figures: readonly RuledFigure[], now: Date): Promise<Refusal | null> {
  const [record] = await listStandingIntegrity(
    tx,
    figures.map(({ row }) => row.id),
  )
  if (record) return new IntegrityRecordStands(record.id, record.foundOn)
  for (const figure of figures) {
    if (figure.row.state === 'approved') continue
    const early = checkYear(figure, now) ?? (await checkVersion(tx, figure, now))
    if (early) return early
  }
  return checkGround(tx, figures, now)
}

function checkYear({ row, rule }: RuledFigure, now: Date): Refusal | null {
  const window = windowIn(rule.window, yearOfApplication(rule.window, row.window), null)
  return checkWindowOver(window, (row.trace as StoredTrace).stages ?? [], dayInChina(now))
}

async function checkVersion(
  tx: Transaction,
  { row, rule, version, parameters }: RuledFigure,
  now: Date,
): Promise<Refusal | null> {
  const day = dayOfVersion(yearOfApplication(rule.window, row.window), dayInChina(now))
  const versions = await listPolicyVersions(tx, row.policyId)
  const governing = governingOf(versions, day)
  if (governing && governing.id !== row.policyVersionId)
    return new OtherVersionGoverns(row.policyId, headOf(governing).version)
  return checkPaysOnce(tx, { rule: rule.id, parameters, version, versions })
}

async function checkGround(tx: Transaction, figures: readonly RuledFigure[], now: Date): Promise<Refusal | null> {
  const changes = await listGroundChanges(tx, figures.map(groundOf))
  const changed = figures.filter((figure, at) => mayHaveChanged(figure, changes[at] ?? { own: true, near: true }))
  const waiting = changed.filter(({ row }) => row.state !== 'approved')
  const due = await reevaluateDeterminations(tx, waiting, now)
  for (const { row } of waiting) {
    const { id, ceilingFen } = row
    const { dueFen } = due.get(id) ?? missing(id)
    if (dueFen < ceilingFen) return new FigureOutdated(id, ceilingFen, dueFen)
  }
  const approved = changed.filter(({ row }) => row.state === 'approved')
  return approved.length === 0 ? null : checkApproved(tx, approved, now)
}

/** What was approved is given up before anything else of its entitlement; what was not must still be due whole. */
async function checkApproved(tx: Transaction, figures: readonly RuledFigure[], now: Date): Promise<Refusal | null> {
  const ids = figures.map(({ row }) => row.id)
  const grants = await findDeterminations(tx, await listGrantsBeside(tx, ids))
  const standing = await listStandingGrants(tx, grants)
  const payables = await reevaluateGrants(tx, figures, { grants: grants.filter(isGranted), now })
  for (const { row } of figures) {
    const { id, approvedFen, bureauRegion } = row
    const payable = payables.get(id) ?? missing(id)
    const others = (standing.get(entitlementOf(row)) ?? []).map(
      (grant): StandingGrant => (grant.id === id ? grant : { ...grant, state: 'paid' }),
    )
    if (planClawback(others, payable).withdraw.includes(id))
      return new FigureOutdated(id, approvedFen ?? 0n, partOf(payable, bureauRegion))
  }
  return null
}

function missing(id: string): never {
  throw new RangeError(`figure ${id} was not evaluated again`)
}

function groundOf({ row }: RuledFigure): Ground {
  const inputs = inputsOf(row.trace as StoredTrace).filter(({ used }) => used)
  const records = inputs.map(({ record }) => record).filter(isUuid)
  const contractIds = [...new Set([...records, ...inputs.flatMap(({ source }) => source?.contractId ?? [])])]
  const { beneficiaryId, computedAt } = row
  return { records, contractIds, beneficiaryId, computedAt }
}

function mayHaveChanged(figure: RuledFigure, { own, near }: { own: boolean; near: boolean }): boolean {
  return own || (!isOnStatedIncome(figure.row.trace as StoredTrace) && (near || hasDealings(figure)))
}

/** What an officer stated stands on its contract alone. */
const hasDealings = ({ row, read, rule }: RuledFigure) =>
  !isOnStatedIncome(row.trace as StoredTrace) && dealsWithOthers(read, rule)

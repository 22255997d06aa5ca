/**
 * A figure is of the day it was computed. Before it goes on toward money, it is looked at whether it still stands: its
 * year is over, no other version governs it, nothing was found against whoever receives it, and it is no less
 * when what was recorded since, or what others were granted, is counted.
 */
import type { Transaction } from '#db/client.ts'
import { hasGroundChanged } from '#db/queries/clawback.ts'
import { findStandingIntegrity } from '#db/queries/integrity.ts'
import type { DeterminationRow } from '#db/queries/subsidy.ts'
import { lockGranting } from '#db/queries/subsidy-limit.ts'
import { dayInChina } from '#domain/calendar.ts'
import type { Refusal } from '#domain/refusal.ts'
import { windowIn, yearOfApplication } from '#domain/subsidy/evaluate/place-in-time.ts'
import { checkWindowOver } from '#domain/subsidy/evaluate/window-over.ts'
import { IntegrityRecordStands } from '#domain/subsidy/money/clawback.ts'
import { FigureOutdated, OtherVersionGoverns } from '#domain/subsidy/money/determination.ts'
import { dealsWithOthers } from '#domain/subsidy/pack/rule-order.ts'
import { isUuid } from '#domain/uuid.ts'
import { dayOfVersion, findGoverningVersion } from '../policy/current-version.ts'
import { headOf } from '../policy/policy-packs.ts'
import { type RuleOfFigure, readRuleOf, reevaluateDetermination } from './reevaluate-determination.ts'
import { inputsOf, isOnStatedIncome, type StoredTrace } from './stored-trace.ts'

/** Of a locked figure that is not paid: why it cannot go on, or null. */
export async function checkFigureStands(tx: Transaction, row: DeterminationRow, now: Date): Promise<Refusal | null> {
  return check(tx, { row, now, of: await readRuleOf(tx, row) })
}

/** As `checkFigureStands`, and until the transaction ends nobody grants anything that could change the answer. */
export async function checkFigureGrantable(tx: Transaction, row: DeterminationRow, now: Date): Promise<Refusal | null> {
  const of = await readRuleOf(tx, row)
  await lockGranting(tx, { isAlone: hasDealings({ row, of }) })
  return check(tx, { row, now, of })
}

interface Looked {
  row: DeterminationRow
  now: Date
  of: RuleOfFigure
}

/** What is approved was right when it was; a later version of the policy does not take it back. */
async function check(tx: Transaction, looked: Looked): Promise<Refusal | null> {
  const { row } = looked
  const record = await findStandingIntegrity(tx, row)
  if (record) return new IntegrityRecordStands(record.id, record.foundOn)
  const isApproved = row.state === 'approved'
  const early = isApproved ? null : (checkYear(looked) ?? (await checkVersion(tx, looked)))
  return early ?? (await checkGround(tx, looked))
}

function checkYear({ row, now, of: { rule } }: Looked): Refusal | null {
  const window = windowIn(rule.window, yearOfApplication(rule.window, row.window), null)
  return checkWindowOver(window, (row.trace as StoredTrace).stages ?? [], dayInChina(now))
}

async function checkVersion(tx: Transaction, { row, now, of: { rule } }: Looked): Promise<Refusal | null> {
  const day = dayOfVersion(yearOfApplication(rule.window, row.window), dayInChina(now))
  const governing = await findGoverningVersion(tx, row.policyId, day)
  if (!governing || governing.id === row.policyVersionId) return null
  return new OtherVersionGoverns(row.policyId, headOf(governing).version)
}

async function checkGround(tx: Transaction, looked: Looked): Promise<Refusal | null> {
  const { row } = looked
  if (!(await mayHaveChanged(tx, looked))) return null
  const { wholeFen, dueFen, excessFen } = await reevaluateDetermination(tx, row)
  if (row.state === 'approved')
    return excessFen === 0n ? null : new FigureOutdated(row.id, row.approvedFen ?? 0n, wholeFen)
  return dueFen >= row.ceilingFen ? null : new FigureOutdated(row.id, row.ceilingFen, dueFen)
}

async function mayHaveChanged(tx: Transaction, looked: Looked): Promise<boolean> {
  const { row } = looked
  const inputs = inputsOf(row.trace as StoredTrace).filter(({ used }) => used)
  const records = inputs.map(({ record }) => record).filter(isUuid)
  const contractIds = [...new Set([...records, ...inputs.flatMap(({ source }) => source?.contractId ?? [])])]
  const { beneficiaryId, computedAt } = row
  const changed = await hasGroundChanged(tx, { records, contractIds, beneficiaryId, computedAt })
  return changed.own || (!isOnStatedIncome(row.trace as StoredTrace) && (changed.near || hasDealings(looked)))
}

/** What an officer stated stands on its contract alone. */
const hasDealings = ({ row, of }: Pick<Looked, 'row' | 'of'>) =>
  !isOnStatedIncome(row.trace as StoredTrace) && dealsWithOthers(of.read, of.rule)

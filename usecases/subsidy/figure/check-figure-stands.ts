/**
 * A figure is of the day it was computed. Before it goes on toward money, it is looked at whether what it stands on is
 * still there: where something fell away, or where what others were granted decides, it is computed anew, and a figure
 * that would be less now goes no further.
 */
import type { Transaction } from '#db/client.ts'
import { hasGroundFallen } from '#db/queries/clawback.ts'
import type { DeterminationRow } from '#db/queries/subsidy.ts'
import { lockGranting } from '#db/queries/subsidy-limit.ts'
import { leadBase } from '#domain/subsidy/evaluate/rule-context.ts'
import { FigureOutdated } from '#domain/subsidy/money/determination.ts'
import { dealsWithOthers } from '#domain/subsidy/pack/rule-order.ts'
import { isUuid } from '#domain/uuid.ts'
import { readRuleOf, reevaluateDetermination } from './reevaluate-determination.ts'
import { inputsOf, type StoredTrace } from './stored-trace.ts'

interface Dealing {
  hasDealings: boolean
  /** An income that an officer stated: it stands on its contract, and on nothing that a bureau keeps. */
  isStated: boolean
}

async function dealingOf(tx: Transaction, row: DeterminationRow): Promise<Dealing> {
  const { read, rule } = await readRuleOf(tx, row)
  const isStated = leadBase(rule) === 'incomes'
  return { isStated, hasDealings: !isStated && dealsWithOthers(read, rule) }
}

async function mayHaveChanged(tx: Transaction, row: DeterminationRow, { isStated, hasDealings }: Dealing) {
  const inputs = inputsOf(row.trace as StoredTrace).filter(({ used }) => used)
  const records = inputs.map(({ record }) => record).filter(isUuid)
  const contractIds = [...new Set([...records, ...inputs.flatMap(({ source }) => source?.contractId ?? [])])]
  const fallen = await hasGroundFallen(tx, { records, contractIds, computedAt: row.computedAt })
  return fallen.own || (!isStated && (fallen.withdrawn || hasDealings))
}

async function check(tx: Transaction, row: DeterminationRow, dealing: Dealing): Promise<FigureOutdated | null> {
  if (!(await mayHaveChanged(tx, row, dealing))) return null
  const { wholeFen, dueFen, excessFen } = await reevaluateDetermination(tx, row)
  if (row.state === 'approved') {
    const approvedFen = row.approvedFen ?? 0n
    return excessFen === 0n ? null : new FigureOutdated(row.id, approvedFen, wholeFen)
  }
  return dueFen >= row.ceilingFen ? null : new FigureOutdated(row.id, row.ceilingFen, dueFen)
}

/** Of a locked figure that is not paid: why it cannot go on, or null. */
export async function checkFigureStands(tx: Transaction, row: DeterminationRow): Promise<FigureOutdated | null> {
  return check(tx, row, await dealingOf(tx, row))
}

/** As `checkFigureStands`, and until the transaction ends nobody grants anything that could change the answer. */
export async function checkFigureGrantable(tx: Transaction, row: DeterminationRow): Promise<FigureOutdated | null> {
  const dealing = await dealingOf(tx, row)
  await lockGranting(tx, { isAlone: dealing.hasDealings })
  return check(tx, row, dealing)
}

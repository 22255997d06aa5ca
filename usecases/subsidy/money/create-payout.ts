/**
 * The cashier puts what is approved into a batch for the treasury, under the next number of the bureau and year. What a
 * line says is frozen; a determination stands in one batch until the treasury says that it could not pay.
 */
import type { Transaction } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import { listPayees, type PayeeRow } from '#db/queries/payee.ts'
import { insertPayout, listInPayout, takePayoutNumber } from '#db/queries/payout.ts'
import { type DeterminationRow, lockDeterminations } from '#db/queries/subsidy.ts'
import { may } from '#domain/access/may.ts'
import { dayInChina } from '#domain/calendar.ts'
import { InvalidInput, NotFound, refuse } from '#domain/refusal.ts'
import { PayeeMissing } from '#domain/subsidy/money/claim.ts'
import { checkAnotherPerson, checkMayAdvance, InPayout, personsOf } from '#domain/subsidy/money/determination.ts'
import { maxPayoutLines, type PayoutLine, purposeOf } from '#domain/subsidy/money/payout.ts'
import { isUuid } from '#domain/uuid.ts'
import type { Ctx } from '../../support/ctx.ts'
import { mutate } from '../../support/mutate.ts'
import { checkOwnOrganisation } from '../../support/own-organisation.ts'
import { requirePerson } from '../../support/person.ts'
import { refuseViolations } from '../../support/violation.ts'
import { checkFiguresStand } from '../figure/check-figures-stand.ts'
import type { StoredTrace } from '../figure/stored-trace.ts'
import { getPayout, type PayoutView } from './find-payout.ts'

export interface CreatePayoutInput {
  determinationIds: readonly string[]
}

function requireIds(ids: readonly string[]): string[] {
  const wanted = [...new Set(ids)]
  if (wanted.length === 0 || wanted.length > maxPayoutLines) {
    const remedy = `choose from 1 to ${maxPayoutLines} approved determinations`
    throw new InvalidInput([{ path: 'determinationIds', message: `names ${wanted.length}`, remedy }])
  }
  if (!wanted.every(isUuid)) throw new NotFound('determination')
  return wanted
}

/** Locked, and each of them payable by this cashier. In the order of their ids, which is that of their time. */
async function lockPayable(ctx: Ctx, tx: Transaction, ids: readonly string[]): Promise<DeterminationRow[]> {
  const { userId } = requirePerson(ctx.actor)
  const rows = await lockDeterminations(tx, ids)
  if (rows.length !== ids.length) throw new NotFound('determination')
  for (const row of rows) {
    refuse(may(ctx.actor, 'subsidy.pay', { bureau: row.bureauId }))
    refuse(checkMayAdvance(row.policyStatus, row.state, 'pay'))
    refuse(checkAnotherPerson(personsOf(row), userId))
  }
  const units = rows.map(({ beneficiaryId }) => beneficiaryId)
  refuse(await checkOwnOrganisation(ctx, tx, units))
  const inPayout = await listInPayout(tx, ids)
  if (inPayout.length > 0) throw new InPayout(inPayout)
  refuse(await checkFiguresStand(tx, rows, await readClock(tx)))
  return rows
}

function lineOf({ id, approvedFen, trace }: DeterminationRow, payee: PayeeRow | undefined): Omit<PayoutLine, 'line'> {
  if (!payee || approvedFen === null)
    throw new RangeError(`figure ${id} is to be paid, and has no account or no amount`)
  const { accountName, bankName, accountNumber } = payee
  const purpose = purposeOf((trace as StoredTrace).title, id)
  return { determinationId: id, accountName, bankName, accountNumber, amountFen: approvedFen, purpose }
}

export async function createPayout(ctx: Ctx, input: CreatePayoutInput): Promise<PayoutView> {
  const ids = requireIds(input.determinationIds)
  const { userId, organisationId } = requirePerson(ctx.actor)
  refuse(may(ctx.actor, 'subsidy.pay', { bureau: organisationId }))
  const id = ctx.newId()
  const stored = mutate(ctx, async tx => {
    const rows = await lockPayable(ctx, tx, ids)
    const payees = new Map((await listPayees(tx, ids)).map(payee => [payee.determinationId, payee]))
    const without = ids.filter(one => !payees.has(one))
    if (without.length > 0) throw new PayeeMissing(without)
    const createdAt = await readClock(tx)
    const year = Number(dayInChina(createdAt).slice(0, 4))
    const number = await takePayoutNumber(tx, organisationId, year)
    const lines = rows.map((row, i) => ({ payoutId: id, line: i + 1, ...lineOf(row, payees.get(row.id)) }))
    const totalFen = lines.reduce((sum, { amountFen }) => sum + amountFen, 0n)
    const frame = { id, bureauId: organisationId, year, number, lineCount: lines.length, totalFen }
    await insertPayout(tx, { ...frame, createdBy: userId, createdAt }, lines)
    const after = { ...frame, lines }
    return {
      result: null,
      audit: { action: 'payout.create', subjectKind: 'payout', subjectId: id, before: null, after },
    }
  })
  await refuseViolations(stored, { payout_line_once: () => new InPayout(ids) })
  return getPayout(ctx, { id })
}

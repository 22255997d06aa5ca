/**
 * The treasury's answer to a batch, as a file. The same file twice changes nothing; a line that was confirmed otherwise
 * before is refused by its number, one with the bank's reference of another batch by its row, and then nothing of the file
 * is taken over. What is paid becomes so by this.
 */
import type { Transaction } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import {
  confirmLine,
  listPayoutLines,
  lockPayout,
  lockReferences,
  type PayoutLineRow,
  type PayoutRow,
} from '#db/queries/payout.ts'
import { type DeterminationRow, lockDeterminations, updateDetermination } from '#db/queries/subsidy.ts'
import { may } from '#domain/access/may.ts'
import { dayInChina } from '#domain/calendar.ts'
import { UnreadableFile } from '#domain/import/refusals.ts'
import type { TableRow, TableSource } from '#domain/import/table.ts'
import { NotFound, refuse, requireValid } from '#domain/refusal.ts'
import {
  checkAnotherPerson,
  checkMayAdvance,
  determinationLifecycle,
  personsOf,
} from '#domain/subsidy/money/determination.ts'
import {
  type Confirmation,
  checkReferences,
  formatPayoutNumber,
  isSameAnswer,
  maxPayoutLines,
  PayoutConfirmedOtherwise,
  readConfirmations,
} from '#domain/subsidy/money/payout.ts'
import type { Ctx } from '../../support/ctx.ts'
import { type AuditNote, mutate } from '../../support/mutate.ts'
import { checkOwnOrganisation } from '../../support/own-organisation.ts'
import { requirePerson } from '../../support/person.ts'
import { takeStep } from '../../support/step.ts'
import { getPayout, type PayoutView } from './find-payout.ts'

export interface ConfirmedPayout {
  payout: PayoutView
  /** Lines that this file confirmed; those it repeats are not among them. */
  newlyPaid: number
  newlyFailed: number
}

/** As many rows as a batch can have, answered twice; more is no answer to a batch. */
const mostRows = maxPayoutLines * 2

async function readFile(ctx: Ctx, source: TableSource): Promise<{ header: string[] | null; rows: TableRow[] }> {
  const table = await ctx.tables.read(source, { header: true })
  const rows: TableRow[] = []
  for await (const row of table.rows) {
    if (rows.length === mostRows)
      throw new UnreadableFile('the file has more rows than a batch', 'hand in the answer to one batch')
    rows.push(row)
  }
  const broken = rows.flatMap(({ rowNo, problem }) =>
    problem ? [{ path: `rows.${rowNo}`, message: problem.message, remedy: problem.remedy }] : [],
  )
  requireValid(broken)
  return { header: table.header, rows }
}

/** How a line was confirmed before; null when it was not. */
function answerOf({ line, outcome, paidOn, bankReference, failure }: PayoutLineRow): Confirmation | null {
  if (outcome === 'paid' && paidOn !== null && bankReference !== null)
    return { line, rowNo: 0, outcome, paidOn, bankReference }
  if (outcome === 'failed' && failure !== null) return { line, rowNo: 0, outcome, failure }
  if (outcome !== null) throw new RangeError(`line ${line} was confirmed as ${outcome} without the proof of it`)
  return null
}

/** The answers that are new. @throws PayoutConfirmedOtherwise */
function newAnswers(lines: readonly PayoutLineRow[], confirmations: readonly Confirmation[]): Confirmation[] {
  const before = new Map(lines.map(line => [line.line, answerOf(line)]))
  const others = confirmations.filter(answer => {
    const known = before.get(answer.line)
    return known && !isSameAnswer(known, answer)
  })
  if (others.length > 0) throw new PayoutConfirmedOtherwise(others.map(({ line }) => line))
  return confirmations.filter(({ line }) => !before.get(line))
}

async function pay(
  ctx: Ctx,
  tx: Transaction,
  row: DeterminationRow,
  { paidOn, bankReference, at }: { paidOn: string; bankReference: string; at: Date },
): Promise<AuditNote> {
  const { userId } = requirePerson(ctx.actor)
  refuse(checkMayAdvance(row.policyStatus, row.state, 'pay'))
  refuse(checkAnotherPerson(personsOf(row), userId))
  const frame = { kind: 'determination', id: row.id, lifecycle: determinationLifecycle } as const
  const state = await takeStep(ctx, tx, { ...frame, from: row.state, event: 'pay' })
  const change = { state, paidBy: userId, paidAt: at, paidOn, bankReference }
  await updateDetermination(tx, row.id, change)
  return {
    action: 'subsidy.pay',
    subjectKind: 'determination',
    subjectId: row.id,
    before: { state: row.state },
    after: change,
    messages: [{ topic: 'subsidy.paid', payload: { determinationId: row.id, clawbackId: null } }],
  }
}

/** References of these answers that other batches of the bureau know, with the numbers of those. */
async function readUsed(tx: Transaction, head: PayoutRow, answers: readonly Confirmation[]) {
  const references = answers.flatMap(answer => (answer.outcome === 'paid' ? [answer.bankReference] : []))
  const used = references.length === 0 ? [] : await lockReferences(tx, head, references)
  return new Map(used.map(({ bankReference, ...batch }) => [bankReference ?? '', formatPayoutNumber(batch)]))
}

interface Answered {
  head: PayoutRow
  lines: readonly PayoutLineRow[]
  answers: readonly Confirmation[]
  at: Date
}

async function apply(ctx: Ctx, tx: Transaction, { head, lines, answers, at }: Answered): Promise<AuditNote[]> {
  const { userId } = requirePerson(ctx.actor)
  const byLine = new Map(lines.map(line => [line.line, line.determinationId]))
  const ids = answers.flatMap(({ line }) => byLine.get(line) ?? [])
  const locked = await lockDeterminations(tx, ids)
  const units = locked.map(({ beneficiaryId }) => beneficiaryId)
  refuse(await checkOwnOrganisation(ctx, tx, units))
  const rows = new Map(locked.map(row => [row.id, row]))
  const audit: AuditNote[] = []
  for (const { rowNo, line, ...answer } of answers) {
    const row = rows.get(byLine.get(line) ?? '')
    if (!row) throw new RangeError(`line ${line} of payout ${head.id} pays no figure`)
    await confirmLine(tx, { payoutId: head.id, line }, { ...answer, confirmedBy: userId, confirmedAt: at })
    if (answer.outcome === 'paid') audit.push(await pay(ctx, tx, row, { ...answer, at }))
  }
  if (answers.length > 0)
    audit.push({
      action: 'payout.confirm',
      subjectKind: 'payout',
      subjectId: head.id,
      before: null,
      after: { answers: answers.map(({ rowNo, ...answer }) => answer) },
    })
  return audit
}

export async function confirmPayout(ctx: Ctx, input: { id: string; source: TableSource }): Promise<ConfirmedPayout> {
  const payout = await getPayout(ctx, { id: input.id })
  refuse(may(ctx.actor, 'subsidy.pay', { bureau: payout.bureauId }))
  const { header, rows } = await readFile(ctx, input.source)
  const answers = await mutate(ctx, async tx => {
    const head = await lockPayout(tx, input.id)
    if (!head) throw new NotFound('payout')
    const lines = await listPayoutLines(tx, [head.id])
    const at = await readClock(tx)
    const batch = { number: formatPayoutNumber(head), lines, today: dayInChina(at), madeOn: dayInChina(head.createdAt) }
    const { confirmations, problems } = readConfirmations(header, rows, batch)
    requireValid(problems)
    const fresh = newAnswers(lines, confirmations)
    requireValid(checkReferences(fresh, await readUsed(tx, head, fresh)))
    return { result: fresh, audit: await apply(ctx, tx, { head, lines, answers: fresh, at }) }
  })
  if (answers.length > 0) ctx.outbox.wake()
  const newlyPaid = answers.filter(({ outcome }) => outcome === 'paid').length
  return { payout: await getPayout(ctx, { id: input.id }), newlyPaid, newlyFailed: answers.length - newlyPaid }
}

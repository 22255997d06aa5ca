/**
 * Stores the figures of a run, some in a transaction with its progress. While the database stores some, the next are
 * evaluated; never more than that, so that a run needs no memory for its figures.
 */
import type { PolicyVersionRow } from '#db/queries/subsidy.ts'
import { advanceSubsidyRun, type RunProgress, type SubsidyRunRow } from '#db/queries/subsidy-run.ts'
import { refuseTotalTooLarge } from '#domain/subsidy/evaluate/amount-too-large.ts'
import { type Determination, isOverGranted, partOfPayer } from '#domain/subsidy/evaluate/trace.ts'
import { type LeftOut, leaveOut, type RunOmission } from '#domain/subsidy/money/run.ts'
import type { Ctx } from '../../support/ctx.ts'
import { mutate } from '../../support/mutate.ts'
import { Interrupted } from '../register/evaluate-in-background.ts'
import type { ListOrigins } from '../register/register-sources.ts'
import { determinationRows } from './determination-row.ts'
import { storeDeterminations } from './store-determinations.ts'

/** Of one transaction: figures, and records in their explanations. */
const [mostFigures, mostRecords] = [500, 20_000]

export interface RunStore {
  /** One that is not counted is stored beside the others. Comes back at once unless two transactions would be under way. */
  take(found: Determination): Promise<void>
  /** One that is not the run's to store. */
  leave(reason: RunOmission): void
  /** When everything is stored. */
  finish(): Promise<RunProgress>
  /** When nothing is under way any more, whatever became of it. */
  settle(): Promise<void>
}

interface RunParts {
  run: SubsidyRunRow
  bureauRegion: string | null
  version: PolicyVersionRow
  listOrigins: ListOrigins
}

/**
 * As what a run counts a figure: a fact is missing, and its bureau would pay of it; or it grants something on it, or too
 * much was granted.
 */
export function countedAs(found: Determination, bureauRegion: string | null): 'undetermined' | 'stored' | null {
  const { undetermined, payers } = found.trace
  if (undetermined !== undefined)
    return payers.length === 0 || payers.some(({ payer }) => payer === bureauRegion) ? 'undetermined' : null
  return partOfPayer(found, bureauRegion) > 0n || isOverGranted(found.trace) ? 'stored' : null
}

/**
 * Stores rule by rule, passing over figures that an earlier worker has gone through: what became of them is with the run,
 * and figures come in the same order again. @throws Interrupted, AmountTooLarge
 */
export function createRunStore(ctx: Ctx, parts: RunParts): RunStore {
  const { position: before, stored, undetermined, ceilingFen, leftOut } = parts.run
  let progress: RunProgress = { position: before, stored, undetermined, ceilingFen, leftOut }
  let left: LeftOut = {}
  let waiting: Determination[] = []
  let [seen, records] = [0, 0]
  let underWay: Promise<void> = Promise.resolve()
  const begin = async () => {
    await underWay
    if (waiting.length === 0) return
    const found = waiting
    waiting = []
    records = 0
    underWay = storeSome(ctx, parts, { found, from: progress }).then(now => {
      progress = now
    })
    // Whoever waits for it next is told; until then it is not left unheard.
    underWay.catch(() => {})
  }
  return {
    async take(found) {
      // The rest is stored where it takes the place of what waits, and waits no more when the run is taken up again.
      if (countedAs(found, parts.bureauRegion) !== null && ++seen <= before) return
      if (waiting[0] && waiting[0].rule !== found.rule) await begin()
      waiting.push(found)
      records += found.trace.inputs.length
      if (waiting.length >= mostFigures || records >= mostRecords) await begin()
    },
    leave(reason) {
      left = leaveOut(left, reason, 1)
    },
    async finish() {
      await begin()
      await underWay
      return { ...progress, leftOut: { ...left, ...progress.leftOut } }
    },
    settle: () => underWay.catch(() => {}),
  }
}

interface Batch {
  found: readonly Determination[]
  /** Where the run is before these. */
  from: RunProgress
}

async function storeSome(ctx: Ctx, parts: RunParts, { found, from }: Batch): Promise<RunProgress> {
  const { run, bureauRegion, version, listOrigins } = parts
  const { requestedBy: userId, bureauId, knownAt: computedAt, id: runId } = run
  const origins = await listOrigins(ctx.db, found)
  const origin = { version, userId, bureauId, bureauRegion, computedAt, runId }
  const rows = determinationRows(ctx.newId, { determinations: found, origins }, origin)
  const kinds = new Map(rows.map(({ id }, at) => [id, found[at] ? countedAs(found[at], bureauRegion) : null]))
  return mutate(ctx, async tx => {
    const { messages, unstored } = await storeDeterminations(ctx, tx, rows)
    const stored = rows.filter(({ id }) => !unstored.some(one => one.id === id))
    const to: RunProgress = {
      position: from.position + rows.filter(({ id }) => kinds.get(id)).length,
      stored: from.stored + stored.filter(({ id }) => kinds.get(id) === 'stored').length,
      undetermined: from.undetermined + stored.filter(({ id }) => kinds.get(id) === 'undetermined').length,
      ceilingFen: stored.reduce((sum, { ceilingFen }) => sum + ceilingFen, from.ceilingFen),
      leftOut: leaveOut(from.leftOut, 'own_claim', unstored.filter(({ id }) => kinds.get(id)).length),
    }
    refuseTotalTooLarge(to.ceilingFen)
    if (!(await advanceSubsidyRun(tx, run, { from: from.position, to }))) throw new Interrupted('lost')
    const audit = {
      action: 'subsidy.determine',
      subjectKind: 'subsidy_run',
      subjectId: runId,
      before: { position: from.position },
    }
    const figures = stored.map(({ id, rule, subjectId, ceilingFen }) => ({ id, rule, subjectId, ceilingFen }))
    return { result: to, audit: { ...audit, after: { ...to, figures }, messages } }
  })
}

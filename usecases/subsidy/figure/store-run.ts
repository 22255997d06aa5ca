/**
 * Stores the figures of a run, some in a transaction with its progress. While the database stores some, the next are
 * evaluated; never more than that, so that a run needs no memory for its figures.
 */
import type { PolicyVersionRow } from '#db/queries/subsidy.ts'
import { advanceSubsidyRun, type SubsidyRunRow } from '#db/queries/subsidy-run.ts'
import { refuseTotalTooLarge } from '#domain/subsidy/evaluate/amount-too-large.ts'
import { type Determination, partOfPayer } from '#domain/subsidy/evaluate/trace.ts'
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
  /** When everything is stored. */
  finish(): Promise<{ total: number; ceilingFen: bigint }>
  /** When nothing is under way any more, whatever became of it. */
  settle(): Promise<void>
}

interface RunParts {
  run: SubsidyRunRow
  bureauRegion: string | null
  version: PolicyVersionRow
  listOrigins: ListOrigins
}

/** Whether a run counts a figure: its bureau grants something on it, or has granted too much. */
export function isCounted(found: Determination, bureauRegion: string | null): boolean {
  return partOfPayer(found, bureauRegion) > 0n || found.trace.excessGrantedFen > 0n
}

/** Stores rule by rule, passing over figures that an earlier worker has stored. @throws Interrupted, AmountTooLarge */
export function createRunStore(ctx: Ctx, parts: RunParts): RunStore {
  const before = parts.run.stored
  let waiting: Determination[] = []
  let [seen, sumFen, stored, records] = [0, 0n, before, 0]
  let underWay: Promise<void> = Promise.resolve()
  const counts = (found: Determination) => isCounted(found, parts.bureauRegion)
  const begin = async () => {
    await underWay
    if (waiting.length === 0) return
    const [found, from] = [waiting, stored]
    stored += found.filter(counts).length
    waiting = []
    records = 0
    underWay = storeSome(ctx, parts, { found, from, to: stored })
    // Whoever waits for it next is told; until then it is not left unheard.
    underWay.catch(() => {})
  }
  return {
    async take(found) {
      if (counts(found)) {
        seen += 1
        sumFen += partOfPayer(found, parts.bureauRegion)
        refuseTotalTooLarge(sumFen)
        if (seen <= before) return
      }
      if (waiting[0] && waiting[0].rule !== found.rule) await begin()
      waiting.push(found)
      records += found.trace.inputs.length
      if (waiting.length >= mostFigures || records >= mostRecords) await begin()
    },
    async finish() {
      await begin()
      await underWay
      return { total: seen, ceilingFen: sumFen }
    },
    settle: () => underWay.catch(() => {}),
  }
}

async function storeSome(
  ctx: Ctx,
  { run, bureauRegion, version, listOrigins }: RunParts,
  { found, from, to }: { found: readonly Determination[]; from: number; to: number },
): Promise<void> {
  const { requestedBy: userId, bureauId, knownAt: computedAt, id: runId } = run
  const origins = await listOrigins(ctx.db, found)
  const origin = { version, userId, bureauId, bureauRegion, computedAt, runId }
  const rows = determinationRows(ctx.newId, { determinations: found, origins }, origin)
  await mutate(ctx, async tx => {
    if (!(await advanceSubsidyRun(tx, run, { from, stored: to }))) throw new Interrupted('lost')
    const { messages, unstored } = await storeDeterminations(ctx, tx, rows)
    const audit = {
      action: 'subsidy.determine',
      subjectKind: 'subsidy_run',
      subjectId: runId,
      before: { stored: from },
    }
    const figures = rows
      .filter(({ id }) => !unstored.some(one => one.id === id))
      .map(({ id, rule, subjectId, ceilingFen }) => ({ id, rule, subjectId, ceilingFen }))
    return { result: null, audit: { ...audit, after: { figures }, messages } }
  })
}

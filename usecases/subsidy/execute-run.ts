/**
 * The job's side of a run: takes one that waits, evaluates it in slices, and stores figure after figure in small
 * transactions, each with its progress. A run that was interrupted is evaluated again, from facts as they were known
 * when it was asked for, and goes on after the last figure it stored.
 */
import { findPolicyVersion, insertDeterminations, type PolicyVersionRow } from '#db/queries/subsidy.ts'
import {
  advanceSubsidyRun,
  endSubsidyRun,
  releaseSubsidyRun,
  type SubsidyRunRow,
  takeSubsidyRun,
} from '#db/queries/subsidy-run.ts'
import { withTransaction } from '#db/transaction.ts'
import { may } from '#domain/access/may.ts'
import { Refusal, refuse } from '#domain/refusal.ts'
import { evaluateInSteps } from '#domain/subsidy/evaluate-policy.ts'
import type { Determination } from '#domain/subsidy/trace.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { determinationRow, refusePersons, sourcesOf } from './determination-row.ts'
import { createPace } from './evaluate-in-background.ts'
import { gatherRegister } from './gather-register.ts'
import { packOf } from './policy-packs.ts'
import { carryClaims, supersedeDeterminations } from './supersede-determinations.ts'

/** A worker that has said nothing for so long is taken for dead. */
const leaseSeconds = 120
const figuresPerTransaction = 250

class RunTakenOver extends Error {}

/** Works off the run that has waited longest. @returns its id; null when none waits or `isStopped` interrupted it. */
export async function executeRun(ctx: Ctx, input: { isStopped?: () => boolean } = {}): Promise<string | null> {
  refuse(may(ctx.actor, 'subsidy.run'))
  const run = await withTransaction(ctx.db, tx => takeSubsidyRun(tx, leaseSeconds))
  if (!run) return null
  try {
    const isDone = await work(ctx, run, input.isStopped ?? (() => false))
    if (!isDone) await releaseSubsidyRun(ctx.db, run.id)
    return isDone ? run.id : null
  } catch (error) {
    if (error instanceof RunTakenOver) return null
    if (error instanceof Refusal) {
      await end(ctx, run, { state: 'failed', failure: `${error.code}: ${error.message}`.slice(0, 2000) })
      return run.id
    }
    // A fault ends the run and goes to the log: taken up again, it would fail again. While the database is away it
    // cannot be ended either, and is taken up when its lease has run out.
    await end(ctx, run, { state: 'failed', failure: 'a fault of the service; see its log' })
    throw error
  }
}

async function work(ctx: Ctx, run: SubsidyRunRow, isStopped: () => boolean): Promise<boolean> {
  const version = await findPolicyVersion(ctx.db, run.policyVersionId)
  if (!version) throw new Error(`run ${run.id} names a version that is not there`)
  const { year, asOf, knownAt, parameters } = run
  const pack = packOf(version)
  const rules = run.rule === null ? {} : { rules: [run.rule] }
  const facts = await gatherRegister(ctx.db, { pack, ...rules, year, asOf, knownAt, parameters })
  const options = { ...(run.rule === null ? {} : { rule: run.rule }), policySha256: version.sha256 }
  const pace = createPace()
  const store = createStore(ctx, run, version)
  for (const found of evaluateInSteps(pack, facts, options)) {
    if (found && (found.ceilingFen > 0n || found.trace.excessGrantedFen > 0n)) {
      refusePersons(facts, found)
      await store.take(found)
    }
    await pace()
    if (isStopped()) return false
  }
  await store.flush()
  await end(ctx, run, { state: 'done', total: store.count(), ceilingFen: store.sumFen() })
  return true
}

/** Stores figures rule by rule, some at a time, passing over those that an earlier worker has stored. */
function createStore(ctx: Ctx, run: SubsidyRunRow, version: PolicyVersionRow) {
  let waiting: Determination[] = []
  let stored = run.stored
  let seen = 0
  let sumFen = 0n
  const flush = async () => {
    if (waiting.length === 0) return
    await storeSome(ctx, { run, version, found: waiting, from: stored })
    stored += waiting.length
    waiting = []
  }
  return {
    async take(found: Determination) {
      seen += 1
      sumFen += found.ceilingFen
      if (seen <= run.stored) return
      const isFull = waiting.length >= figuresPerTransaction || (waiting[0] && waiting[0].rule !== found.rule)
      if (isFull) await flush()
      waiting.push(found)
    },
    flush,
    count: () => seen,
    sumFen: () => sumFen,
  }
}

interface Some {
  run: SubsidyRunRow
  version: PolicyVersionRow
  found: readonly Determination[]
  from: number
}

async function storeSome(ctx: Ctx, { run, version, found, from }: Some): Promise<void> {
  await mutate(ctx, async tx => {
    if (!(await advanceSubsidyRun(tx, { id: run.id, from, stored: from + found.length }))) throw new RunTakenOver()
    const sources = await sourcesOf(tx, found)
    const origin = {
      version,
      userId: run.requestedBy,
      bureauId: run.bureauId,
      computedAt: run.knownAt,
      runId: run.id,
    }
    const rows = found.map(one => determinationRow(ctx.newId(), one, sources, origin))
    const successions = await supersedeDeterminations(ctx, tx, rows)
    const stored = await carryClaims(ctx, tx, await insertDeterminations(tx, rows), successions)
    const figures = stored.map(({ id, rule, subjectId, ceilingFen }) => ({ id, rule, subjectId, ceilingFen }))
    const audit = {
      action: 'subsidy.determine',
      subjectKind: 'subsidy_run',
      subjectId: run.id,
      before: { stored: from },
    }
    return { result: null, audit: { ...audit, after: { figures } } }
  })
}

async function end(ctx: Ctx, run: SubsidyRunRow, how: Parameters<typeof endSubsidyRun>[2]): Promise<void> {
  await mutate(ctx, async tx => {
    await endSubsidyRun(tx, run.id, how)
    const audit = {
      action: 'subsidy.end_run',
      subjectKind: 'subsidy_run',
      subjectId: run.id,
      before: { state: run.state },
    }
    return { result: null, audit: { ...audit, after: how } }
  })
}

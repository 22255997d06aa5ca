/**
 * The job's side of a run: takes one that waits, evaluates it in slices, and stores figure after figure in small
 * transactions, each with its progress. A run that was interrupted is evaluated again, from facts as they were known
 * when it was asked for, and goes on after the last figure it stored.
 */
import { findOrganisation } from '#db/queries/organisation.ts'
import { findPolicyVersion } from '#db/queries/subsidy.ts'
import { endSubsidyRun, releaseSubsidyRun, type SubsidyRunRow, takeSubsidyRun } from '#db/queries/subsidy-run.ts'
import { withTransaction } from '#db/transaction.ts'
import { may } from '#domain/access/may.ts'
import { Refusal, refuse } from '#domain/refusal.ts'
import { evaluateInSteps } from '#domain/subsidy/evaluate-policy.ts'
import { partOfPayer } from '#domain/subsidy/trace.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { personsRefused } from './determination-row.ts'
import { createPace } from './evaluate-in-background.ts'
import { gatherWithOrigins } from './gather-register.ts'
import { packOf } from './policy-packs.ts'
import { createRunStore, RunTakenOver } from './store-run.ts'

/** A worker that has said nothing for so long is taken for dead. */
const leaseSeconds = 120

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
  const { facts, listOrigins } = await gatherWithOrigins(ctx.db, { pack, ...rules, year, asOf, knownAt, parameters })
  const options = { ...(run.rule === null ? {} : { rule: run.rule }), policySha256: version.sha256 }
  const pace = createPace()
  const bureauRegion = (await findOrganisation(ctx.db, run.bureauId))?.regionCode ?? null
  const store = createRunStore(ctx, { run, bureauRegion, version, listOrigins })
  const refusePerson = personsRefused(facts)
  for (const found of evaluateInSteps(pack, facts, options)) {
    if (found && (partOfPayer(found, bureauRegion) > 0n || found.trace.excessGrantedFen > 0n)) {
      refusePerson(found)
      await store.take(found)
    }
    await pace()
    if (isStopped()) {
      await store.settle()
      return false
    }
  }
  await end(ctx, run, { state: 'done', ...(await store.finish()) })
  return true
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

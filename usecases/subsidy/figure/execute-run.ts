/**
 * The job's side of a run: takes one that waits, evaluates it in slices, and stores figure after figure in small
 * transactions, each with its progress. A run that was interrupted is evaluated again, from facts as they were known
 * when it was asked for, and goes on after the last figure it stored.
 */
import type { Queryable } from '#db/client.ts'
import { findOrganisation } from '#db/queries/organisation.ts'
import { findPolicyVersion, listPolicyVersions, type PolicyVersionRow } from '#db/queries/subsidy.ts'
import {
  endSubsidyRun,
  releaseSubsidyRun,
  type SubsidyRunRow,
  saveRunHeartbeat,
  takeSubsidyRun,
} from '#db/queries/subsidy-run.ts'
import { withTransaction } from '#db/transaction.ts'
import { may } from '#domain/access/may.ts'
import { Refusal, refuse } from '#domain/refusal.ts'
import { evaluateInSteps } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import type { Determination } from '#domain/subsidy/evaluate/trace.ts'
import { compileBeneficiaryCheck } from '#domain/subsidy/money/check-beneficiary-region.ts'
import { compilePersonCheck } from '#domain/subsidy/money/check-person-payable.ts'
import { mostRunAttempts, type RunOmission, runLeaseSeconds } from '#domain/subsidy/money/run.ts'
import { isYearly, type Rule } from '#domain/subsidy/pack/policy-pack.ts'
import { readingsFrom, readPack } from '#domain/subsidy/pack/read-pack.ts'
import type { Ctx } from '../../support/ctx.ts'
import { mutate } from '../../support/mutate.ts'
import { governingOf } from '../policy/current-version.ts'
import { packOf } from '../policy/policy-packs.ts'
import { createWorkPace, Interrupted, type WorkInput } from '../register/evaluate-in-background.ts'
import { gatherWithOrigins } from '../register/gather-register.ts'
import { nameRefusal } from '../register/name-refusal.ts'
import { waitForWriters } from '../register/wait-for-writers.ts'
import { countedAs, createRunStore } from './store-run.ts'
import { findWaitingFigures } from './waiting-figures.ts'

/**
 * Works off the run that has waited longest. @returns its id; null when none waits, when `isStopped` interrupted it, or
 * when another worker has taken it up.
 */
export async function executeRun(ctx: Ctx, input: WorkInput = {}): Promise<string | null> {
  refuse(may(ctx.actor, 'subsidy.run'))
  const run = await withTransaction(ctx.db, tx => takeSubsidyRun(tx, runLeaseSeconds))
  if (!run) return null
  if (run.attempts > mostRunAttempts)
    return end(ctx, run, { state: 'failed', failure: `given up after ${mostRunAttempts} attempts` })
  try {
    return await end(ctx, run, { state: 'done', ...(await work(ctx, run, input)) })
  } catch (error) {
    if (error instanceof Interrupted) {
      if (error.why === 'stopped') await releaseSubsidyRun(ctx.db, run)
      return null
    }
    if (error instanceof Refusal)
      return end(ctx, run, { state: 'failed', failure: await nameRefusal(ctx.db, error, () => packsOfRun(ctx, run)) })
    // A fault ends the run and goes to the log: taken up again, it would fail again. While the database is away it
    // cannot be ended either, and is taken up when its lease has run out.
    await end(ctx, run, { state: 'failed', failure: 'a fault of the service; see its log' })
    throw error
  }
}

async function packsOfRun({ db }: Ctx, { policyVersionId }: SubsidyRunRow) {
  const version = await findPolicyVersion(db, policyVersionId)
  return version ? [packOf(version)] : []
}

async function work(ctx: Ctx, run: SubsidyRunRow, input: WorkInput) {
  const version = await findPolicyVersion(ctx.db, run.policyVersionId)
  if (!version) throw new Error(`run ${run.id} names a version that is not there`)
  const { isStopped = () => false, warn = () => {} } = input
  const { year, asOf, knownAt, parameters, bureauId } = run
  const pack = packOf(version)
  const asked = run.rule === null ? {} : { rules: [run.rule] }
  const pace = createWorkPace({ isStopped, beat: () => saveRunHeartbeat(ctx.db, run) })
  await waitForWriters(ctx.db, { knownAt, pace, about: { runId: run.id }, warn })
  const { facts, listOrigins } = await gatherWithOrigins(ctx.db, { pack, ...asked, year, asOf, knownAt, parameters })
  const options = { ...(run.rule === null ? {} : { rule: run.rule }), policySha256: version.sha256 }
  const bureauRegion = (await findOrganisation(ctx.db, bureauId))?.regionCode ?? null
  const rules = await listRulesOfRun(ctx.db, run, version)
  const waiting = await findWaitingFigures(ctx.db, { bureauId, pack, rules, facts })
  const store = createRunStore(ctx, { run, bureauRegion, version, listOrigins })
  const checkPerson = compilePersonCheck(facts)
  const checkBeneficiary = compileBeneficiaryCheck(pack, facts, bureauRegion)
  const ids = new Set(rules.map(({ id }) => id))
  const sort = async (found: Determination) => {
    const isOwn = countedAs(found, bureauRegion) !== null || waiting.has(found)
    if (!isOwn && found.ceilingFen === 0n) return
    if (isOwn && ids.has(found.rule)) refuse(checkPerson(found))
    const reason = ((): RunOmission | null => {
      if (!ids.has(found.rule)) return 'other_version'
      if (checkBeneficiary(found) !== null) return 'outside_region'
      return isOwn ? null : 'other_payer'
    })()
    if (reason === null) await store.take(found)
    // Another's figure for which a fact is missing is nothing yet: a city would count a whole province.
    else if (found.trace.undetermined === undefined || waiting.has(found)) store.leave(reason)
  }
  const take = async (found: Determination | null) => {
    if (found) {
      await sort(found)
      waiting.see(found)
    }
    await pace()
  }
  try {
    for (const found of evaluateInSteps(pack, facts, options)) await take(found)
    for (const found of waiting.listBarred(version.sha256)) await take(found)
    return await store.finish()
  } finally {
    // Nothing is under way any more when the run is put back or ended.
    await store.settle()
  }
}

/**
 * What a run of a whole policy stores: of a year that is over, what has years; the rest is of no year, and goes by the
 * version that governs on the day of the run.
 */
async function listRulesOfRun(db: Queryable, run: SubsidyRunRow, version: PolicyVersionRow): Promise<readonly Rule[]> {
  const { rules } = readPack(packOf(version), readingsFrom(run.parameters))
  if (run.rule !== null) return rules.filter(({ id }) => id === run.rule)
  const versions = await listPolicyVersions(db, version.policyId)
  const known = versions.filter(({ loadedAt }) => loadedAt <= run.knownAt)
  const governing = governingOf(known, run.asOf)
  const isOfToday = governing === null || governing.id === version.id
  return isOfToday ? rules : rules.filter(({ window }) => isYearly(window))
}

/** One that another worker has taken up or ended is left to it. */
async function end(ctx: Ctx, run: SubsidyRunRow, how: Parameters<typeof endSubsidyRun>[2]) {
  const ended = await mutate<string | null>(ctx, async tx => {
    if (!(await endSubsidyRun(tx, run, how))) return { result: null, audit: [] }
    const audit = {
      action: 'subsidy.end_run',
      subjectKind: 'subsidy_run',
      subjectId: run.id,
      before: { state: run.state },
    }
    return { result: run.id, audit: { ...audit, after: how } }
  })
  // What was stored on the way may have to be told, or to come back.
  ctx.outbox.wake()
  return ended
}

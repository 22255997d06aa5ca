/** The job's side of a what-if: takes one that waits, computes it, and ends it once. */
import type { Transaction } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import { endWhatIf, releaseWhatIf, saveHeartbeat, takeWhatIf, type WhatIfRow } from '#db/queries/what-if.ts'
import { withTransaction } from '#db/transaction.ts'
import { may } from '#domain/access/may.ts'
import { Refusal, refuse } from '#domain/refusal.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'
import { varyPack } from '#domain/subsidy/what-if/vary-pack.ts'
import { mostWhatIfAttempts, type WhatIfQuestion, whatIfLeaseSeconds } from '#domain/subsidy/what-if/what-if.ts'
import type { Ctx } from '../../support/ctx.ts'
import { mutate } from '../../support/mutate.ts'
import { createWorkPace, Interrupted, type WorkInput } from '../register/evaluate-in-background.ts'
import { nameRefusal } from '../register/name-refusal.ts'
import { waitForWriters } from '../register/wait-for-writers.ts'
import { computeWhatIf, type WhatIfAnswer } from './compute-what-if.ts'
import { readWhatIfPacks } from './what-if-packs.ts'

/**
 * Computes the what-if that has waited longest. What a rule refuses (a fact that is missing, say) ends it as failed with
 * the reason; a bug is thrown, and the what-if is taken again when its lease has ended, three times at most.
 * @returns its id; null when none waits, when `isStopped` interrupted it, or when it was cancelled meanwhile.
 */
export async function runWhatIf(ctx: Ctx, input: WorkInput = {}): Promise<string | null> {
  refuse(may(ctx.actor, 'what_if.run'))
  const row = await withTransaction(ctx.db, tx => takeWhatIf(tx, whatIfLeaseSeconds))
  if (!row) return null
  if (row.attempts > mostWhatIfAttempts) {
    return end(ctx, row, { failure: `given up after ${mostWhatIfAttempts} attempts` })
  }
  try {
    return await end(ctx, row, { answer: await compute(ctx, row, input) })
  } catch (error) {
    if (error instanceof Interrupted) {
      if (error.why === 'stopped') await releaseWhatIf(ctx.db, row)
      return null
    }
    if (!(error instanceof Refusal)) throw error
    return end(ctx, row, { failure: await nameRefusal(ctx.db, error, () => packsOf(ctx, row)) })
  }
}

async function packsOf(ctx: Ctx, row: WhatIfRow): Promise<PolicyPack[]> {
  const packs = await readWhatIfPacks(ctx.db, [row])
  return [packs.subject(row), packs.compared(row)].filter(pack => pack !== null)
}

async function compute(ctx: Ctx, row: WhatIfRow, input: WorkInput): Promise<WhatIfAnswer> {
  const { isStopped = () => false, warn = () => {} } = input
  let percent = 0
  const pace = createWorkPace({ isStopped, beat: () => saveHeartbeat(ctx.db, row, percent) })
  const report = (done: number, total: number) => {
    percent = Math.floor((done * 100) / total)
  }
  await waitForWriters(ctx.db, { knownAt: row.knownAt, pace, about: { whatIfId: row.id }, warn })
  return computeWhatIf({ db: ctx.db, pace, report }, await readQuestion(ctx, row))
}

async function readQuestion(ctx: Ctx, row: WhatIfRow): Promise<WhatIfQuestion> {
  const packs = await readWhatIfPacks(ctx.db, [row])
  const { rules, parameters, comparedParameters, fromYear, toYear, asOf, knownAt } = row
  return {
    subject: varyPack(packs.subject(row), row.variations),
    compared: packs.compared(row),
    rules,
    parameters,
    comparedParameters,
    fromYear,
    toYear,
    asOf,
    knownAt,
  }
}

/** In one transaction with its audit entry; one that was cancelled, or that another worker has taken or ended, is left. */
async function end(ctx: Ctx, row: WhatIfRow, how: { answer: WhatIfAnswer } | { failure: string }) {
  return mutate<string | null>(ctx, async tx => {
    const isEnded = await endWhatIf(tx, row, await columnsOf(tx, how))
    if (!isEnded) return { result: null, audit: [] }
    const after = 'failure' in how ? { state: 'failed', ...how } : { state: 'done', ...digestsOf(how.answer) }
    const audit = { action: 'what_if.end', subjectKind: 'what_if', subjectId: row.id, before: { state: 'running' } }
    return { result: row.id, audit: { ...audit, after } }
  })
}

const digestsOf = ({ factsSha256, resultSha256 }: WhatIfAnswer) => ({ factsSha256, resultSha256 })

async function columnsOf(tx: Transaction, how: { answer: WhatIfAnswer } | { failure: string }) {
  const finishedAt = await readClock(tx)
  return 'failure' in how
    ? { state: 'failed' as const, finishedAt, failure: how.failure }
    : { state: 'done' as const, finishedAt, progressPercent: 100, ...how.answer }
}

/**
 * Computes a what-if: for each year of application the facts of the register as they were known, the policy itself, the
 * policy with each of its numbers turned, and the version it is compared with. The same row gives the same bytes.
 */
import { type RunningDigest, sha256, startDigest } from '#db/digest.ts'
import { canonicalJson } from '#domain/canonical.ts'
import { plain } from '#domain/subsidy/evaluate/plain.ts'
import { tableNames } from '#domain/subsidy/facts/fact-tables.ts'
import type { Facts } from '#domain/subsidy/facts/facts.ts'
import { startBunching } from '#domain/subsidy/what-if/bunching.ts'
import { listChanges, totalChanges } from '#domain/subsidy/what-if/changes.ts'
import { type NamedChange, type WhatIfResult, whatIfFormat } from '#domain/subsidy/what-if/result.ts'
import type { WhatIfQuestion } from '#domain/subsidy/what-if/what-if.ts'
import { countSteps, turnNumbers } from './turn-numbers.ts'
import { evaluateYear, gather, partyOf, sideOfChanges, startSide, viewSide, type Work } from './what-if-side.ts'
import { listTurnable } from './what-if-turns.ts'

export interface WhatIfAnswer {
  result: WhatIfResult
  changes: NamedChange[] | null
  factsSha256: string
  resultSha256: string
}

/** @throws what the evaluation throws: a fact that is missing, a limit that contradicts another. */
export async function computeWhatIf(work: Work, question: WhatIfQuestion): Promise<WhatIfAnswer> {
  const subject = startSide(question.subject, question.parameters, question.rules)
  const compared = question.compared && startSide(question.compared, question.comparedParameters, null)
  const turnable = listTurnable(subject.pack, question.parameters, subject.isCounted)
  const bunching = startBunching(turnable)
  const comparedBunching = startBunching(
    compared ? listTurnable(compared.pack, question.comparedParameters, () => true) : [],
  )
  const years = Array.from({ length: question.toYear - question.fromYear + 1 }, (_, index) => question.fromYear + index)
  const sides = compared ? [subject, compared] : [subject]
  const step = countSteps(work, years.length, sides.length, turnable)
  const digest = startDigest()
  for (const year of years)
    for (const side of sides) {
      const { begin, add } = side === subject ? bunching : comparedBunching
      const facts = await gather(work, question, side, year)
      await digestFacts(digest, facts, work.pace)
      begin(facts)
      await evaluateYear(work, question, side, year, facts, add)
      step()
    }
  const { sensitivity, notTurned } = await turnNumbers(work, question, { subject, turnable, years, step })
  const changes = compared && listChanges(sideOfChanges(subject), sideOfChanges(compared))
  const result: WhatIfResult = {
    format: whatIfFormat,
    subject: viewSide(subject),
    compared: compared && viewSide(compared),
    changes: changes && plain(totalChanges(changes)),
    sensitivity: plain(sensitivity),
    notTurned: notTurned.map(({ path, rule }) => ({ path, rule })),
    bunching: plain(bunching.finish()),
    comparedBunching: plain(comparedBunching.finish()),
  }
  const named = changes?.map(change => ({ ...plain(change), ...partyOf([subject, compared], change.beneficiary) }))
  return {
    result,
    changes: named ?? null,
    factsSha256: digest.digest('hex'),
    resultSha256: sha256(canonicalJson({ result, changes: named ?? null })),
  }
}

/** Every record in the order in which it was read, a line each. */
async function digestFacts(digest: RunningDigest, facts: Facts, pace: () => Promise<void>): Promise<void> {
  digest.update(canonicalJson({ year: facts.year, asOf: facts.asOf, parameters: facts.parameters }))
  for (const table of [...tableNames, 'grants', 'uses'] as const) {
    digest.update(`\n${table}\n`)
    for (const record of facts[table] as readonly object[]) {
      digest.update(`${canonicalJson(record)}\n`)
      await pace()
    }
  }
}

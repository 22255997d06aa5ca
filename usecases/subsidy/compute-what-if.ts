/**
 * Computes a what-if: for each year of application the facts of the register as they were known, the policy itself, the
 * policy with each of its numbers turned, and the version it is compared with. The same row gives the same bytes.
 */
import type { Queryable } from '#db/client.ts'
import { type RunningDigest, sha256, startDigest } from '#db/digest.ts'
import { canonicalJson } from '#domain/canonical.ts'
import { tableNames } from '#domain/subsidy/fact-tables.ts'
import type { Facts, Grant } from '#domain/subsidy/facts.ts'
import type { PolicyPack } from '#domain/subsidy/policy-pack.ts'
import type { Determination } from '#domain/subsidy/trace.ts'
import { startBunching } from '#domain/subsidy/what-if/bunching.ts'
import { factsOfReplay, grantOfFigure } from '#domain/subsidy/what-if/carry-grants.ts'
import { listChanges, totalChanges } from '#domain/subsidy/what-if/changes.ts'
import { chooseTurned, evaluationsOf, mostTurnedEvaluations } from '#domain/subsidy/what-if/choose-turned.ts'
import { listHangingTogether, narrowPack } from '#domain/subsidy/what-if/narrow-pack.ts'
import {
  mostAtLimits,
  type NamedChange,
  plain,
  type WhatIfResult,
  type WhatIfSide,
  whatIfFormat,
} from '#domain/subsidy/what-if/result.ts'
import { sensitivityOf } from '#domain/subsidy/what-if/sensitivity.ts'
import { type OpenSummary, startSummary } from '#domain/subsidy/what-if/summary.ts'
import type { PackVariable } from '#domain/subsidy/what-if/variables.ts'
import { evaluateInBackground } from './evaluate-in-background.ts'
import { gatherRegister } from './gather-register.ts'
import { amountHangingOn, listTurnable, listTurns, pointsOf, type Turn } from './what-if-turns.ts'

export interface WhatIfQuestion {
  subject: PolicyPack
  compared: PolicyPack | null
  /** Of the subject; null: all. */
  rules: readonly string[] | null
  parameters: Readonly<Record<string, string>>
  comparedParameters: Readonly<Record<string, string>>
  fromYear: number
  toYear: number
  asOf: string
  knownAt: Date
}

export interface WhatIfAnswer {
  result: WhatIfResult
  changes: NamedChange[] | null
  factsSha256: string
  resultSha256: string
}

export interface Work {
  db: Queryable
  pace(): Promise<void>
  /** `done` of `total` evaluations. */
  report(done: number, total: number): void
}

/** One version on its way through the years. */
interface Side {
  pack: PolicyPack
  parameters: Readonly<Record<string, string>>
  summary: OpenSummary
  carried: Grant[]
  isCounted(rule: string): boolean
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

/** Says after each evaluation how far it is; of as many as there can be at most. */
function countSteps({ report }: Work, years: number, sides: number, turnable: readonly PackVariable[]): () => void {
  const turns = turnable.reduce((sum, variable) => sum + evaluationsOf(variable), 0)
  const total = years * sides + Math.min(turns * years, mostTurnedEvaluations)
  let done = 0
  return () => report(Math.min(++done, total), total)
}

interface Turning {
  subject: Side
  turnable: readonly PackVariable[]
  years: readonly number[]
  step: () => void
}

/** After the sides: which numbers weigh most is known only then. The facts are read again, as they were known. */
async function turnNumbers(work: Work, question: WhatIfQuestion, { subject, turnable, years, step }: Turning) {
  const summary = subject.summary.finish()
  const together = listHangingTogether(subject.pack)
  const { turned, leftOut } = chooseTurned(turnable, {
    years: years.length,
    weightFen: variable => amountHangingOn(variable, together, summary),
  })
  const turns = await listTurns(subject.pack, turned, work.pace)
  for (const year of turns.length > 0 ? years : []) {
    const facts = await gather(work, question, subject, year)
    for (const turn of turns) {
      await evaluateTurn(work, question, subject, turn, facts)
      step()
    }
  }
  const curves = pointsOf(subject.pack, { variables: turned, turns, summary })
  return { sensitivity: curves.map(({ variable, points }) => sensitivityOf(variable, points)), notTurned: leftOut }
}

function startSide(
  whole: PolicyPack,
  parameters: Readonly<Record<string, string>>,
  rules: readonly string[] | null,
): Side {
  const pack = narrowPack(whole, rules)
  return {
    pack,
    parameters: parametersOf(pack, parameters),
    summary: startSummary(pack, rules),
    carried: [],
    isCounted: rule => rules === null || rules.includes(rule),
  }
}

/** Those of the rules that a pack has. */
function parametersOf(pack: PolicyPack, parameters: Readonly<Record<string, string>>): Record<string, string> {
  const names = new Set(pack.rules.flatMap(rule => rule.parameters.map(({ id }) => `${rule.id}.${id}`)))
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => names.has(name)))
}

async function gather(work: Work, question: WhatIfQuestion, { pack, parameters }: Side, year: number): Promise<Facts> {
  const { asOf, knownAt } = question
  return gatherRegister(work.db, { pack, parameters, year, asOf, knownAt })
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

async function evaluateYear(
  { pace }: Work,
  { asOf }: WhatIfQuestion,
  side: Side,
  year: number,
  register: Facts,
  also: (found: Determination) => void = () => {},
): Promise<void> {
  const facts = factsOfReplay(side.pack, register, side.carried)
  side.summary.begin(year, facts)
  const carried: Grant[] = []
  await evaluateInBackground({ pack: side.pack, facts, pace }, found => {
    side.summary.add(found)
    also(found)
    const grant = grantOfFigure(side.pack, found, asOf)
    if (grant) carried.push(grant)
  })
  side.carried.push(...carried)
}

/** What the figures that hang on a number come to with it turned. */
async function evaluateTurn(
  { pace }: Work,
  { asOf }: WhatIfQuestion,
  side: Side,
  turn: Turn,
  register: Facts,
): Promise<void> {
  const parameters = parametersOf(turn.pack, register.parameters)
  const facts = factsOfReplay(turn.pack, { ...register, parameters }, turn.carried)
  const carried: Grant[] = []
  await evaluateInBackground({ pack: turn.pack, facts, pace }, found => {
    if (found.trace.kind === 'subsidy' && side.isCounted(found.rule)) turn.totalFen += found.ceilingFen
    const grant = grantOfFigure(turn.pack, found, asOf)
    if (grant) carried.push(grant)
  })
  turn.carried.push(...carried)
}

function sideOfChanges({ pack, summary }: Side) {
  return { pack, gains: summary.gains() }
}

function partyOf(sides: readonly (Side | null)[], id: string) {
  const known = sides.map(side => side?.summary.party(id)).find(party => party && party.kind !== '')
  return known ?? { name: id, kind: '', size: '' }
}

function viewSide(side: Side): WhatIfSide {
  const { id, version, title, status, jurisdiction, rules, clauses } = side.pack
  const { atLimits, ...summary } = side.summary.finish()
  const clauseOf = (clause: string) => {
    const found = clauses.find(known => known.id === clause)
    return found ? `${found.number} ${found.title}` : clause
  }
  return {
    ...plain(summary),
    policy: {
      id,
      version,
      title,
      status,
      jurisdiction,
      rules: rules.map(rule => ({ id: rule.id, title: rule.title, clause: clauseOf(rule.clause) })),
    },
    atLimits: atLimits
      .slice(0, mostAtLimits)
      .map(held => ({ ...plain(held), name: side.summary.party(held.beneficiary).name })),
    atLimitCount: atLimits.length,
  }
}

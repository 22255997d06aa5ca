/**
 * The bureau determines what a rule gives: facts come from the records, the figure and its explanation from the
 * evaluation, and both are stored with the version of the policy. A draft policy's figure begins and ends as simulated.
 */
import type { Transaction } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import {
  type DeterminationRow,
  findLatestPolicyVersion,
  insertDeterminations,
  type PolicyVersionRow,
} from '#db/queries/subsidy.ts'
import { may } from '#domain/access/may.ts'
import { dayInChina } from '#domain/calendar.ts'
import { InvalidInput, NotFound, Refusal, refuse } from '#domain/refusal.ts'
import { initialDeterminationState } from '#domain/subsidy/determination.ts'
import { evaluatePolicy } from '#domain/subsidy/evaluate-policy.ts'
import { parseFacts } from '#domain/subsidy/facts.ts'
import type { PolicyPack, Rule } from '#domain/subsidy/policy-pack.ts'
import type { Determination } from '#domain/subsidy/trace.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { requirePerson } from '../support/person.ts'
import { type Gathered, gatherIncome, gatherProject, gatherYear, type IncomeInput } from './gather-facts.ts'
import { packOf, subjectOfRule } from './policy-packs.ts'
import { storableTrace } from './stored-trace.ts'
import { carryClaims, supersedeDeterminations } from './supersede-determinations.ts'

export interface DetermineSubsidyInput {
  policyId: string
  rule: string
  /** For a rule over a project. */
  challengeId?: string | null
  /** 申报年度, for a rule over a calendar year. */
  year?: number | null
  /** For a rule on the income of a transfer. */
  income?: IncomeInput | null
  /** Readings other than the default where the clause is ambiguous: `{ "jbgs-rd.beneficiary": "solver" }`. */
  parameters?: Record<string, string> | null
}

/** The rule finds no record to compute from: no payment on the project, nothing registered in the year. */
export class NothingToDetermine extends Refusal {
  readonly code = 'NOTHING_TO_DETERMINE'
  readonly rule: string
  constructor(rule: string) {
    super(`Rule ${rule} finds no record to compute from; record payments or register contracts first`)
    this.rule = rule
  }
}

const subjectKinds = { challenge: 'challenge', year: 'organisation', income: 'contract' } as const

function missing(path: string, remedy: string): InvalidInput {
  return new InvalidInput([{ path, message: 'is missing', remedy }])
}

function ruleOf(pack: PolicyPack, id: string): Rule {
  const rule = pack.rules.find(candidate => candidate.id === id)
  if (rule) return rule
  const remedy = `use one of: ${pack.rules.map(known => known.id).join(', ')}`
  throw new InvalidInput([{ path: 'rule', message: `the policy has no computable rule "${id}"`, remedy }])
}

async function gather(tx: Transaction, rule: Rule, input: DetermineSubsidyInput, today: string): Promise<Gathered> {
  const subject = subjectOfRule(rule)
  if (subject === 'challenge') {
    if (!input.challengeId) throw missing('challengeId', 'name the project (challenge)')
    return gatherProject(tx, input.challengeId)
  }
  if (subject === 'income') {
    if (!input.income) throw missing('income', 'give the contract, the income and the day it was received')
    return gatherIncome(tx, input.income, today)
  }
  const { year } = input
  if (year === null || year === undefined) throw missing('year', 'give the year, as 2026')
  if (!Number.isInteger(year) || year < 2000 || year > 2999)
    throw new InvalidInput([
      { path: 'year', message: `${year} is out of range`, remedy: 'give a year from 2000 to 2999' },
    ])
  return gatherYear(tx, year + (rule.window.kind === 'calendar_year' ? rule.window.yearOffset : 0))
}

function evaluate(version: PolicyVersionRow, input: DetermineSubsidyInput, gathered: Gathered, today: string) {
  const facts = parseFacts({
    ...gathered.facts,
    asOf: today,
    year: input.year ?? null,
    parameters: input.parameters ?? {},
  })
  const options = {
    rule: input.rule,
    includeIneligible: Boolean(gathered.facts.projects),
    policySha256: version.sha256,
  }
  const determinations = evaluatePolicy(packOf(version), facts, options)
  if (determinations.length === 0) throw new NothingToDetermine(input.rule)
  return determinations
}

export async function determineSubsidy(ctx: Ctx, input: DetermineSubsidyInput): Promise<DeterminationRow[]> {
  refuse(may(ctx.actor, 'subsidy.determine'))
  const { userId, organisationId } = requirePerson(ctx.actor)
  return mutate(ctx, async tx => {
    const version = await findLatestPolicyVersion(tx, input.policyId)
    if (!version) throw new NotFound('policy')
    const pack = packOf(version)
    const rule = ruleOf(pack, input.rule)
    const computedAt = await readClock(tx)
    const today = dayInChina(computedAt)
    const gathered = await gather(tx, rule, input, today)
    const row = (found: Determination) => ({
      id: ctx.newId(),
      policyVersionId: version.id,
      policyId: version.policyId,
      policyStatus: version.status,
      rule: found.rule,
      subjectKind: subjectKinds[subjectOfRule(rule)],
      subjectId: found.trace.key.value,
      beneficiaryId: found.beneficiary,
      window: found.window.kind === 'calendar_year' ? String(found.window.year) : 'whole_life',
      gives: found.trace.gives,
      ceilingFen: found.ceilingFen,
      trace: storableTrace(found, gathered.sources),
      state: initialDeterminationState(pack.status),
      computedBy: userId,
      bureauId: organisationId,
      computedAt,
    })
    const found = evaluate(version, input, gathered, today).map(row)
    const successions = await supersedeDeterminations(ctx, tx, found)
    const rows = await carryClaims(ctx, tx, await insertDeterminations(tx, found), successions)
    const audit = rows.map(stored => ({
      action: 'subsidy.determine',
      subjectKind: 'determination',
      subjectId: stored.id,
      before: null,
      after: stored,
    }))
    return { result: rows, audit }
  })
}

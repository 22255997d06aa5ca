/**
 * The bureau determines what a rule gives: facts come from the records, the figure and its explanation from the
 * evaluation, and both are stored with the version of the policy. A draft policy's figure begins and ends as simulated.
 */
import type { Transaction } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import { findOrganisation } from '#db/queries/organisation.ts'
import { hasMoreRecordsThan } from '#db/queries/register-size.ts'
import { type DeterminationRow, findDeterminations, type PolicyVersionRow } from '#db/queries/subsidy.ts'
import { findProject } from '#db/queries/subsidy-facts.ts'
import { may } from '#domain/access/may.ts'
import { dayInChina } from '#domain/calendar.ts'
import { InvalidInput, NotFound, Refusal, refuse } from '#domain/refusal.ts'
import { evaluatePolicy } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import { subjectOfRule } from '#domain/subsidy/evaluate/subject-of-rule.ts'
import type { Determination } from '#domain/subsidy/evaluate/trace.ts'
import { type Facts, parseFacts } from '#domain/subsidy/facts/facts.ts'
import { compileBeneficiaryCheck } from '#domain/subsidy/money/check-beneficiary-region.ts'
import { compilePersonCheck } from '#domain/subsidy/money/check-person-payable.ts'
import { mostRecordsAtOnce, RegisterTooLarge } from '#domain/subsidy/money/run.ts'
import type { PolicyPack, ReadPack, Rule } from '#domain/subsidy/pack/policy-pack.ts'
import { standsAlone } from '#domain/subsidy/pack/rule-order.ts'
import type { Ctx } from '../../support/ctx.ts'
import { mutate } from '../../support/mutate.ts'
import { requirePerson } from '../../support/person.ts'
import { gatherIncome, type IncomeInput } from '../register/gather-facts.ts'
import { gatherWithOrigins } from '../register/gather-register.ts'
import type { ListOrigins, RecordOrigin } from '../register/register-sources.ts'
import { determinationRows } from './determination-row.ts'
import { findAsked } from './rule-ask.ts'
import { storeDeterminations } from './store-determinations.ts'
import { findWaitingFigures } from './waiting-figures.ts'

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

function missing(path: string, remedy: string): InvalidInput {
  return new InvalidInput([{ path, message: 'is missing', remedy }])
}

interface Asked {
  version: PolicyVersionRow
  pack: PolicyPack
  read: ReadPack
  rule: Rule
  year: number | null
  today: string
  bureauId: string
  bureauRegion: string | null
}

/**
 * The facts of the register; of one project only, where its figure hangs on no other. @throws RegisterTooLarge for all of
 * a big one.
 */
async function gather(
  tx: Transaction,
  { pack, read, rule, year, today }: Asked,
  input: DetermineSubsidyInput,
): Promise<{ facts: Facts; listOrigins: ListOrigins }> {
  const parameters = input.parameters ?? {}
  if (subjectOfRule(rule) === 'income' && input.income) {
    const { facts, origins } = await gatherIncome(tx, input.income, today)
    return {
      facts: parseFacts({ ...facts, asOf: today, year, parameters }),
      listOrigins: listGiven(origins),
    }
  }
  if (subjectOfRule(rule) === 'income')
    throw missing('income', 'give the contract, the income and the day it was received')
  const isProject = subjectOfRule(rule) === 'challenge'
  if (isProject && !input.challengeId) throw missing('challengeId', 'name the project (challenge)')
  if (isProject && !(await findProject(tx, input.challengeId ?? ''))) throw new NotFound('challenge')
  const isAlone = isProject && standsAlone(read, rule)
  const projectIds = isAlone && input.challengeId ? [input.challengeId] : null
  if (projectIds === null && (await hasMoreRecordsThan(tx, mostRecordsAtOnce))) throw new RegisterTooLarge()
  const ask = { pack, rules: [rule.id], year, asOf: today, knownAt: null, parameters, projectIds }
  return gatherWithOrigins(tx, ask)
}

/** Of records that are not the register's. */
function listGiven(origins: Readonly<Record<string, RecordOrigin>>): ListOrigins {
  return async (_db, determinations) =>
    determinations.map(({ trace }) => ({
      of: trace.inputs.map(({ record }) => origins[record] ?? null),
      documents: new Map(),
    }))
}

/**
 * What the rule gives, to whoever may receive it and is the bureau's; for a project also the reason why it gives nothing.
 * @throws BeneficiaryOutsideRegion where all of it is for units of others.
 */
async function evaluate(tx: Transaction, asked: Asked, input: DetermineSubsidyInput, facts: Facts) {
  const { version, pack, rule, bureauRegion } = asked
  const isProject = subjectOfRule(rule) === 'challenge'
  const options = { rule: rule.id, includeIneligible: isProject, policySha256: version.sha256 }
  const all = evaluatePolicy(pack, facts, options)
  const found = isProject
    ? all.filter(({ trace }) => trace.key.value === input.challengeId)
    : [...all, ...(await listBarred(tx, asked, facts, all))]
  if (found.length === 0) throw new NothingToDetermine(rule.id)
  const checkPerson = compilePersonCheck(facts)
  for (const one of found) refuse(checkPerson(one))
  const check = compileBeneficiaryCheck(pack, facts, bureauRegion)
  const own = found.filter(one => check(one) === null)
  if (own.length === 0) for (const one of found) refuse(check(one))
  return own
}

/** Figures that wait, of those who may not receive any more. */
async function listBarred(tx: Transaction, asked: Asked, facts: Facts, found: readonly Determination[]) {
  const { version, pack, rule, bureauId } = asked
  const waiting = await findWaitingFigures(tx, { bureauId, pack, rules: [rule], facts })
  found.forEach(waiting.see)
  return [...waiting.listBarred(version.sha256)].filter(one => one !== null)
}

export async function determineSubsidy(ctx: Ctx, input: DetermineSubsidyInput): Promise<DeterminationRow[]> {
  refuse(may(ctx.actor, 'subsidy.determine'))
  const { userId, organisationId } = requirePerson(ctx.actor)
  const rows = await mutate(ctx, async tx => {
    const computedAt = await readClock(tx)
    const today = dayInChina(computedAt)
    const place = { bureauId: organisationId, today }
    const ask = { ...input, ...place, year: input.year, parameters: input.parameters ?? {} }
    const { rules, ...found } = await findAsked(tx, ask)
    const bureauRegion = (await findOrganisation(tx, organisationId))?.regionCode ?? null
    const asked: Asked = { ...found, ...place, rule: rules[0], bureauRegion }
    const gathered = await gather(tx, asked, input)
    const determinations = await evaluate(tx, asked, input, gathered.facts)
    const origins = await gathered.listOrigins(tx, determinations)
    const origin = { version: asked.version, userId, bureauId: organisationId, bureauRegion, computedAt, runId: null }
    const computed = determinationRows(ctx.newId, { determinations, origins }, origin)
    const { messages, unstored } = await storeDeterminations(ctx, tx, computed)
    for (const { refusal } of unstored) refuse(refusal)
    const stored = new Map(
      (
        await findDeterminations(
          tx,
          computed.map(({ id }) => id),
        )
      ).map(row => [row.id, row]),
    )
    const rows = computed.flatMap(({ id }) => stored.get(id) ?? [])
    const audit = rows.map((row, at) => ({
      action: 'subsidy.determine',
      subjectKind: 'determination',
      subjectId: row.id,
      before: null,
      after: row,
      messages: at === 0 ? messages : [],
    }))
    return { result: rows, audit }
  })
  ctx.outbox.wake()
  return rows
}

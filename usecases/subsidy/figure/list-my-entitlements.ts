/**
 * "我的政策额度": what the organisation that asks would get from the register as it is today, under every policy in force
 * and every draft, beside what was determined and paid already. Only records in which it takes part are evaluated, so
 * nothing of others can be in a figure; where a limit is shared with others, that is said and no more.
 */
import type { Queryable } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import { listOwnFigures, type OwnFigure, type PolicyVersionRow } from '#db/queries/subsidy.ts'
import { may, requireActing } from '#domain/access/may.ts'
import { dayInChina } from '#domain/calendar.ts'
import { Refusal, refuse } from '#domain/refusal.ts'
import { keyDecidesBeneficiary } from '#domain/subsidy/check/key-decides.ts'
import { evaluatePolicy } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import { windowName } from '#domain/subsidy/evaluate/place-in-time.ts'
import type { Determination, Trace } from '#domain/subsidy/evaluate/trace.ts'
import { whyNothing } from '#domain/subsidy/evaluate/why-nothing.ts'
import { listWideLimits } from '#domain/subsidy/evaluate/wide-limits.ts'
import type { Facts } from '#domain/subsidy/facts/facts.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'
import { readingsFrom, readPack } from '#domain/subsidy/pack/read-pack.ts'
import { reachedFrom } from '#domain/subsidy/pack/rule-order.ts'
import { factsOf } from '#domain/subsidy/what-if/facts-of-party.ts'
import type { Ctx } from '../../support/ctx.ts'
import { listCurrentVersions } from '../policy/current-version.ts'
import { packOf } from '../policy/policy-packs.ts'
import { gatherWithOrigins } from '../register/gather-register.ts'
import type { ListOrigins, Origins } from '../register/register-sources.ts'
import { yearAsked } from './rule-ask.ts'

/** A record that a figure looked at and did not count, with the reason. */
export interface MissingRecord {
  record: string
  kind: string
  /** The day by which it would count. */
  date: string
  /** Its own day, where that is another: of money that moved, say, whose contract was registered on `date`. */
  occurredOn: string | null
  amountFen: bigint | null
  contractId: string | null
  contractTitle: string | null
  why: string
}

export interface MyEntitlement {
  policyId: string
  policyTitle: string
  /** 征求意见稿: nothing is paid from it. */
  isDraft: boolean
  rule: string
  ruleTitle: string
  /** Whether the figure is the most that may be granted, or what is due exactly, or at least. */
  gives: Trace['gives']
  clauseId: string
  clause: string
  key: string
  /** What the rule counts by, where it is no unit: a contract, a project, an achievement. */
  keyName: string | null
  window: string
  /**
   * The most that the rule gives by today's register, in 分; what was granted is not taken off. Null where records that
   * the organisation does not see decide who gets it: a bureau tells.
   */
  entitledFen: bigint | null
  /** The figures of a bureau that wait, in 分. */
  determinedFen: bigint
  claimedFen: bigint
  approvedFen: bigint
  paidFen: bigint
  /** No bureau has a figure of it yet, in 分; 0 for a draft. */
  undeterminedFen: bigint
  /** What bureaus have of it, the oldest first: those that wait, and what became of the others. */
  figures: OwnFigure[]
  /** Limits that others share: what they leave is not told. */
  sharedLimits: string[]
  /** Why it gives nothing; empty where it gives something. */
  unmet: string[]
  missing: MissingRecord[]
  notes: string[]
}

export interface UnreadablePolicy {
  policyId: string
  policyTitle: string
  why: string
}

export interface MyEntitlements {
  asOf: string
  year: number
  items: MyEntitlement[]
  /** Policies whose figures cannot be computed for the organisation, with the reason. */
  refused: UnreadablePolicy[]
}

const mostMissing = 50

export async function listMyEntitlements(ctx: Ctx, input: { year?: number | null }): Promise<MyEntitlements> {
  const { organisationId } = requireActing(ctx.actor)
  refuse(may(ctx.actor, 'entitlement.read', { beneficiary: organisationId }))
  const asOf = dayInChina(await readClock(ctx.db))
  const year = yearAsked([], input.year) ?? Number(asOf.slice(0, 4))
  const own = await listOwnFigures(ctx.db, organisationId)
  const items: MyEntitlement[] = []
  const refused: UnreadablePolicy[] = []
  for (const version of await listCurrentVersions(ctx.db, asOf)) {
    if (!isOffered(version)) continue
    const pack = packOf(version)
    try {
      const { facts, granted, listOrigins } = await gatherOwn(ctx.db, pack, organisationId, { year, asOf })
      const found = evaluatePolicy(pack, facts, { policySha256: version.sha256 }).filter(
        ({ beneficiary, trace }) => beneficiary === organisationId && trace.kind === 'subsidy',
      )
      const due = new Map(evaluatePolicy(pack, granted).map(one => [nameOf(one), one.ceilingFen]))
      const origins = await listOrigins(ctx.db, found)
      found.forEach((determination, at) => {
        const dueFen = due.get(nameOf(determination)) ?? 0n
        items.push(view(pack, facts, { ...determination, dueFen, origins: origins[at]?.of ?? [] }, own))
      })
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      refused.push({ policyId: pack.id, policyTitle: pack.title, why: error.message })
    }
  }
  return { asOf, year, items, refused }
}

function isOffered({ status }: PolicyVersionRow): boolean {
  return status === 'in_force' || status === 'draft'
}

const nameOf = ({ rule, beneficiary, window, trace }: Determination) =>
  JSON.stringify([rule, trace.key.value, beneficiary, windowName(window)])

/** Real grants stay out of the figure: they are shown beside it. What is still due is computed from `granted`. */
async function gatherOwn(
  db: Queryable,
  pack: PolicyPack,
  organisationId: string,
  { year, asOf }: { year: number; asOf: string },
): Promise<{ facts: Facts; granted: Facts; listOrigins: ListOrigins }> {
  const register = await gatherWithOrigins(db, { pack, year, asOf, knownAt: null, partyId: organisationId })
  const granted = factsOf(organisationId, register.facts)
  const grants = granted.grants.filter(({ policy }) => policy !== null && policy !== pack.id)
  return { facts: { ...granted, grants }, granted, listOrigins: register.listOrigins }
}

function nameOfKey({ contracts, projects, achievements }: Facts, key: string): string | null {
  return [...contracts, ...projects, ...achievements].find(({ id }) => id === key)?.name ?? null
}

function view(
  pack: PolicyPack,
  facts: Facts,
  { rule, window, ceilingFen, trace, dueFen, origins }: Determination & { dueFen: bigint; origins: Origins['of'] },
  own: readonly OwnFigure[],
) {
  const name = windowName(window)
  const same = own.filter(
    figure =>
      figure.policyId === pack.id &&
      figure.rule === rule &&
      figure.subjectId === trace.key.value &&
      figure.window === name,
  )
  const isDraft = pack.status === 'draft'
  const entitledFen = ceilingFen > 0n && hangsOnOthers(pack, rule) ? null : ceilingFen
  const sumOf = (states: readonly string[], amount: (figure: OwnFigure) => bigint) =>
    same.filter(({ state }) => states.includes(state)).reduce((sum, figure) => sum + amount(figure), 0n)
  const ceiling = (figure: OwnFigure) => figure.ceilingFen
  const approved = (figure: OwnFigure) => figure.approvedFen ?? 0n
  const [determinedFen, claimedFen] = [sumOf(['determined'], ceiling), sumOf(['claimed', 'told', 'reviewed'], ceiling)]
  const [approvedFen, paidFen] = [sumOf(['approved'], approved), sumOf(['paid'], approved)]
  const left = entitledFen === null ? 0n : dueFen - determinedFen - claimedFen
  return {
    policyId: pack.id,
    policyTitle: pack.title,
    isDraft,
    rule,
    ruleTitle: trace.title,
    gives: trace.gives,
    clauseId: trace.clause.id,
    clause: `${trace.clause.number} ${trace.clause.title}`,
    key: trace.key.value,
    keyName: nameOfKey(facts, trace.key.value),
    window: name,
    entitledFen,
    determinedFen,
    claimedFen,
    approvedFen,
    paidFen,
    undeterminedFen: isDraft || left < 0n ? 0n : left,
    figures: same,
    sharedLimits: sharedLimits(pack, rule),
    unmet: whyNothing(trace),
    missing: missingOf(trace, origins),
    notes: trace.notes,
  }
}

function missingOf({ inputs }: Determination['trace'], origins: Origins['of']): MissingRecord[] {
  return inputs
    .flatMap(({ used, record, kind, date, amountFen, why }, at) => {
      if (used) return []
      const { common, occurredOn = null } = origins[at] ?? {}
      const { contractId = null, contractTitle = null } = common ?? {}
      return [{ record, kind, date, occurredOn, amountFen, contractId, contractTitle, why }]
    })
    .slice(0, mostMissing)
}

/** Under a key that leaves the beneficiary open, the records of others may name another: the bureau is refused then. */
function hangsOnOthers(pack: PolicyPack, rule: string): boolean {
  const readingOf = readingsFrom({})
  const behind = reachedFrom(readPack(pack, readingOf).rules, [rule])
  return pack.rules.some(one => behind.has(one.id) && !keyDecidesBeneficiary(one, readingOf))
}

/** Limits of this rule that reach over what others get: a budget, another party's year, the life of an achievement. */
function sharedLimits(pack: PolicyPack, rule: string): string[] {
  const read = readPack(pack, readingsFrom({}))
  const beneficiary = read.rules.find(({ id }) => id === rule)?.beneficiary
  return listWideLimits(read)
    .filter(({ rules, limit }) => rules.includes(rule) && limit.per !== 'beneficiary' && limit.per !== beneficiary)
    .map(({ limit }) => limit.id)
}

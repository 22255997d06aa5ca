/** What a reader has to know of a rule without its whole text: its limits, over what they hold, its days, whom and what it leaves out. */
import type { Rate } from '../../money.ts'
import { isReported, keyFields, measuresOf, type PolicyPack, type Rule, type Window } from './policy-pack.ts'
import type { ReadingOf } from './read-pack.ts'

/** On what the cap of a rule holds, where one word says it. */
export const limitScopes = ['contract', 'project', 'achievement', 'transfer', 'party'] as const
export type LimitScope = (typeof limitScopes)[number]

/** A limit beside the cap of its rule; the amount in 分, null where it varies. */
export interface SideLimit {
  id: string
  amountFen: bigint | null
}

export interface RuleTerms {
  /** The field that names whoever gets it. */
  beneficiaryField: string
  keyFields: readonly string[]
  /** The one field that its base sums; null for a base that is read in another way, or for several. */
  summedField: string | null
  /** A sum that is given whatever the records come to, in 分; null for every other figure. */
  fixedFen: bigint | null
  /** Of a rule that is a rate of what one amount has over another. */
  growthRate: Rate | null
  /** The cap in 分; null without one, or where it varies. */
  capFen: bigint | null
  /** Nothing limits it: no cap, no shared limit, no bracket. */
  isUnlimited: boolean
  /** Null for a key of several fields, and for any that has no word of its own. */
  scope: LimitScope | null
  window: Window
  /** It computes from amounts that are reported year by year, and what was not reported is not 0. */
  needsReports: boolean
  /** What is said of a unit or a record that a condition keeps out, each once. */
  exclusions: string[]
  /** Its share in limits over several rules among them. */
  limits: SideLimit[]
}

const parties = ['seller', 'buyer', 'broker', 'registry', 'holder', 'partner', 'owner', 'listedBy', 'solver', 'party']

/** `contract.id` and `receipt.contractId` are the same contract. */
function scopeOf({ per }: Rule): LimitScope | null {
  const [table, field] = typeof per === 'string' ? per.split('.') : []
  const noun = field === 'id' ? table : field?.replace(/Id$/, '')
  if (noun && parties.includes(noun)) return 'party'
  return limitScopes.find(scope => scope === noun) ?? null
}

/** What is left out under a reading: a condition that another reading asks for says nothing. */
function exclusionsOf(rule: Rule, readingOf: ReadingOf): string[] {
  const conditions = [...rule.who, ...measuresOf(rule).flatMap(([, { where, deduct }]) => [...where, ...deduct])]
  const asked = conditions.filter(({ when }) => !when || readingOf(rule, when.parameter) === when.reading)
  return [...new Set(asked.map(({ why }) => why))]
}

function summedFieldOf({ base, measures }: Rule): string | null {
  const isOne = base?.what === 'sum' && Object.keys(measures).length === 0
  return isOne && typeof base.amount === 'string' ? base.amount : null
}

function growthRateOf({ figure }: Rule): Rate | null {
  const isGrowth =
    typeof figure === 'object' && 'rate' in figure && typeof figure.of === 'object' && 'minus' in figure.of
  return isGrowth ? figure.rate : null
}

export function termsOf({ limits: shared }: Pick<PolicyPack, 'limits'>, rule: Rule, readingOf: ReadingOf): RuleTerms {
  const cap = rule.cap?.amount
  const limits = [...rule.limits, ...shared.filter(({ rules }) => rules.includes(rule.id))]
  const { beneficiary, figure } = rule
  const fixedFen = typeof figure === 'bigint' ? figure : null
  const growthRate = growthRateOf(rule)
  const isPlain = rule.rate !== undefined || growthRate !== null || fixedFen !== null
  return {
    fixedFen,
    growthRate,
    beneficiaryField:
      typeof beneficiary === 'string' ? beneficiary : (beneficiary.readings[readingOf(rule, beneficiary.choose)] ?? ''),
    keyFields: keyFields(rule.per),
    summedField: summedFieldOf(rule),
    capFen: typeof cap === 'bigint' ? cap : null,
    isUnlimited: isPlain && !cap && limits.length === 0,
    scope: scopeOf(rule),
    window: rule.window,
    needsReports: measuresOf(rule).some(([, measure]) => isReported(measure) && measure.missing === undefined),
    exclusions: exclusionsOf(rule, readingOf),
    limits: limits.map(({ id, amount }) => ({ id, amountFen: typeof amount === 'bigint' ? amount : null })),
  }
}

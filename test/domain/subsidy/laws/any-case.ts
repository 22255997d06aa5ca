/** A pack, and facts with grants under it, from a seed. */
import { Refusal } from '#domain/refusal.ts'
import { checkPack } from '#domain/subsidy/check/check-pack.ts'
import { type Facts, parseFacts } from '#domain/subsidy/facts/facts.ts'
import { isYearly, type PolicyPack, policyPackSchema } from '#domain/subsidy/pack/policy-pack.ts'
import { readingsFrom, readPack as readWritten } from '#domain/subsidy/pack/read-pack.ts'
import { valuesIn } from '../naive/figures.ts'
import { widesOf } from '../naive/wide.ts'
import { anyDay, anyFacts, anyFen, type Plain } from './any-facts.ts'
import { anyPack } from './any-pack.ts'
import { type Dice, rollDice } from './dice.ts'
import { isRefused, type NaiveFigure, naiveFigures } from './two-engines.ts'

export interface Case {
  packInput: Plain
  factsInput: Plain
  pack: PolicyPack
  facts: Facts
}

/** Null where the language refuses the pack. */
export function readPack(input: unknown): PolicyPack | null {
  const parsed = policyPackSchema.safeParse(input)
  return parsed.success && checkPack(parsed.data).length === 0 ? parsed.data : null
}

/** Null where the facts are refused. */
export function readFacts(input: unknown): Facts | null {
  try {
    return parseFacts(input)
  } catch (error) {
    if (error instanceof Refusal) return null
    throw error
  }
}

/** A generated pack with generated facts; null for one that the language refuses. */
export function anyCase(seed: number): Case | null {
  const dice = rollDice(seed)
  const packInput = anyPack(dice)
  const pack = readPack(packInput)
  return pack === null ? null : caseOf(dice, packInput, pack)
}

/** Generated facts for a pack that is given. */
export function caseOf(dice: Dice, packInput: Plain, pack: PolicyPack): Case {
  const factsInput = anyFacts(dice, pack.fields)
  factsInput.parameters = Object.fromEntries(
    pack.rules.flatMap(rule =>
      rule.parameters
        .filter(() => dice.once(3))
        .map(({ id, readings }) => [`${rule.id}.${id}`, dice.pick(readings).id]),
    ),
  )
  factsInput.grants = dice.once(2) ? anyGrants(dice, pack, parseFacts(factsInput)) : []
  return { packInput, factsInput, pack, facts: parseFacts(factsInput) }
}

/** Grants for figures that the rules give, some for others; what they name is true. */
function anyGrants(dice: Dice, pack: PolicyPack, facts: Facts): Plain[] {
  const found = naiveFigures(pack, facts)
  const figures = isRefused(found) ? [] : found.filter(({ figure }) => figure.rule.gives !== 'basis')
  const asked = askedFields(pack, facts)
  return dice.some(1, 4, index => {
    const common = { id: `grant${index}`, amountFen: anyFen(dice), grantedOn: anyDay(dice), ...anyPayer(dice) }
    if (figures.length === 0 || dice.once(6)) return { ...common, ...strayGrant(dice, pack, facts) }
    const figure = dice.pick(figures)
    return { ...common, ...grantOf(figure, asked) }
  })
}

const anyPayer = (dice: Dice) => (dice.once(3) ? { payer: dice.pick(['410000', '410100', '410105']) } : {})

/** The fields that a wide limit, an exclusive set or a test of earlier funding asks of a grant. */
function askedFields(pack: PolicyPack, facts: Facts): string[] {
  const wide = widesOf(readWritten(pack, readingsFrom(facts.parameters))).map(({ per }) => per)
  return [...new Set([...wide, 'contract.id', 'project.id'])].filter(per => per.includes('.'))
}

function grantOf({ figure, windowYear }: NaiveFigure, asked: readonly string[]): Plain {
  const keys = asked.flatMap(field => {
    const { values } = valuesIn(figure.group, field)
    return [...values].slice(0, 1).map(value => [field, value] as const)
  })
  return {
    rule: figure.rule.id,
    key: figure.group.key,
    beneficiaryId: figure.beneficiary,
    keys: Object.fromEntries(keys),
    year: windowYear,
  }
}

/** A grant for something else: under another policy, or for a key that may have no figure; now and then one that is refused. */
function strayGrant(dice: Dice, pack: PolicyPack, facts: Facts): Plain {
  const rule = dice.pick(readWritten(pack, readingsFrom(facts.parameters)).rules)
  const key = dice.pick(['con0', 'con1', 'org0', 'org1', 'pro0'])
  const beneficiaryId = dice.pick(['org0', 'org1', 'org2'])
  const keys = { 'contract.id': 'con0', 'contract.sellerId': 'org0', 'contract.buyerId': 'org1', 'project.id': 'pro0' }
  if (dice.once(2)) return { policy: 'elsewhere', rule: 'other', key, beneficiaryId, keys }
  if (rule.gives === 'basis' && !dice.once(12)) return { policy: 'generated', rule: rule.id, key, beneficiaryId, keys }
  const hasYear = isYearly(rule.window) !== dice.once(12)
  return { rule: rule.id, key, beneficiaryId, keys, ...(hasYear ? { year: dice.pick([2021, 2022, 2023]) } : {}) }
}

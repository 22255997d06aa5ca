/** Packs of one to three rules that use every construct of the language; written as a policy officer's YAML would be. */
import type { DeclaredField } from '#domain/subsidy/facts/fact-tables.ts'
import { anyAmountText, anyRate } from './any-condition.ts'
import type { Plain } from './any-facts.ts'
import { anyRule } from './any-rule.ts'
import type { Dice } from './dice.ts'

/** The input of a pack; now and then one that the language refuses. */
export function anyPack(dice: Dice): Plain {
  const declared = dice.once(3) ? anyFields(dice) : []
  const ruleIds = ['a', 'b', 'c'].slice(0, 1 + dice.upTo(3))
  const isYearly = dice.once(2)
  const rules: Plain[] = []
  const yearly: boolean[] = []
  for (const id of ruleIds) {
    const own = dice.once(6) ? !isYearly : isYearly
    yearly.push(own)
    const alike = rules[0] !== undefined && dice.once(2)
    const rule = anyRule({ dice, declared, isYearly: own, ruleIds, earlier: rules }, id)
    rules.push(withoutIdle(alike && rules[0] ? likeFirst(dice, rule, rules[0], own === yearly[0]) : rule))
  }
  const pack: Plain = {
    ...{ format: 'jiebang-policy/1', id: 'generated', version: '1', title: 'generated', issuingBody: 'none' },
    ...{ documentNumber: null, jurisdiction: '410100', status: 'draft', effectiveFrom: null, effectiveTo: null },
    clauses: [{ id: 'c1', number: '1', title: 'one', text: 'one' }],
    fields: declared,
    rules,
  }
  if (ruleIds.length > 1) addSharing(pack, dice, ruleIds, new Set(yearly).size > 1)
  makeBasis(pack, dice)
  return pack
}

/** Now and then a rule from which others compute gives nothing itself. */
function makeBasis(pack: Plain, dice: Dice): void {
  const rules = pack.rules as Plain[]
  const shared = JSON.stringify([pack.together, pack.limits])
  for (const rule of rules) {
    const isAsked = rules.some(other => other !== rule && JSON.stringify(other).includes(`"rule":"${rule.id}"`))
    if (!isAsked || rule.limits || shared.includes(`"${rule.id}"`) || !dice.once(2)) continue
    rule.gives = 'basis'
    for (const name of ['stages', 'uses', 'payers']) delete rule[name]
  }
}

/** The same records and key as the first rule, another figure: such rules meet in exclusive sets and differences. */
function likeFirst(dice: Dice, rule: Plain, first: Plain, isSameYears: boolean): Plain {
  if (!isSameYears) return rule
  const { rate, figure, ...kept } = first
  const base = first.base as Plain
  const counts = base.what === 'count' || typeof base.what === 'object'
  const source = { rate: anyRate(dice), of: { rule: first.id } }
  const own = counts || dice.once(3) ? { figure: dice.once(2) ? source : anyAmountText(dice) } : { rate: anyRate(dice) }
  return {
    ...kept,
    ...own,
    id: rule.id,
    title: rule.id,
    cap: first.gives === 'share_floor' ? undefined : { amount: anyAmountText(dice) },
  }
}

/** Parameters and measures that nothing uses are refused by the language: they go, and then what only they used. */
function withoutIdle(rule: Plain): Plain {
  const { parameters, ...rest } = rule
  const named = new Set(textsIn(rest))
  const used = (parameters as { id: string }[] | undefined)?.filter(({ id }) => named.has(id))
  const measures = Object.entries(rule.measures ?? {}).filter(([name]) => named.has(name))
  const kept: Plain = { ...rest, ...(used && { parameters: used }) }
  if (rule.measures) kept.measures = Object.fromEntries(measures)
  return JSON.stringify(kept).length < JSON.stringify(rule).length ? withoutIdle(kept) : kept
}

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

function anyFields(dice: Dice): DeclaredField[] {
  const fields: DeclaredField[] = [
    { of: 'contracts', name: 'pilot', type: 'yes_no', title: 'pilot' },
    { of: 'payments', name: 'bonus', type: 'money', title: 'bonus' },
    { of: 'organisations', name: 'staff', type: 'number', title: 'staff' },
    { of: 'projects', name: 'marks', type: 'texts', title: 'marks' },
    { of: 'contracts', name: 'zone', type: 'region', title: 'zone' },
    { of: 'receipts', name: 'note', type: 'text', title: 'note' },
    { of: 'contracts', name: 'checkedOn', type: 'day', title: 'checked' },
  ]
  return fields.filter(() => dice.once(2))
}

/** As the base of a rule sees its records: the table, and which day puts one in which year. */
const sightOf = (rule: Plain | undefined) => {
  const base = rule?.base as Plain | undefined
  return { table: base?.of, window: JSON.stringify(rule?.window) }
}

/** Rules that see the same records in different years are refused in one set; now and then they are tried. */
function isLikely({ rules, rule, less }: Plain, pack: Plain, dice: Dice): boolean {
  const named = (rules ?? [rule, less]) as string[]
  const sights = named.map(name => sightOf((pack.rules as Plain[]).find(({ id }) => id === name)))
  return sights.every(a => sights.every(b => a.table !== b.table || a.window === b.window)) || dice.once(12)
}

function addSharing(pack: Plain, dice: Dice, ruleIds: string[], isMixed: boolean): void {
  const per = () =>
    dice.pick(['beneficiary', 'beneficiary', 'contract.id', 'contract.sellerId', 'contract.buyerId', 'project.id'])
  const pair = () => dice.shuffle(ruleIds).slice(0, 2 + dice.upTo(ruleIds.length - 1))
  pack.together = isMixed
    ? []
    : dice
        .some(0, 2, index => {
          const rules = pair()
          return dice.once(2)
            ? { id: `t${index}`, kind: 'exclusive', rules, per: per(), take: dice.pick(['higher', 'first']) }
            : { id: `t${index}`, kind: 'difference', rule: rules[0], less: rules[1], per: per() }
        })
        .filter(one => isLikely(one, pack, dice))
  if (dice.once(2)) return
  const over = isMixed || dice.once(3) ? { over: 'life' } : {}
  const short = dice.once(3) ? { short: 'pro_rata' } : {}
  pack.limits = [
    { id: 'shared', rules: pair(), per: dice.once(3) ? 'all' : per(), amount: anyAmountText(dice), ...over, ...short },
  ]
}

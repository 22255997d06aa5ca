/** Windows and measures of the records that a rule computes from. */
import { type DeclaredField, entityOfBase, type FactBase, factTables } from '#domain/subsidy/facts/fact-tables.ts'
import { anyAmountText, anyConditions, anyRate } from './any-condition.ts'
import { anyDay, type Plain } from './any-facts.ts'
import type { Dice } from './dice.ts'

export const contractTables = ['contracts', 'payments', 'receipts', 'invoices', 'equity'] as const

export interface RulePlace {
  dice: Dice
  declared: readonly DeclaredField[]
  isYearly: boolean
  ruleIds: readonly string[]
  earlier: readonly Plain[]
}

const monthDays = ['01-01', '12-31', '10-31', '11-01', '06-15']

export function anyWindow(dice: Dice, table: FactBase, isYearly: boolean): Plain {
  const entity = entityOfBase[table]
  const own = Object.entries(factTables[table]).flatMap(([name, field]) =>
    field.type === 'day' && (field.isRequired || table === 'contracts') ? [`${entity}.${name}`] : [],
  )
  const usual = table === 'contracts' ? ['contract.registeredOn', 'contract.registeredOn', 'contract.signedOn'] : own
  const isOfContract = contractTables.some(one => one === table)
  const date = dice.pick(isOfContract && dice.once(4) ? ['contract.registeredOn', 'contract.signedOn'] : usual)
  if (!isYearly) {
    if (dice.once(2)) return { kind: 'whole_life', date }
    const days = [anyDay(dice), anyDay(dice)].sort()
    return { kind: 'range', date, ...(dice.once(4) ? {} : { from: days[0] }), ...(dice.once(4) ? {} : { to: days[1] }) }
  }
  if (!dice.once(3))
    return { kind: 'calendar_year', date, ...(dice.once(2) ? {} : { yearOffset: dice.pick([-1, 0, 1]) }) }
  const days = [dice.pick(monthDays), dice.pick(monthDays)].sort()
  return dice.once(2)
    ? { kind: 'yearly', date, from: { day: days[1], yearOffset: -1 }, to: { day: days[0] } }
    : { kind: 'yearly', date, from: { day: days[0] }, to: { day: days[1] } }
}

/** A sum is of the record's own amounts; the highest and the lowest may be of its contract's. */
function anyRecordAmount(place: RulePlace, table: FactBase, hasParameter: boolean, isSum: boolean): unknown {
  const { dice, declared } = place
  const entity = entityOfBase[table]
  const own = Object.entries(factTables[table]).flatMap(([name, { type }]) =>
    type === 'money' ? [`${entity}.${name}`] : [],
  )
  const more = declared
    .filter(({ of, type }) => of === table && type === 'money')
    .map(({ name }) => `${entity}.more.${name}`)
  const isOfContract = contractTables.some(one => one === table)
  const all = [
    ...own,
    ...own,
    ...more,
    ...(isOfContract && !isSum ? ['contract.contractAmountFen', 'contract.technologyAmountFen'] : []),
  ]
  const field = () => dice.pick(all)
  const kind = all.length > 0 ? dice.upTo(12) : dice.once(3) ? 0 : 5
  if (kind === 0) return anyAmountText(dice)
  if (kind === 1) return { least_of: [field(), field()] }
  if (kind === 2) return { greatest_of: [field(), field()] }
  if (kind === 3) return { rate: anyRate(dice), of: field() }
  if (kind === 4 && hasParameter) return { choose: 'p', readings: { r1: field(), r2: field() } }
  if (kind === 5 || (table === 'evidence' && !dice.once(4))) {
    const by = table === 'evidence' || table === 'awards' ? `${entity}.level` : 'contract.type'
    const words = by === 'contract.type' ? ['development', 'transfer', 'service'] : ['national', 'provincial']
    const rates = Object.fromEntries(words.map(word => [word, anyRate(dice)]))
    if (all.length > 0 && dice.once(3)) return { by, rates, of: field() }
    return { by, amounts: Object.fromEntries(words.map(word => [word, anyAmountText(dice)])) }
  }
  return field()
}

export interface MeasureWish {
  table: FactBase
  counts: boolean
  hasParameter: boolean
  /** Fields that stand for the key of the rule where its records have others. */
  per?: string
  window?: Plain
}

export function anyMeasure(place: RulePlace, { table, counts, hasParameter, per, window }: MeasureWish): Plain {
  const { dice } = place
  const entity = entityOfBase[table]
  const about = { dice, table, declared: place.declared, side: 'record' as const, ruleIds: place.ruleIds }
  const measure: Plain = { of: table }
  const number = { figures: 'figure.number', contracts: 'contract.licenceYears' }[table as string]
  if (counts && number && dice.once(3)) {
    measure.amount = number
    if (dice.once(2)) measure.what = dice.pick(['highest', 'lowest'])
  } else if (counts)
    measure.what = dice.once(2)
      ? 'count'
      : { distinct: dice.pick([`${entity}.id`, 'contract.type', 'contract.buyerId', 'seller.regionCode']) }
  else {
    if (dice.once(4)) measure.what = dice.pick(['sum', 'highest', 'lowest'])
    measure.amount = anyRecordAmount(place, table, hasParameter, (measure.what ?? 'sum') === 'sum')
  }
  if (table === 'figures' && measure.amount !== undefined && dice.once(3)) measure.missing = 'zero'
  if (per) measure.per = per
  if (window) measure.window = window
  if (dice.once(3)) measure.where = anyConditions(about, 2, hasParameter)
  const ended = { contracts: 'deregisteredOn', payments: 'reversedOn', receipts: 'reversedOn', invoices: 'voidedOn' }[
    table as string
  ]
  if (ended && dice.once(3)) measure.deduct = [{ field: `${entity}.${ended}`, reached: true, why: 'ended' }]
  else if (dice.once(12)) measure.deduct = anyConditions(about, 2, hasParameter)
  return measure
}

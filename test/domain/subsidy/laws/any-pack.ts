/** Packs of one to three rules that use every construct of the language; written as a policy officer's YAML would be. */
import { type DeclaredField, entityOfBase, type FactBase, factTables } from '#domain/subsidy/fact-tables.ts'
import { type AmountPlace, anyAmount, anyRequirement } from './any-amount.ts'
import { anyAmountText, anyConditions, anyRate, anySpan } from './any-condition.ts'
import { anyDay, anyFen, type Plain } from './any-facts.ts'
import type { Dice } from './dice.ts'

interface Family {
  tables: readonly FactBase[]
  keys: readonly (readonly [per: string | readonly string[], ...beneficiaries: string[]])[]
  shared: readonly string[]
}

const contractTables = ['contracts', 'payments', 'receipts', 'invoices', 'equity'] as const
const ofContracts: Family = {
  tables: contractTables,
  keys: [
    ['contract.id', 'contract.sellerId', 'contract.buyerId'],
    ['contract.id', 'contract.sellerId', 'contract.buyerId'],
    ['contract.sellerId', 'contract.sellerId'],
    ['contract.sellerId', 'contract.sellerId'],
    ['contract.buyerId', 'contract.buyerId'],
    ['contract.registryId', 'contract.registryId'],
    ['contract.managerId', 'contract.managerId'],
    ['project.id', 'project.listedById', 'project.solverId'],
    ['contract.achievementId', 'achievement.ownerId'],
    [['contract.sellerId', 'contract.type'], 'contract.sellerId'],
    ['seller.groupId', 'contract.sellerId'],
  ],
  shared: [
    'contract.id',
    'contract.buyerId',
    'contract.sellerId',
    'contract.registryId',
    'contract.achievementId',
    'project.id',
    'seller.regionCode',
  ],
}
const ofIncomes: Family = {
  tables: ['incomes'],
  keys: [
    ['income.transferId', 'income.teamId'],
    ['income.teamId', 'income.teamId'],
  ],
  shared: ['income.teamId', 'income.contractId'],
}
const ofHolders: readonly Family[] = (['agreements', 'figures', 'evidence', 'awards'] as const).map(table => ({
  tables: [table],
  keys: [[`${entityOfBase[table]}.holderId`, `${entityOfBase[table]}.holderId`]],
  shared: [`${entityOfBase[table]}.holderId`, 'contract.id'],
}))

interface RulePlace {
  dice: Dice
  declared: readonly DeclaredField[]
  isYearly: boolean
  ruleIds: readonly string[]
  earlier: readonly Plain[]
}

const monthDays = ['01-01', '12-31', '10-31', '11-01', '06-15']

function anyWindow(dice: Dice, table: FactBase, isYearly: boolean): Plain {
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

function anyRecordAmount(place: RulePlace, table: FactBase, hasParameter: boolean): unknown {
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
    ...(isOfContract ? ['contract.contractAmountFen', 'contract.technologyAmountFen'] : []),
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

interface MeasureWish {
  table: FactBase
  counts: boolean
  hasParameter: boolean
  /** Fields that stand for the key of the rule where its records have others. */
  per?: string
  window?: Plain
}

function anyMeasure(place: RulePlace, { table, counts, hasParameter, per, window }: MeasureWish): Plain {
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
    measure.amount = anyRecordAmount(place, table, hasParameter)
  }
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

function anyRule(place: RulePlace, id: string): Plain {
  const { dice, isYearly } = place
  const kind = dice.upTo(10)
  const family = kind === 0 ? ofIncomes : kind <= 2 ? dice.pick(ofHolders) : ofContracts
  const [per, ...beneficiaries] = dice.pick(family.keys)
  const table = dice.pick(family.tables)
  const hasParameter = dice.once(3)
  const rule: Plain = {
    id,
    title: id,
    clause: 'c1',
    gives: dice.pick(['ceiling', 'ceiling', 'exactly', 'at_least']),
    per,
  }
  rule.beneficiary =
    hasParameter && beneficiaries.length > 1 && dice.once(2)
      ? { choose: 'p', readings: { r1: beneficiaries[0], r2: beneficiaries[1] } }
      : dice.pick(beneficiaries)
  rule.window = anyWindow(dice, table, isYearly)
  if (hasParameter) rule.parameters = [anyParameter]
  const names = { money: [] as string[], numbers: [] as string[] }
  const measures: Plain = {}
  const addMeasure = (name: string, wish: Omit<MeasureWish, 'hasParameter'>) => {
    const measure = anyMeasure(place, { ...wish, hasParameter })
    if (name === 'base') rule.base = measure
    else measures[name] = measure
    names[wish.counts ? 'numbers' : 'money'].push(name)
  }
  addMeasure('base', { table, counts: dice.once(10) })
  for (const name of ['turnover', 'number'].filter(() => dice.once(2)))
    addMeasure(name, { ...otherMeasure(place, family, per, rule), counts: name === 'number' })
  if (Object.keys(measures).length > 0) rule.measures = measures
  const amounts: AmountPlace = { dice, ...names, hasParameter, sources: sourcesFor(place, rule) }
  addFigure(rule, amounts)
  addLimits(rule, amounts, family)
  addTerms(rule, place, amounts, table)
  return rule
}

const anyParameter = {
  id: 'p',
  question: 'Which?',
  default: 'r1',
  readings: [
    { id: 'r1', text: 'one' },
    { id: 'r2', text: 'the other' },
  ],
}

/** A measure beside the base: of the same key, from another table, with its own window where dates differ. */
function otherMeasure({ dice, isYearly }: RulePlace, family: Family, per: unknown, rule: Plain) {
  const isOfParty = per === 'contract.sellerId' || per === 'contract.buyerId'
  if (isOfParty && dice.once(2)) {
    const table = dice.pick(['figures', 'awards', 'agreements'] as const)
    return { table, per: `${entityOfBase[table]}.holderId`, window: anyWindow(dice, table, isYearly && !dice.once(6)) }
  }
  const table = dice.pick(family.tables)
  const isSame = (rule.base as Plain).of === table
  if (isSame && !dice.once(3)) return { table }
  return { table, window: anyWindow(dice, table, dice.once(12) ? !isYearly : isYearly) }
}

function sourcesFor({ earlier }: RulePlace, rule: Plain): Plain[] {
  return earlier.flatMap(source => {
    const isSame = JSON.stringify(source.per) === JSON.stringify(rule.per)
    return [{ rule: source.id, match: 'beneficiary' }, ...(isSame ? [{ rule: source.id }] : [])]
  })
}

function addFigure(rule: Plain, amounts: AmountPlace): void {
  const { dice, money } = amounts
  if (money.includes('base') && dice.once(3)) rule.rate = anyRate(dice)
  else rule.figure = anyAmount(amounts, 'money', 2)
  if (dice.once(12)) rule.overBase = true
  if (dice.once(4)) rule.requires = dice.some(1, 2, () => anyRequirement(amounts, 1))
  if (dice.once(2)) rule.rounding = dice.pick(['down', 'up', 'half_up'])
  if (dice.once(5)) rule.roundTo = dice.pick(['1元', '100元', '1万元', '0.03元'])
  if (dice.once(25)) {
    rule.gives = 'share_floor'
    return
  }
  if (dice.once(2)) rule.cap = { amount: dice.once(3) ? anyAmount(amounts, 'money', 1) : anyAmountText(dice) }
  if (dice.once(5))
    rule.minimum = { amount: dice.pick(['100元', '5000元', '1万元']), below: dice.pick(['nothing', 'raised']) }
}

function addLimits(rule: Plain, amounts: AmountPlace, family: Family): void {
  const { dice, hasParameter } = amounts
  if (rule.gives === 'share_floor' || dice.once(2)) return
  rule.limits = dice.some(1, 3, index => {
    const limit: Plain = { id: `limit${index}` }
    const kind = dice.upTo(5)
    if (kind > 0)
      limit.per =
        kind === 1
          ? 'all'
          : kind === 2
            ? 'beneficiary'
            : kind === 3 && typeof rule.per === 'string'
              ? rule.per
              : dice.pick(family.shared)
    if (dice.once(3)) limit.over = dice.pick(['life', 'year'])
    if (dice.once(3)) limit.short = dice.pick(['pro_rata', 'in_order'])
    limit.amount =
      hasParameter && dice.once(3)
        ? { choose: 'p', readings: { r1: anyAmountText(dice), r2: anyAmountText(dice) } }
        : anyAmountText(dice)
    return limit
  })
}

function addTerms(rule: Plain, place: RulePlace, amounts: AmountPlace, table: FactBase): void {
  const { dice } = place
  const about = { dice, table, declared: place.declared, ruleIds: place.ruleIds }
  if (dice.once(3)) rule.who = anyConditions({ ...about, side: 'beneficiary' }, 2, amounts.hasParameter)
  if (dice.once(6))
    rule.stages = [
      ...dice.some(1, 2, index => anyStage(place, amounts, table, index)),
      { ...anyDue(place, table), id: 'rest', title: 'rest' },
    ]
  if (dice.once(10))
    rule.uses = [{ id: 'people', text: 'people', purpose: 'people', atLeast: anyRate(dice), within: { months: 24 } }]
  if (dice.once(8))
    rule.payers = [
      { payer: 'province', all: true, where: [{ field: 'beneficiary.regionCode', within: '410100', why: 'in it' }] },
      { payer: 'city', share: { value: '33.3', unit: 'percent' } },
      { payer: 'county', rest: true },
    ]
}

/**
 * Not written: `contract.*` under `due` beside a base of contracts. Where no contract is in the window and the first
 * record is an award of a contract, the engine does not look that contract's field up, the naive evaluator does.
 */
function anyDue({ dice }: RulePlace, table: FactBase): Plain {
  if (dice.once(3)) return {}
  const isOfContract = table !== 'contracts' && contractTables.some(one => one === table)
  const fields = isOfContract ? ['project.acceptedOn', 'contract.acceptedOn'] : ['project.acceptedOn']
  return { due: { field: dice.pick(fields), reached: true, why: 'not accepted' } }
}

function anyStage(place: RulePlace, amounts: AmountPlace, table: FactBase, index: number): Plain {
  const { dice } = place
  const gift = dice.once(2) ? { share: { value: '30', unit: 'percent' } } : { amount: anyAmount(amounts, 'money', 1) }
  return { id: `stage${index}`, title: 'stage', ...gift, ...(dice.once(2) ? anyDue(place, table) : {}) }
}

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
    rules.push(alike && rules[0] ? likeFirst(dice, rule, rules[0], own === yearly[0]) : rule)
  }
  const pack: Plain = {
    ...{ format: 'jiebang-policy/1', id: 'generated', version: '1', title: 'generated', issuingBody: 'none' },
    ...{ documentNumber: null, jurisdiction: '410100', status: 'draft', effectiveFrom: null, effectiveTo: null },
    clauses: [{ id: 'c1', number: '1', title: 'one', text: 'one' }],
    fields: declared,
    rules,
  }
  if (ruleIds.length > 1) addSharing(pack, dice, ruleIds, new Set(yearly).size > 1)
  return pack
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

function addSharing(pack: Plain, dice: Dice, ruleIds: string[], isMixed: boolean): void {
  const per = () =>
    dice.pick(['beneficiary', 'beneficiary', 'contract.id', 'contract.sellerId', 'contract.buyerId', 'project.id'])
  const pair = () => dice.shuffle(ruleIds).slice(0, 2 + dice.upTo(ruleIds.length - 1))
  pack.together = isMixed
    ? []
    : dice.some(0, 2, index => {
        const rules = pair()
        return dice.once(2)
          ? { id: `t${index}`, kind: 'exclusive', rules, per: per(), take: dice.pick(['higher', 'first']) }
          : { id: `t${index}`, kind: 'difference', rule: rules[0], less: rules[1], per: per() }
      })
  if (dice.once(2)) return
  const over = isMixed || dice.once(3) ? { over: 'life' } : {}
  const short = dice.once(3) ? { short: 'pro_rata' } : {}
  pack.limits = [
    { id: 'shared', rules: pair(), per: dice.once(3) ? 'all' : per(), amount: anyAmountText(dice), ...over, ...short },
  ]
}

export { anyFen, anySpan }

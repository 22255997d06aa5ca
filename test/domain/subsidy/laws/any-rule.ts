/** One rule: which records, for whom, what it gives, limits and terms. */
import { entityOfBase, type FactBase } from '#domain/subsidy/facts/fact-tables.ts'
import { type AmountPlace, anyAmount, anyRequirement } from './any-amount.ts'
import { anyAmountText, anyConditions, anyRate } from './any-condition.ts'
import type { Plain } from './any-facts.ts'
import { anyMeasure, anyWindow, contractTables, type MeasureWish, type RulePlace } from './any-measure.ts'

interface Family {
  tables: readonly FactBase[]
  keys: readonly (readonly [per: string | readonly string[], ...beneficiaries: string[]])[]
  shared: readonly string[]
}

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

export function anyRule(place: RulePlace, id: string): Plain {
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

function sourcesFor({ earlier, dice }: RulePlace, rule: Plain): Plain[] {
  return earlier.flatMap(source => {
    const isSame = JSON.stringify(source.per) === JSON.stringify(rule.per)
    const fields = ['contract.id', 'contract.sellerId', 'contract.buyerId', 'contract.managerId', 'project.id']
    return [
      { rule: source.id, match: 'beneficiary' },
      { rule: source.id, match: dice.pick(fields) },
      ...(isSame ? [{ rule: source.id }] : []),
    ]
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
    // Nothing is shared by what has the key of the rule.
    const isOwn = limit.over !== 'life' && (limit.per === undefined || limit.per === rule.per)
    if (!isOwn && dice.once(3)) limit.short = dice.pick(['pro_rata', 'in_order'])
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
      { payer: '410000', all: true, where: [{ field: 'beneficiary.regionCode', within: '410100', why: 'in it' }] },
      { payer: '410100', share: { value: '33.3', unit: 'percent' } },
      { payer: '410105', rest: true },
    ]
}

function anyDue({ dice }: RulePlace, table: FactBase): Plain {
  if (dice.once(3)) return {}
  const isOfContract = contractTables.some(one => one === table)
  const fields = isOfContract ? ['project.acceptedOn', 'contract.acceptedOn'] : ['project.acceptedOn']
  return { due: { field: dice.pick(fields), reached: true, why: 'not accepted' } }
}

function anyStage(place: RulePlace, amounts: AmountPlace, table: FactBase, index: number): Plain {
  const { dice } = place
  const gift = dice.once(2) ? { share: { value: '30', unit: 'percent' } } : { amount: anyAmount(amounts, 'money', 1) }
  return { id: `stage${index}`, title: 'stage', ...gift, ...(dice.once(2) ? anyDue(place, table) : {}) }
}

/**
 * The least facts on which a rule gives something: one unit of each kind, one contract, one record for each measure,
 * dated in its window, with every condition of the rule met where that can be done. What cannot be met shows in the
 * trace of the evaluation, which is the rule's own; nothing is decided here. Amounts in 分, days as YYYY-MM-DD.
 */
import { dayOfEdge } from '../evaluate/day-arithmetic.ts'
import type { FactTable, RecordTable } from '../facts/fact-fields.ts'
import { entityOfBase, factTables, fieldsOf, tableNames } from '../facts/fact-tables.ts'
import type { FactsInput } from '../facts/facts.ts'
import { type Amount, innerAmounts } from '../pack/pack-amount.ts'
import type { Condition } from '../pack/pack-condition.ts'
import {
  type FieldRef,
  figureOf,
  keyFields,
  type Measure,
  measuresOf,
  type ReadPack,
  type Rule,
  type Window,
} from '../pack/policy-pack.ts'
import { type ExamplePlace, type ExampleRecord, readField, satisfy, writeField } from './example-conditions.ts'

export interface Example {
  amountFen: bigint
  /** Records of a measure that counts. */
  count: number
  /** What a measure that goes by a word (level of a recognition) finds. */
  word: string | null
}

interface World {
  pack: ReadPack
  rule: Rule
  year: number
  example: Example
  tables: Map<FactTable, ExampleRecord[]>
  grants: NonNullable<FactsInput['grants']>[number][]
}

const parties = {
  sellerId: 'seller',
  buyerId: 'buyer',
  brokerId: 'broker',
  registryId: 'registry',
  managerId: 'manager',
}

/** The words that a measure goes by: levels of a recognition with their amounts, kinds with their rates. */
export function wordsOf({ amount }: Measure): string[] {
  if (typeof amount !== 'object' || !('by' in amount)) return []
  return Object.keys('amounts' in amount ? amount.amounts : amount.rates)
}

/** Facts for one rule of a pack in a year of application. */
export function exampleFacts(pack: ReadPack, rule: Rule, example: Example, year: number): FactsInput {
  const world: World = { pack, rule, year, example, tables: new Map(tableNames.map(name => [name, []])), grants: [] }
  addParties(world)
  const subtracted = subtractedIn(figureOf(rule))
  for (const [name, measure] of measuresOf(rule)) {
    const isCounted = measure.what === 'count' || typeof measure.what === 'object'
    const amountFen = subtracted.includes(name) ? 0n : example.amountFen
    const own = { ...world, example: { ...example, amountFen } }
    for (let at = 0; at < (isCounted ? example.count : 1); at++) addMeasured(own, measure, at)
  }
  addSummed(world)
  const tables = Object.fromEntries(world.tables)
  return { asOf: `${year + 1}-12-31`, year, ...tables, grants: world.grants } as unknown as FactsInput
}

/** Measures that are taken off others (last year's amount): they are 0, so that the difference is the amount shown. */
function subtractedIn(amount: Amount): string[] {
  const taken = typeof amount === 'object' && 'minus' in amount ? amount.minus[1] : null
  const inner = innerAmounts(amount).flatMap(([, part]) => subtractedIn(part))
  return typeof taken === 'string' ? [taken, ...inner] : inner
}

function add(world: World, table: FactTable, record: ExampleRecord): ExampleRecord {
  const made = { ...record }
  world.tables.get(table)?.push(made)
  return made
}

function find(world: World, table: FactTable, id: unknown): ExampleRecord | undefined {
  return world.tables.get(table)?.find(record => record.id === id)
}

function addParties(world: World): void {
  const regionCode = world.pack.jurisdiction
  const kinds = { seller: 'enterprise', buyer: 'enterprise', broker: 'broker_agency', registry: 'registry' }
  for (const [id, kind] of Object.entries(kinds)) add(world, 'organisations', { id, kind, regionCode })
  add(world, 'persons', { id: 'manager', organisationId: 'seller', regionCode })
  add(world, 'achievements', { id: 'achievement', ownerId: 'seller' })
  const project = { id: 'project', listedById: 'buyer', solverId: 'seller', achievementId: 'achievement' }
  add(world, 'projects', project)
}

function defaultOf(rule: Rule, ref: FieldRef): string {
  if (typeof ref === 'string') return ref
  const reading = rule.parameters.find(({ id }) => id === ref.choose)?.default ?? ''
  return ref.readings[reading] ?? ''
}

/** The unit or person that the figure is for, as far as the contract names it. */
function holderOf({ rule }: World): string {
  const named = [...keyFields(rule.per), defaultOf(rule, rule.beneficiary)]
  const party = named
    .map(field => field.split('.')[1] ?? '')
    .find((name): name is keyof typeof parties => name in parties)
  return party ? parties[party] : 'seller'
}

/** One contract for all measures of a rule that is figured per contract; otherwise each record its own. */
function contractFor(world: World): ExampleRecord {
  const contracts = world.tables.get('contracts') ?? []
  const shared = contracts[0]
  if (shared && keyFields(world.rule.per).includes('contract.id')) return shared
  const { amountFen } = world.example
  const links = { projectId: 'project', achievementId: 'achievement', ...parties }
  const amounts = { contractAmountFen: amountFen, technologyAmountFen: amountFen }
  return add(world, 'contracts', { id: `contract-${contracts.length + 1}`, type: 'development', ...links, ...amounts })
}

function addMeasured(world: World, measure: Measure, at: number): void {
  const { rule } = world
  const contract = contractFor(world)
  const record = measure.of === 'contracts' ? contract : addRecord(world, measure.of, contract)
  const place = placeOf(world, measure, record, contract)
  const window = measure.window ?? rule.window
  writeField(place, window.date, dayIn(window, world.year))
  if (typeof measure.amount === 'object' && 'by' in measure.amount)
    writeField(place, measure.amount.by, world.example.word ?? wordsOf(measure)[0])
  if (typeof measure.what === 'object' && at > 0) giveAnother(world, place, measure.what.distinct, at)
  const conditions = [...rule.who, ...measure.where, ...rule.stages.flatMap(({ due }) => due ?? [])]
  for (const condition of conditions) if (applies(rule, condition)) satisfy(place, condition)
  for (const condition of measure.deduct) if (applies(rule, condition)) satisfy(place, condition, false)
}

function applies(rule: Rule, { when }: Condition): boolean {
  if (!when) return true
  return rule.parameters.find(({ id }) => id === when.parameter)?.default === when.reading
}

/** A record of its table on the contract, with everything that the table requires. */
function addRecord(world: World, table: RecordTable, contract: ExampleRecord): ExampleRecord {
  const { amountFen } = world.example
  const record: ExampleRecord = { id: `${table}-${(world.tables.get(table)?.length ?? 0) + 1}` }
  for (const [name, field] of Object.entries(factTables[table])) {
    if (field.type === 'money') record[name] = amountFen
    else if (name === 'contractId') record[name] = contract.id
    else if (name === 'projectId') record[name] = 'project'
    else if (name === 'achievementId') record[name] = 'achievement'
    else if (name === 'holderId') record[name] = holderOf(world)
    else if (!field.isRequired || name === 'id') continue
    else if (field.type === 'day') record[name] = `${world.year}-06-30`
    else record[name] = 'x'
  }
  return add(world, table, record)
}

function placeOf(world: World, measure: Measure, record: ExampleRecord, contract: ExampleRecord): ExamplePlace {
  const known = fieldsOf(measure.of, world.pack.fields)
  const party = (id: unknown) => find(world, 'organisations', id) ?? find(world, 'persons', id)
  const place: ExamplePlace = {
    year: world.year,
    fieldOf: field => known.get(field),
    recordOf: entity => {
      if (entity === entityOfBase[measure.of]) return record
      if (entity === 'contract') return contract
      if (entity === 'project') return find(world, 'projects', 'project')
      if (entity === 'achievement') return find(world, 'achievements', 'achievement')
      if (entity === 'holder' || entity === 'partner') return party(record[`${entity}Id`])
      if (entity === 'beneficiary') return party(readField(place, defaultOf(world.rule, world.rule.beneficiary)))
      return party(contract[`${entity}Id`])
    },
    addEvidence: (holderId, { kind, levels, results, yearOffset }) => {
      const evidence = { holderId, kind, level: levels?.[0], result: results?.[0] }
      const id = `evidence-${(world.tables.get('evidence')?.length ?? 0) + 1}`
      add(world, 'evidence', { id, ...evidence, grantedOn: `${world.year + (yearOffset ?? 0)}-01-10` })
    },
    addGrant: (key, under) => {
      const id = `grant-${world.grants.length + 1}`
      world.grants.push({ id, policy: under, rule: under, key, amountFen: 1n, grantedOn: `${world.year}-01-10` })
    },
  }
  return place
}

/** A day in the window of the year of application. */
function dayIn(window: Window, year: number): string {
  switch (window.kind) {
    case 'whole_life':
      return `${year}-06-30`
    case 'calendar_year':
      return `${year + window.yearOffset}-06-30`
    case 'yearly':
      return dayOfEdge(window.from, year)
    case 'range':
      return window.from ?? window.to ?? `${year}-06-30`
  }
}

/** Another value of a field whose different values are counted. */
function giveAnother(world: World, place: ExamplePlace, field: string, at: number): void {
  const known = place.fieldOf(field)
  if (!known || known.property === 'id') return
  if (known.to !== undefined) giveAnotherRecord(world, place, field, at)
  else writeField(place, field, known.type === 'day' ? `${world.year}-06-${10 + at}` : `x${at}`)
}

function giveAnotherRecord(world: World, place: ExamplePlace, field: string, at: number): void {
  const to = place.fieldOf(field)?.to ?? 'party'
  const table = to === 'party' ? 'organisations' : to
  const model = find(world, table, readField(place, field))
  if (!model) return
  const id = `${String(model.id)}-${at + 1}`
  if (!find(world, table, id)) add(world, table, { ...model, id })
  writeField(place, field, id)
}

/** Payments, receipts … that a field of the contract sums, where no measure has made any. */
function addSummed(world: World): void {
  const asked = JSON.stringify(world.rule, (_key, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  )
  const measured = measuresOf(world.rule).map(([, { of }]) => of)
  for (const [name, { sumOf }] of Object.entries(factTables.contracts))
    if (sumOf && asked.includes(`contract.${name}`) && !measured.includes(sumOf.table))
      for (const contract of world.tables.get('contracts') ?? []) addRecord(world, sumOf.table, contract)
}

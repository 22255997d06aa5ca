/**
 * Facts that a bureau keeps ("政策事实"): what rules ask for and no verb of the house records. The fields are those of the
 * dictionary; of a noun that the register knows (a unit, a contract, a project) only what the register does not know.
 */
import type { FactField, NounTable } from './fact-fields.ts'
import { factTables } from './fact-tables.ts'

/** Nouns of the register: their fact is an attribute, and names whose it is under `id`. */
const attributes = {
  organisations: ['size', 'groupId', 'foundedOn', 'tags'],
  projects: ['achievementId', 'startedOn', 'acceptedOn', 'terminatedOn', 'tags'],
  contracts: [
    'brokerId',
    'managerId',
    'achievementId',
    'acceptedOn',
    'ipKinds',
    'licenceKind',
    'licenceYears',
    'isAffiliated',
    'tags',
  ],
} as const
export type AttributeTable = keyof typeof attributes
export const attributeTables = Object.keys(attributes) as AttributeTable[]

/** Nouns that are nowhere else: people who broker contracts, achievements by their registration. */
export const keptNouns = ['persons', 'achievements'] as const
/** Records that are nowhere else. */
export const keptBases = ['equity', 'incomes', 'agreements', 'figures', 'evidence', 'awards'] as const

export const keptTables = [...attributeTables, ...keptNouns, ...keptBases] as const
export type KeptTable = (typeof keptTables)[number]

export function isAttributeTable(table: string): table is AttributeTable {
  return table in attributes
}

export type KeptField = Omit<FactField, 'isRequired'> & { name: string; isRequired: boolean }

/** What the dictionary cannot say of a field that is kept: whose a noun is, and that a team is a unit here. */
const own: Partial<Record<string, { to?: NounTable; isRequired?: true }>> = {
  'persons.name': { isRequired: true },
  'persons.organisationId': { isRequired: true },
  'achievements.name': { isRequired: true },
  'achievements.ownerId': { isRequired: true },
  'incomes.teamId': { to: 'organisations' },
}

/** Set by the house: the record's own id, the document that proves it. */
const setByHouse = new Set(['id', 'evidenceId'])

/** The fields of a table that a bureau gives, whose it is first. */
export function keptFieldsOf(table: KeptTable): readonly KeptField[] {
  const fields: Readonly<Record<string, FactField>> = factTables[table]
  const names = isAttributeTable(table) ? attributes[table] : Object.keys(fields).filter(name => !setByHouse.has(name))
  const given = names.flatMap(name => {
    const field = fields[name]
    if (!field || field.sumOf) return []
    return [{ isRequired: false, ...field, ...own[`${table}.${name}`], name }]
  })
  if (!isAttributeTable(table)) return given
  return [{ type: 'id', name: 'id', title: nounTitles[table], isRequired: true, to: table }, ...given]
}

const nounTitles: Readonly<Record<AttributeTable, string>> = {
  organisations: '单位',
  projects: '项目',
  contracts: '合同',
}

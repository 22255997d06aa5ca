/**
 * The dictionary of facts: which tables a rule can compute from, which fields they have, and what each record hangs on.
 * Reading, validation, the evaluator's access and the editor's menus all come from here.
 */
import {
  type FactField,
  type FactTable,
  type Fields,
  nouns,
  type RecordTable,
  records,
  type ValueType,
} from './fact-fields.ts'

/** Tables that a measure can be taken of. */
export const factBases = ['contracts', ...(Object.keys(records) as RecordTable[])] as const
export type FactBase = (typeof factBases)[number]

const tables = { ...nouns, ...records }
export const factTables: Readonly<Record<FactTable, Fields>> = tables
export const tableNames = Object.keys(factTables) as FactTable[]

/** How a record of a base is called in a field: `payment.paidOn`. */
export const entityOfBase: Readonly<Record<FactBase, string>> = {
  contracts: 'contract',
  payments: 'payment',
  receipts: 'receipt',
  invoices: 'invoice',
  equity: 'equity',
  incomes: 'income',
  agreements: 'agreement',
  figures: 'figure',
  evidence: 'evidence',
  awards: 'award',
}

/** The day on which a record came to be: what is dated later than the evaluation is not known yet. */
export const dayOfBase: Readonly<Record<FactBase, string | null>> = {
  contracts: null,
  payments: 'paidOn',
  receipts: 'receivedOn',
  invoices: 'invoicedOn',
  equity: 'paidInOn',
  incomes: 'receivedOn',
  agreements: 'signedOn',
  figures: 'occurredOn',
  evidence: 'grantedOn',
  awards: 'grantedOn',
}

/** What hangs on a contract, and on any record that names one. */
const contractLinks = {
  project: ['projects', 'projectId'],
  achievement: ['achievements', 'achievementId'],
  seller: ['party', 'sellerId'],
  buyer: ['party', 'buyerId'],
  broker: ['party', 'brokerId'],
  registry: ['party', 'registryId'],
  manager: ['party', 'managerId'],
} as const

/** Entities that a record of a base reaches, with the table each is in. `beneficiary` is whoever the figure is for. */
export function entitiesOf(base: FactBase): Readonly<Record<string, FactTable | 'party'>> {
  const fields = factTables[base]
  return {
    [entityOfBase[base]]: base,
    ...('holderId' in fields ? { holder: 'party' as const } : {}),
    ...('partnerId' in fields ? { partner: 'party' as const } : {}),
    contract: 'contracts',
    ...Object.fromEntries(Object.entries(contractLinks).map(([entity, [table]]) => [entity, table])),
    beneficiary: 'party',
  }
}

export const contractEntities = contractLinks

type ValueOf<T extends ValueType> = T extends 'money'
  ? bigint
  : T extends 'number'
    ? number
    : T extends 'yes_no'
      ? boolean
      : T extends 'texts'
        ? readonly string[]
        : string
type InputOf<T extends ValueType> = T extends 'money' ? bigint | number | string : ValueOf<T>
type TableFields<T extends FactTable> = (typeof tables)[T]
type Given<T extends FactTable> = {
  [P in keyof TableFields<T>]: TableFields<T>[P] extends { sumOf: unknown } ? never : P
}[keyof TableFields<T>]
type Certain<T extends FactTable> = {
  [P in keyof TableFields<T>]: TableFields<T>[P] extends { isRequired: true } ? P : never
}[keyof TableFields<T>]
type TypeOf<T extends FactTable, P extends keyof TableFields<T>> = TableFields<T>[P] extends {
  type: infer V extends ValueType
}
  ? V
  : never

/** Facts that only one policy asks for, by name. */
export interface WithMore {
  more?: Readonly<Record<string, unknown>> | null
}

/** One record as the evaluator reads it: every field there, null when it was not given. */
export type FactRecord<T extends FactTable> = {
  readonly [P in Given<T>]: P extends Certain<T> ? ValueOf<TypeOf<T, P>> : ValueOf<TypeOf<T, P>> | null
} & WithMore

/** One record as it may be handed in: amounts as `bigint`, integer or digit string; what is optional may be absent. */
export type FactInput<T extends FactTable> = {
  readonly [P in Certain<T>]: InputOf<TypeOf<T, P>>
} & { readonly [P in Exclude<Given<T>, Certain<T>>]?: InputOf<TypeOf<T, P>> | null } & WithMore

export interface KnownField extends FactField {
  entity: string
  property: string
}

/** A fact that one policy asks for: `contract.more.pilotBaseUsed`. */
export interface DeclaredField {
  of: FactTable
  name: string
  type: ValueType
  title: string
}

type KnownFields = ReadonlyMap<string, KnownField>
const noneDeclared: readonly DeclaredField[] = []
/** Made once for each list of declared fields: the check of a big pack asks tens of thousands of times. */
const made = new WeakMap<readonly DeclaredField[], Map<FactBase, KnownFields>>()

/** Every field that a rule with this base may read, by its name. */
export function fieldsOf(base: FactBase, declared: readonly DeclaredField[] = noneDeclared): KnownFields {
  const ofBases = made.get(declared) ?? new Map<FactBase, KnownFields>()
  made.set(declared, ofBases)
  const known = ofBases.get(base) ?? makeFields(base, declared)
  ofBases.set(base, known)
  return known
}

function makeFields(base: FactBase, declared: readonly DeclaredField[]): KnownFields {
  const known = new Map<string, KnownField>()
  for (const [entity, table] of Object.entries(entitiesOf(base))) {
    const names: FactTable[] = table === 'party' ? ['organisations', 'persons'] : [table]
    for (const name of names) {
      for (const [property, field] of Object.entries(factTables[name]))
        known.set(`${entity}.${property}`, { ...field, entity, property })
      for (const own of declared)
        if (own.of === name)
          known.set(`${entity}.more.${own.name}`, { type: own.type, title: own.title, entity, property: own.name })
    }
  }
  return known
}

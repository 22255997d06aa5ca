/**
 * What a rule may read: one record of its base together with everything that record hangs on. The table below names
 * every field with its type; a new field is a line here and in the facts, never a change of the evaluator.
 */
import { Refusal } from '../refusal.ts'
import type { Contract, Facts, Income, Organisation, Payment, Project } from './facts.ts'

export const factBases = ['payments', 'contracts', 'incomes'] as const
export type FactBase = (typeof factBases)[number]

export type FieldType = 'id' | 'text' | 'region' | 'day' | 'money'

const fieldTypes: Readonly<Record<string, FieldType>> = {
  'payment.id': 'id',
  'payment.amountFen': 'money',
  'payment.paidOn': 'day',
  'payment.evidenceId': 'id',
  'payment.reversedOn': 'day',
  'contract.id': 'id',
  'contract.type': 'text',
  'contract.buyerId': 'id',
  'contract.sellerId': 'id',
  'contract.registryId': 'id',
  'contract.projectId': 'id',
  'contract.contractAmountFen': 'money',
  'contract.technologyAmountFen': 'money',
  'contract.signedOn': 'day',
  'contract.registeredOn': 'day',
  'contract.deregisteredOn': 'day',
  'contract.revokedOn': 'day',
  'project.id': 'id',
  'project.kind': 'text',
  'project.listedById': 'id',
  'project.solverId': 'id',
  'income.id': 'id',
  'income.transferId': 'id',
  'income.teamId': 'id',
  'income.incomeFen': 'money',
  'income.netIncomeFen': 'money',
  'income.receivedOn': 'day',
  'income.reversedOn': 'day',
  'seller.kind': 'text',
  'seller.regionCode': 'region',
  'buyer.kind': 'text',
  'buyer.regionCode': 'region',
  'registry.kind': 'text',
  'registry.regionCode': 'region',
  'beneficiary.kind': 'text',
  'beneficiary.regionCode': 'region',
}

const contractSide = ['contract', 'project', 'seller', 'buyer', 'registry', 'beneficiary']

const reachable: Readonly<Record<FactBase, readonly string[]>> = {
  payments: ['payment', ...contractSide],
  contracts: contractSide,
  incomes: ['income', ...contractSide],
}

/** The type of a field, or null when a rule with this base cannot read it. */
export function typeOfField(base: FactBase, field: string): FieldType | null {
  const entity = field.split('.')[0] ?? ''
  return reachable[base].includes(entity) ? (fieldTypes[field] ?? null) : null
}

/** Every field that a rule with this base may read, for messages and editors. */
export function listFields(base: FactBase): string[] {
  return Object.keys(fieldTypes).filter(field => typeOfField(base, field) !== null)
}

export interface FactView {
  readonly kind: 'payment' | 'contract' | 'income'
  readonly recordId: string
  readonly payment: Payment | null
  readonly income: Income | null
  readonly contract: Contract | null
  readonly project: Project | null
  readonly seller: Organisation | null
  readonly buyer: Organisation | null
  readonly registry: Organisation | null
  readonly beneficiary: Organisation | null
}

/** A rule needs a field that a record does not give; guessing it would decide about money. */
export class MissingFact extends Refusal {
  readonly code = 'MISSING_FACT'
  readonly rule: string
  readonly record: string
  readonly field: string
  constructor(rule: string, record: string, field: string) {
    super(`rule ${rule} needs ${field} of ${record}, which the facts do not give; add it`)
    this.rule = rule
    this.record = record
    this.field = field
  }
}

export type FieldValue = string | bigint | null

/** The value of a field that the pack's validation has admitted; null when the record does not have one. */
export function readField(view: FactView, field: string): FieldValue {
  const [entity = '', property = ''] = field.split('.')
  const record = (view as unknown as Readonly<Record<string, Readonly<Record<string, FieldValue>> | null>>)[entity]
  return record?.[property] ?? null
}

/** All records of a base, each with what it hangs on. */
export function listViews(facts: Facts, base: FactBase): FactView[] {
  const find = indexFacts(facts)
  const ofContract = (id: string | null) => {
    const contract = find.contract(id)
    return {
      contract,
      project: find.project(contract?.projectId ?? null),
      seller: find.organisation(contract?.sellerId ?? null),
      buyer: find.organisation(contract?.buyerId ?? null),
      registry: find.organisation(contract?.registryId ?? null),
      payment: null,
      income: null,
      beneficiary: null,
    }
  }
  switch (base) {
    case 'payments':
      return facts.payments.map(payment => ({
        ...ofContract(payment.contractId),
        kind: 'payment',
        recordId: payment.id,
        payment,
      }))
    case 'contracts':
      return facts.contracts.map(contract => ({ ...ofContract(contract.id), kind: 'contract', recordId: contract.id }))
    case 'incomes':
      return facts.incomes.map(income => ({
        ...ofContract(income.contractId),
        kind: 'income',
        recordId: income.id,
        income,
      }))
  }
}

function indexFacts(facts: Facts) {
  const byId = <T extends { id: string }>(records: readonly T[]) => {
    const map = new Map(records.map(record => [record.id, record]))
    return (id: string | null): T | null => (id === null ? null : (map.get(id) ?? null))
  }
  return {
    organisation: byId(facts.organisations),
    project: byId(facts.projects),
    contract: byId(facts.contracts),
  }
}

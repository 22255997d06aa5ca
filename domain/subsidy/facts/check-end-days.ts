/** Nothing ends before it began: money is reversed after it came, a contract deregistered after it was registered. */
import type { FieldProblem } from '../../refusal.ts'
import type { FactTable } from './fact-fields.ts'
import { dayOfBase, type FactBase } from './fact-tables.ts'

/** Days that end what a record says, or when it ceases to hold. */
const endDays = ['endedOn', 'revokedOn', 'reversedOn', 'voidedOn', 'deregisteredOn', 'validUntil'] as const

/** What is wrong with the days of one record, by field. */
export function checkEndDays(table: FactTable, record: Readonly<Record<string, unknown>>): FieldProblem[] {
  const begin = table === 'contracts' ? 'registeredOn' : table in dayOfBase ? dayOfBase[table as FactBase] : null
  const from = begin === null ? null : record[begin]
  if (typeof from !== 'string') return []
  return endDays.flatMap(name => {
    const day = record[name]
    if (typeof day !== 'string' || day >= from) return []
    return [{ path: name, message: `${day} is before ${from}`, remedy: `enter a day from ${from}` }]
  })
}

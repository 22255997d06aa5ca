/** Between the form, where amounts are text in 万元, and the API, where they are 分. */
import { type KeptTable, keptFieldsOf } from '#domain/subsidy/facts/kept-fields.ts'
import { readWanYuan, writeWanYuan } from '#web/ui/amount.ts'
import type { FactForm, SubsidyFact } from './fact-documents.ts'

type Values = Record<string, unknown>

/** Names of the fields that hold money, own facts as `more.x`. */
function moneyOf(table: KeptTable, { declared }: Pick<FactForm, 'declared'>): Set<string> {
  const own = declared.filter(field => field.table === table.toUpperCase() && field.type === 'MONEY')
  const fields = keptFieldsOf(table).filter(({ type }) => type === 'money')
  return new Set([...fields.map(({ name }) => name), ...own.map(({ name }) => `more.${name}`)])
}

function eachValue(values: Values, prefix: string, change: (name: string, value: unknown) => unknown): Values {
  const entries = Object.entries(values).flatMap(([name, value]) => {
    if (value === undefined || value === null || value === '') return []
    if (name === 'more' && prefix === '') {
      const more = eachValue(value as Values, 'more.', change)
      return Object.keys(more).length > 0 ? [[name, more] as const] : []
    }
    return [[name, change(`${prefix}${name}`, value)] as const]
  })
  return Object.fromEntries(entries)
}

/** What the form holds, as the API takes it; what is empty is left out. */
export function fieldsToSend(table: KeptTable, form: FactForm, values: Values): Values {
  const money = moneyOf(table, form)
  return eachValue(values, '', (name, value) => (money.has(name) ? readWanYuan(String(value)) : value))
}

/** What a fact says, as the form holds it: for a correction. Its subject is named as it is shown. */
export function fieldsToEdit(table: KeptTable, form: FactForm, fact: SubsidyFact): Values {
  const money = moneyOf(table, form)
  const { subjectId } = subjectOf(fact)
  const content = { ...(subjectId ? { id: subjectId } : {}), ...(fact.fields as Values) }
  const names = new Map(fact.references.map(({ id, name }) => [id, name]))
  return eachValue(content, '', (name, value) => {
    if (money.has(name)) return writeWanYuan(Number(value))
    return typeof value === 'string' ? (names.get(value) ?? value) : value
  })
}

/** Attributes name their subject beside their fields. */
function subjectOf({ table, holderName, contractTitle, projectTitle }: SubsidyFact): { subjectId: string | null } {
  if (table === 'ORGANISATIONS') return { subjectId: holderName }
  if (table === 'CONTRACTS') return { subjectId: contractTitle }
  return { subjectId: table === 'PROJECTS' ? projectTitle : null }
}

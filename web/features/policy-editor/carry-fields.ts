/** What a change in one field of the form takes along in the same step, so that the rest of the rule still fits. */
import { type Document, isNode, visit } from 'yaml'
import { entityOfBase, type FactBase, fieldsOf } from '#domain/subsidy/facts/fact-tables.ts'
import { type Path, setValue } from './pack-document.ts'

/**
 * A rule on another table: where that has a field of the same name, the rule goes on by it
 * (`receipt.reversedOn` → `payment.reversedOn`). Measures of their own keep their table.
 */
export function carryFields(document: Document, rule: Path, from: FactBase, to: FactBase): void {
  const node: unknown = document.getIn(rule, true)
  if (!isNode(node)) return
  const known = fieldsOf(to)
  const old = `${entityOfBase[from]}.`
  visit(node, {
    Pair: (_key, { key }) => (String(key) === 'measures' ? visit.SKIP : undefined),
    Scalar: (_key, scalar) => {
      if (typeof scalar.value !== 'string' || !scalar.value.startsWith(old)) return
      const same = `${entityOfBase[to]}.${scalar.value.slice(old.length)}`
      if (!known.has(same)) return
      scalar.value = same
      delete scalar.source
    },
  })
}

/** A rule for another beneficiary: a key that was the old one is the new one. */
export function carryKey(document: Document, rule: Path, before: unknown, beneficiary: string): void {
  if (typeof before === 'string' && document.getIn([...rule, 'per']) === before)
    setValue(document, [...rule, 'per'], beneficiary)
}

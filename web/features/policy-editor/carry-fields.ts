/** What a change in one field of the form takes along in the same step, so that the rest of the rule still fits. */
import { type Document, isMap, isNode, isSeq, visit } from 'yaml'
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

const holderOf = (base: FactBase) => `${entityOfBase[base]}.holderId`

/** Whether records of a table are a unit's own, and hang on no contract: figures, certificates, awards. */
export const isOfHolder = (base: FactBase) => fieldsOf(base).has(holderOf(base))

/**
 * A rule on a table whose records name their holder: money is the holder's, and conditions about a contract, which such
 * a record mostly has none of, are left out.
 */
export function carryHolder(document: Document, rule: Path, from: FactBase, to: FactBase): void {
  if (!isOfHolder(to) || isOfHolder(from)) return
  const holder = holderOf(to)
  carryKey(document, rule, document.getIn([...rule, 'beneficiary']), holder)
  setValue(document, [...rule, 'beneficiary'], holder)
  for (const list of ['where', 'deduct']) {
    const tests: unknown = document.getIn([...rule, 'base', list], true)
    if (!isSeq(tests)) continue
    tests.items = tests.items.filter(test => !isMap(test) || !String(test.get('field')).startsWith('contract.'))
    if (tests.items.length === 0) setValue(document, [...rule, 'base', list], undefined)
  }
}

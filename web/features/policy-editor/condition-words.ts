/** Which tests fit which kind of field, and what a new one begins with: nothing is chosen for the one who writes. */
import type { ValueType } from '#domain/subsidy/facts/fact-fields.ts'
import type { KnownField } from '#domain/subsidy/facts/fact-tables.ts'
import { type Operator, operators } from '#domain/subsidy/pack/pack-condition.ts'
import type { Entry } from './editor-context.tsx'

const fitting: Readonly<Record<ValueType, readonly Operator[]>> = {
  id: ['given'],
  text: ['is', 'in', 'given'],
  texts: ['has', 'given'],
  region: ['within', 'outside', 'given'],
  day: ['reached', 'given', 'during'],
  money: ['at_least', 'above', 'at_most', 'below', 'given'],
  number: ['at_least', 'above', 'at_most', 'below', 'given'],
  yes_no: ['is', 'given'],
}

/** Tests that a menu offers; one that the text has already is among them. */
export function operatorsOf(field: KnownField | undefined, present?: Operator): readonly Operator[] {
  const words = field ? fitting[field.type] : []
  return present && !words.includes(present) ? [...words, present] : words
}

/** The one test of a condition; null for one that joins others. */
export function operatorIn(condition: Entry): Operator | null {
  return operators.find(operator => condition[operator] !== undefined) ?? null
}

export function firstValueOf(operator: Operator, field: KnownField | undefined): unknown {
  switch (operator) {
    case 'is':
      return field?.type === 'yes_no' ? true : ''
    case 'in':
      return []
    case 'within':
    case 'outside':
      return ''
    case 'reached':
    case 'given':
      return true
    case 'during':
      return { yearOffset: 0 }
    case 'has':
      return ''
    default:
      return ''
  }
}

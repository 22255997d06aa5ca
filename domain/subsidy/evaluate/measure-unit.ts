/** Whether a measure is money or a plain number: it counts, or it sums a field that is a number. */
import { type DeclaredField, fieldsOf } from '../facts/fact-tables.ts'
import type { Measure } from '../pack/policy-pack.ts'

export function unitOfMeasure({ of, what, amount }: Measure, declared: readonly DeclaredField[]): 'money' | 'number' {
  if (what === 'count' || typeof what === 'object') return 'number'
  return typeof amount === 'string' && fieldsOf(of, declared).get(amount)?.type === 'number' ? 'number' : 'money'
}

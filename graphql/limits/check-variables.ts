import { type Limits, limitExceeded } from './limits.ts'

/**
 * Throws when the variables hold a list or in all more values than allowed. Goes without recursion, because the text
 * may nest as deep as it is long; the check comes before the variables are coerced, which does recurse.
 */
export function checkVariables(variables: unknown, limits: Limits): void {
  let values = 0
  const rest: unknown[] = [variables]
  while (rest.length > 0) {
    const value = rest.pop()
    if (typeof value !== 'object' || value === null) continue
    const inner = Array.isArray(value) ? value : Object.values(value)
    if (Array.isArray(value) && value.length > limits.listItems) throw limitExceeded('listItems', limits.listItems)
    values += inner.length
    if (values > limits.variableValues) throw limitExceeded('variableValues', limits.variableValues)
    for (const item of inner) rest.push(item)
  }
}

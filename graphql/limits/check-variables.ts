import { GraphQLError } from 'graphql'
import { isStorable } from '#domain/storable-text.ts'
import { type Limits, limitExceeded } from './limits.ts'

/** Refuses text that the database cannot hold, wherever it stands in a request; `where` names it for the caller. */
export function checkStorable(text: string, where: string): void {
  if (isStorable(text)) return
  const message = `${where}: the text holds a character that is none (U+0000 or half a surrogate pair); delete it`
  throw new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })
}

/**
 * Throws when the variables hold a list or in all more values than allowed, or a text that cannot be stored. Goes
 * without recursion, because the text may nest as deep as it is long; the check comes before the variables are coerced,
 * which does recurse.
 */
export function checkVariables(variables: unknown, limits: Limits): void {
  let values = 0
  const rest: { name: string; value: unknown }[] = [{ name: 'variables', value: variables }]
  for (let found = rest.pop(); found; found = rest.pop()) {
    const { name, value } = found
    if (typeof value === 'string') checkStorable(value, name)
    if (typeof value !== 'object' || value === null) continue
    const inner = Array.isArray(value) ? value.map(item => ({ name, value: item })) : namedValues(value)
    if (Array.isArray(value) && value.length > limits.listItems) throw limitExceeded('listItems', limits.listItems)
    values += inner.length
    if (values > limits.variableValues) throw limitExceeded('variableValues', limits.variableValues)
    for (const item of inner) rest.push(item)
  }
}

function namedValues(value: object): { name: string; value: unknown }[] {
  return Object.entries(value).map(([name, inner]) => {
    checkStorable(name, 'a name in the variables')
    return { name, value: inner }
  })
}

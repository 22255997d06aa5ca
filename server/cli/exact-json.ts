/** JSON in which a `bigint` is an integer literal, exact at any size; `JSON.stringify` refuses them. */

/** Writes plain data (objects, arrays, strings, numbers, bigints, booleans, null) as indented JSON. */
export function writeExactJson(value: unknown, indent = ''): string {
  if (typeof value === 'bigint') return value.toString()
  if (value === null || typeof value !== 'object') return JSON.stringify(value) ?? 'null'
  const inner = `${indent}  `
  const parts = Array.isArray(value)
    ? value.map(item => writeExactJson(item, inner))
    : Object.entries(value)
        .filter(([, item]) => item !== undefined)
        .map(([key, item]) => `${JSON.stringify(key)}: ${writeExactJson(item, inner)}`)
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  return parts.length === 0 ? open + close : `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`
}

/** Weights come as nested JSON and are typed as text: reading them by path, and writing what was typed. */

/** As a form holds them: the same shape, with text in the place of numbers. */
export interface TypedWeights {
  [key: string]: string | TypedWeights
}

const isNode = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** The number at `factors.trl`, or null where stored weights do not know it. */
export function valueAt(weights: unknown, path: string): number | null {
  const found = path.split('.').reduce<unknown>((node, key) => (isNode(node) ? node[key] : undefined), weights)
  return typeof found === 'number' ? found : null
}

interface Field {
  path: string
  defaultValue: number
}

/** What a form begins with. A number that stored weights do not know has its default. */
export function typedWeights(weights: unknown, fields: readonly Field[]): TypedWeights {
  const typed: TypedWeights = {}
  for (const { path, defaultValue } of fields) {
    const keys = path.split('.')
    const last = keys.pop() ?? path
    let node = typed
    for (const key of keys) {
      const inner = node[key]
      const next = typeof inner === 'object' ? inner : {}
      node[key] = next
      node = next
    }
    node[last] = String(valueAt(weights, path) ?? defaultValue)
  }
  return typed
}

/** `０．８` is 0.8, nothing typed is missing, and what is no number goes to the server as it is: it says what is wrong. */
function readNumber(text: string): number | string | undefined {
  const plain = text.normalize('NFKC').trim()
  if (plain === '') return undefined
  const value = Number(plain)
  return Number.isFinite(value) ? value : plain
}

export function readTyped(typed: TypedWeights): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(typed).map(([key, value]) => [
      key,
      typeof value === 'string' ? readNumber(value) : readTyped(value),
    ]),
  )
}

/** The numbers that are not those of the program. */
export function differencesOf<F extends Field>(weights: unknown, fields: readonly F[]): { field: F; value: number }[] {
  return fields.flatMap(field => {
    const value = valueAt(weights, field.path) ?? field.defaultValue
    return value === field.defaultValue ? [] : [{ field, value }]
  })
}

export type GroupName = 'bm25' | 'characters' | 'query' | 'factors'

function groupName(path: string): GroupName {
  const [head] = path.split('.')
  return head === 'bm25' || head === 'characters' || head === 'factors' ? head : 'query'
}

/** In the order in which the first of each group comes. */
export function groupFields<F extends Field>(fields: readonly F[]): { name: GroupName; fields: F[] }[] {
  const groups = new Map<GroupName, F[]>()
  for (const field of fields) {
    const name = groupName(field.path)
    groups.set(name, [...(groups.get(name) ?? []), field])
  }
  return [...groups].map(([name, members]) => ({ name, fields: members }))
}

export type ComparisonVerdict = 'better' | 'worse' | 'unsure' | 'few' | 'nothing'

/** Drawing again and again from fewer than these tells nothing of the others: the interval is too narrow. */
const fewestDemands = 10

/** What an interval says; one that holds 0 says nothing. */
export function verdictOfGain(gain: { low: number; high: number } | null, demands: number): ComparisonVerdict {
  if (gain === null) return 'nothing'
  if (demands < fewestDemands) return 'few'
  if (gain.low > 0) return 'better'
  return gain.high < 0 ? 'worse' : 'unsure'
}

/**
 * What the API has answered, as it takes it back: without the names of types, which the cache asks for everywhere and
 * no input knows. Forms begin with what was saved, so they send it.
 */
export function inputOf<T>(value: T): T {
  if (Array.isArray(value)) return value.map(inputOf) as T
  // A file, say, goes as it is.
  if (value === null || typeof value !== 'object' || Object.getPrototypeOf(value) !== Object.prototype) return value
  const kept = Object.entries(value).filter(([name]) => name !== '__typename')
  return Object.fromEntries(kept.map(([name, inner]) => [name, inputOf(inner)])) as T
}

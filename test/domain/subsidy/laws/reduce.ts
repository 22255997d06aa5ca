/** Makes a counter-example small: takes away one part after another for as long as the law still fails. */
import type { Plain } from './any-facts.ts'

type Inputs = readonly [pack: Plain, facts: Plain]
type Path = readonly (string | number)[]

function childrenOf(value: unknown): [string | number, unknown][] {
  if (Array.isArray(value)) return value.map((inner, index): [number, unknown] => [index, inner]).reverse()
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

function pathsOf(value: unknown, at: Path = []): Path[] {
  return childrenOf(value).flatMap(([step, inner]) => [[...at, step], ...pathsOf(inner, [...at, step])])
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce((inner, step) => (inner as Record<string | number, unknown> | undefined)?.[step], value)
}

const gone = Symbol('gone')

function withAt(value: unknown, [step, ...rest]: Path, put: unknown): unknown {
  if (step === undefined) return put
  const inner = withAt((value as Record<string | number, unknown>)[step], rest, put)
  if (Array.isArray(value))
    return value.flatMap((one, index) => (index !== step ? [one] : inner === gone ? [] : [inner]))
  if (inner !== gone) return { ...(value as Plain), [step]: inner }
  const { [step]: _gone, ...others } = value as Plain
  return others
}

/** What a part may be replaced by: nothing, something inside it, a rounder amount. */
function simpler(value: unknown): unknown[] {
  if (typeof value === 'bigint') return [0n, 100n, 1_000_000n].filter(fen => fen < value)
  return [gone, ...childrenOf(value).map(([, inner]) => inner)]
}

/** The smallest inputs found in which the same thing fails. */
export function reduce(inputs: Inputs, fails: (inputs: Inputs) => boolean, mostTries = 20_000): Inputs {
  let found = inputs
  let tries = 0
  for (let isBetter = true; isBetter; ) {
    isBetter = false
    const paths = pathsOf(found).sort((a, b) => a.length - b.length)
    for (const path of paths) {
      if (path.length < 2 || valueAt(found, path) === undefined) continue
      for (const put of simpler(valueAt(found, path))) {
        tries += 1
        if (tries > mostTries) return found
        const candidate = withAt(found, path, put) as Inputs
        if (!fails(candidate)) continue
        found = candidate
        isBetter = true
        break
      }
    }
  }
  return found
}

export function show(inputs: unknown): string {
  return JSON.stringify(inputs, (_, value) => (typeof value === 'bigint' ? value.toString() : value))
}

/** The explanation as it is stored: plain JSON with whole 分 as integers, each input with the record it comes from. */
import type { Determination, Trace, TraceInput } from '#domain/subsidy/trace.ts'
import type { RecordSource } from './gather-facts.ts'

/** The same structure with numbers for bigints: what `jsonb` holds. */
type Plain<T> = T extends bigint
  ? number
  : T extends readonly (infer Item)[]
    ? Plain<Item>[]
    : T extends object
      ? { [K in keyof T]: Plain<T[K]> }
      : T

export type StoredInput = Plain<TraceInput> & { source: RecordSource | null }
export type StoredTrace = Omit<Plain<Trace>, 'inputs'> & { inputs: StoredInput[] }

function toPlain<T>(value: T): Plain<T> {
  return JSON.parse(
    JSON.stringify(value, (_key, part: unknown) => {
      if (typeof part !== 'bigint') return part
      if (!Number.isSafeInteger(Number(part))) throw new RangeError(`${part} 分 is not exact as a JSON number`)
      return Number(part)
    }),
  ) as Plain<T>
}

export function storableTrace(found: Determination, sources: Record<string, RecordSource>): StoredTrace {
  const { inputs, ...trace } = toPlain(found.trace)
  return { ...trace, inputs: inputs.map(input => ({ ...input, source: sources[input.record] ?? null })) }
}

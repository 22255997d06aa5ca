/** The explanation as it is stored: plain JSON with whole 分 as integers, each input with the record it comes from. */
import type { DeterminationRow } from '#db/queries/subsidy.ts'
import type { Determination, Trace, TraceInput, TraceStep } from '#domain/subsidy/trace.ts'
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
export type StoredStep = Omit<Plain<TraceStep>, 'parts'> & { parts?: StoredStep[] }
/** Traces stored before there were limits, stages and payers do not have them. */
export type StoredTrace = Omit<Plain<Trace>, 'inputs' | 'steps' | 'limits' | 'stages' | 'payers'> & {
  inputs: StoredInput[]
  steps: StoredStep[]
} & Partial<Pick<Plain<Trace>, 'limits' | 'stages' | 'payers'>>

/** The readings other than the default under which a figure was computed, as facts name them: `rule.parameter` → reading. */
export function parametersOf({ rule, trace }: Pick<DeterminationRow, 'rule' | 'trace'>): Record<string, string> {
  const { readings } = trace as StoredTrace
  return Object.fromEntries(
    readings.filter(({ isDefault }) => !isDefault).map(({ parameter, reading }) => [`${rule}.${parameter}`, reading]),
  )
}

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
  const { inputs, steps, ...trace } = toPlain(found.trace)
  return {
    ...trace,
    steps: steps as StoredStep[],
    inputs: inputs.map(input => ({ ...input, source: sources[input.record] ?? null })),
  }
}

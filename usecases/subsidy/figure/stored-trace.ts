/**
 * The explanation as it is stored: plain JSON with whole 分 as integers. The records of a city's figures are millions of
 * lines that say the same few things, so they are stored by column, and what lines have in common is stored once.
 */
import type { EvidenceHead } from '#db/queries/evidence.ts'
import type { DeterminationRow } from '#db/queries/subsidy.ts'
import { type Plain, plain } from '#domain/subsidy/evaluate/plain.ts'
import type { Determination, Trace, TraceInput, TraceStep } from '#domain/subsidy/evaluate/trace.ts'
import { statedIncomePrefix } from '#domain/subsidy/facts/check-income.ts'
import type { CommonOrigin, Origins } from '../register/register-sources.ts'

/** Where a record of an explanation comes from. Old explanations know nothing of stated sources and own days. */
type RecordSource = Omit<CommonOrigin, 'statedSource'> &
  Partial<Pick<CommonOrigin, 'statedSource'>> & { occurredOn?: string | null; evidence: EvidenceHead | null }

export type StoredInput = Plain<TraceInput> & { source: RecordSource | null }
export type StoredStep = Omit<Plain<TraceStep>, 'parts'> & { parts?: StoredStep[] }

/** Places in `lines`, `sources` and `documents`; one entry for each record in every column. */
interface InputColumns {
  record: string[]
  date: string[]
  amountFen: (number | null)[]
  line: number[]
  source: (number | null)[]
  document: (number | null)[]
  occurredOn: (string | null)[]
  lines: Pick<TraceInput, 'measure' | 'kind' | 'used' | 'why'>[]
  sources: CommonOrigin[]
  documents: EvidenceHead[]
}

/** Traces stored before there were limits, stages and payers do not have them; their records stand row by row. */
export type StoredTrace = Omit<Plain<Trace>, 'inputs' | 'steps' | 'limits' | 'stages' | 'payers'> & {
  inputs: InputColumns | StoredInput[]
  steps: StoredStep[]
} & Partial<Pick<Plain<Trace>, 'limits' | 'stages' | 'payers'>>

/** The readings other than the default under which a figure was computed, as facts name them: `rule.parameter` → reading. */
export function parametersOf({ rule, trace }: Pick<DeterminationRow, 'rule' | 'trace'>): Record<string, string> {
  const { readings } = trace as StoredTrace
  return Object.fromEntries(
    readings
      .filter(({ isDefault }) => !isDefault)
      .map(({ rule: of = rule, parameter, reading }) => [`${of}.${parameter}`, reading]),
  )
}

export function storableTrace({ trace }: Determination, origins: Origins): StoredTrace {
  const { inputs, ...rest } = trace
  return { ...plain(rest), inputs: toColumns(inputs, origins) }
}

/** The records of an explanation, in whichever form it was stored. */
export function inputsOf({ inputs }: Pick<StoredTrace, 'inputs'>): StoredInput[] {
  if (Array.isArray(inputs)) return inputs
  const { lines, sources, documents } = inputs
  return inputs.record.flatMap((record, at) => {
    const line = lines[inputs.line[at] ?? -1]
    if (!line) return []
    const { measure, kind, used, why } = line
    const [date, amountFen] = [inputs.date[at] ?? '', inputs.amountFen[at] ?? null]
    const from = sources[inputs.source[at] ?? -1]
    const evidence = documents[inputs.document[at] ?? -1] ?? null
    const source = from ? { ...from, occurredOn: inputs.occurredOn[at] ?? null, evidence } : null
    return [{ measure, record, kind, date, amountFen, used, why, source }]
  })
}

function toColumns(inputs: readonly TraceInput[], { of, documents }: Origins): InputColumns {
  const lines = keepOnce<string, InputColumns['lines'][number]>()
  const sources = keepOnce<CommonOrigin, CommonOrigin>()
  const proofs = keepOnce<string, EvidenceHead>()
  const columns: Omit<InputColumns, 'lines' | 'sources' | 'documents'> = {
    record: [],
    date: [],
    amountFen: [],
    line: [],
    source: [],
    document: [],
    occurredOn: [],
  }
  inputs.forEach(({ measure, record, kind, date, amountFen, used, why }, at) => {
    const { common, occurredOn, evidenceId } = of[at] ?? unknown
    const document = evidenceId === null ? null : (documents.get(evidenceId) ?? null)
    columns.record.push(record)
    columns.date.push(date)
    columns.amountFen.push(plain(amountFen))
    columns.line.push(lines.place(`${used} ${measure} ${kind} ${why}`, () => ({ measure, kind, used, why })))
    columns.source.push(common && sources.place(common, () => common))
    columns.document.push(document && proofs.place(document.id, () => document))
    columns.occurredOn.push(occurredOn)
  })
  return { ...columns, lines: lines.all, sources: sources.all, documents: proofs.all }
}

const unknown = { common: null, occurredOn: null, evidenceId: null }

/** Things that many lines have in common, each under the place it got first. */
function keepOnce<K, T>(): { all: T[]; place(key: K, make: () => T): number } {
  const [all, places]: [T[], Map<K, number>] = [[], new Map()]
  return {
    all,
    place(key, make) {
      const known = places.get(key)
      if (known !== undefined) return known
      places.set(key, all.length)
      return all.push(make()) - 1
    },
  }
}

/** Whether it is on an income that an officer stated: it stands on its contract, and on nothing that a bureau keeps. */
export function isOnStatedIncome(trace: StoredTrace): boolean {
  return inputsOf(trace).some(({ record }) => record.startsWith(statedIncomePrefix))
}

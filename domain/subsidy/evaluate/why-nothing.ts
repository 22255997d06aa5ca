/**
 * Why a figure is nothing, in the words of its own steps: the tests that fail; else why no record counts; else the step
 * that first came to nothing. Read from the trace, so that it cannot say otherwise than the computation.
 */
import type { Trace, TraceStep } from './trace.ts'

/** As many reasons as a reader takes in. */
const mostReasons = 5

const isFailed = ({ label, expression }: TraceStep) =>
  label === 'requires' && expression !== 'not asked' && !expression.endsWith(': holds')

const withParts = (step: TraceStep): TraceStep[] => [...(step.parts ?? []).flatMap(withParts), step]

/** Sentences of packs and traces; none for a figure that gives something. */
export function whyNothing({ resultFen, steps, inputs }: Pick<Trace, 'resultFen' | 'steps' | 'inputs'>): string[] {
  if (resultFen !== 0n) return []
  const failed = steps.filter(isFailed).map(({ expression }) => expression)
  const leftOut = [...new Set(inputs.flatMap(({ used, why }) => (used ? [] : [why])))]
  const isWithoutRecords = failed.length === 0 || (failed.length === 1 && failed[0] === 'no record counts')
  if (!isWithoutRecords) return failed.slice(0, mostReasons)
  if (failed.length === 1) return leftOut.length > 0 ? leftOut.slice(0, mostReasons) : failed
  const decisive = steps
    .flatMap(withParts)
    .find(
      ({ label, valueFen }) => valueFen === 0n && !['gross', 'deducted', 'measure', 'base', 'result'].includes(label),
    )
  return decisive ? [decisive.expression] : leftOut.slice(0, mostReasons)
}

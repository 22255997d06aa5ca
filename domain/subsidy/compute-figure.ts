/**
 * The arithmetic of one figure: sum, deduct, rate, cap, what was granted before. Each line appends its own trace step,
 * so the explanation is the computation. Whole 分; the rate is rounded once, down for a subsidy (public money is never
 * paid for a broken 分), up for a least share (a 分 less would break 不低于).
 */
import { applyRate, formatRate, formatYuan, type Rate, rateFraction } from '../money.ts'
import type { AssessedRecord } from './assess-record.ts'
import type { Rule } from './policy-pack.ts'
import type { Trace, TraceStep } from './trace.ts'

export type Figure = Pick<Trace, 'steps' | 'cap' | 'excessGrantedFen' | 'resultFen'>

/** What the rule gives on these records, less what was granted before under it for the same key and window. */
export function computeFigure(rule: Rule, records: readonly AssessedRecord[], grants: readonly bigint[]): Figure {
  const steps: TraceStep[] = []
  const step = (label: TraceStep['label'], expression: string, valueFen: bigint): bigint => {
    steps.push({ label, expression, valueFen })
    return valueFen
  }
  const baseFen = sumBase(records, step)
  const rateText = `${yuan(baseFen)} × ${formatRate(rule.rate)}, rounded ${rule.rounding} to the 分`
  const ratedFen = step('rate', rateText, roundRate(baseFen, rule.rate, rule.rounding))
  const limitFen = rule.cap?.amount ?? null
  const cappedFen =
    limitFen === null
      ? ratedFen
      : step('cap', `the lesser of ${yuan(ratedFen)} and the limit ${yuan(limitFen)}`, least(ratedFen, limitFen))
  const usedBeforeFen = sum(grants)
  if (grants.length > 0)
    step('granted_before', `${grants.length} earlier grant(s) for the same key and window`, usedBeforeFen)
  const restFen = cappedFen - usedBeforeFen
  const resultText = grants.length > 0 ? `${yuan(cappedFen)} − ${yuan(usedBeforeFen)}, not below 0` : yuan(cappedFen)
  const resultFen = step('result', resultText, restFen > 0n ? restFen : 0n)
  return {
    steps,
    cap: limitFen === null ? null : { limitFen, usedBeforeFen, binds: ratedFen > limitFen },
    excessGrantedFen: restFen < 0n ? -restFen : 0n,
    resultFen,
  }
}

type Step = (label: TraceStep['label'], expression: string, valueFen: bigint) => bigint

function sumBase(records: readonly AssessedRecord[], step: Step): bigint {
  const counted = records.filter(({ part }) => part === 'counted')
  const deducted = records.filter(({ part }) => part === 'deducted')
  const grossRecords = counted.length + deducted.length
  const grossFen = step('gross', `sum of ${grossRecords} record(s)`, sumOf([...counted, ...deducted]))
  const deductedFen = step('deducted', `sum of ${deducted.length} record(s) that fell away`, sumOf(deducted))
  return step('base', `${yuan(grossFen)} − ${yuan(deductedFen)}`, grossFen - deductedFen)
}

function roundRate(fen: bigint, rate: Rate, rounding: Rule['rounding']): bigint {
  const downFen = applyRate(fen, rate)
  const { numerator, denominator } = rateFraction(rate)
  return rounding === 'up' && (fen * numerator) % denominator !== 0n ? downFen + 1n : downFen
}

function sumOf(records: readonly AssessedRecord[]): bigint {
  return sum(records.map(({ input }) => input.amountFen ?? 0n))
}

function sum(amounts: readonly bigint[]): bigint {
  return amounts.reduce((total, fen) => total + fen, 0n)
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b
}

function yuan(fen: bigint): string {
  return `${formatYuan(fen)} 元`
}

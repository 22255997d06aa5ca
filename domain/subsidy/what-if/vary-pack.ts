/** A pack with one number turned, checked as a whole: what the language refuses, a what-if cannot ask either. */
import { isAmountFen, isRateValue, maxAmountFen, type Rate, rateFraction } from '../../money.ts'
import { type FieldProblem, InvalidInput } from '../../refusal.ts'
import { checkPack } from '../check/check-pack.ts'
import type { PolicyPack } from '../pack/policy-pack.ts'
import { listVariables, type PackVariable, segment, type VariableUnit } from './variables.ts'

export interface Variation {
  path: string
  /** 分, a whole number, or the decimal text of a rate in its own unit. */
  value: string
}

/** The pack with these numbers in place of its own. @throws InvalidInput naming every one that does not fit. */
export function varyPack(pack: PolicyPack, variations: readonly Variation[]): PolicyPack {
  const variables = new Map(listVariables(pack).map(variable => [variable.path, variable]))
  const problems: FieldProblem[] = []
  let varied = pack
  for (const [index, { path, value }] of variations.entries()) {
    const variable = variables.get(path)
    const problem = variable ? problemOfValue(variable, value) : unknownPath
    if (!variable || problem) problems.push({ path: `variations.${index}`, ...(problem ?? unknownPath) })
    else varied = [path, ...variable.also].reduce((known, at) => withValue(known, at, variable.unit, value), varied)
  }
  if (problems.length === 0 && variations.length > 0) problems.push(...checkPack(varied))
  if (problems.length > 0) throw new InvalidInput(problems)
  return varied
}

/** As `varyPack` for one number; null where the language refuses the value. */
export function tryVariation(pack: PolicyPack, variation: Variation): PolicyPack | null {
  try {
    return varyPack(pack, [variation])
  } catch (error) {
    if (error instanceof InvalidInput) return null
    throw error
  }
}

/**
 * The value of a variable times `permille` / 1000, in its own unit: exact for rates (to twelve decimals), else to the
 * nearest whole. Null where that is not another value than its own, unless `permille` is 1000.
 */
export function scaledValue({ value, unit }: PackVariable, permille: number): string | null {
  if (permille === 1000) return value
  const factor = BigInt(permille)
  const scaled = isRateUnit(unit)
    ? decimalText(magnitudeOf(unit, value) * factor, rateScale * 1000n)
    : String((BigInt(value) * factor + 500n) / 1000n)
  return scaled === value ? null : scaled
}

/** A value as a whole number that grows with it: for comparing values of the same variable. */
export function magnitudeOf(unit: VariableUnit, value: string): bigint {
  if (!isRateUnit(unit)) return BigInt(value)
  const { numerator, denominator } = rateFraction({ value, unit: 'percent' })
  return (numerator * 100n * rateScale) / denominator
}

const rateScale = 10n ** 12n

function isRateUnit(unit: VariableUnit): unit is Rate['unit'] {
  return unit === 'percent' || unit === 'permille' || unit === 'per10k'
}

function decimalText(numerator: bigint, denominator: bigint): string {
  const scaled = (numerator * rateScale) / denominator
  const decimals = (scaled % rateScale).toString().padStart(12, '0').replace(/0+$/, '')
  return `${scaled / rateScale}${decimals ? `.${decimals}` : ''}`
}

const unknownPath = { message: 'the policy has no such number', remedy: 'take a path that the list of variables has' }

function problemOfValue({ unit }: PackVariable, value: string): Omit<FieldProblem, 'path'> | null {
  const shown = `"${value}"`
  if (isRateUnit(unit))
    return isRateValue(value) ? null : { message: `${shown} is no rate`, remedy: 'write a plain decimal, as 0.2' }
  const isWhole = /^\d{1,16}$/.test(value)
  if (unit === 'fen')
    return isWhole && isAmountFen(BigInt(value))
      ? null
      : { message: `${shown} is no amount in 分`, remedy: `give whole 分, at most ${maxAmountFen}` }
  return isWhole && Number.isSafeInteger(Number(value))
    ? null
    : { message: `${shown} is no whole number`, remedy: 'give a whole number that is not negative' }
}

/** Copies what lies on the way to the value, and nothing else. */
function withValue(pack: PolicyPack, path: string, unit: VariableUnit, value: string): PolicyPack {
  const [part = '', id = '', ...rest] = path.split('.')
  const typed = isRateUnit(unit) ? { value, unit } : unit === 'fen' ? BigInt(value) : Number(value)
  const turn = <T extends { id: string }>(one: T): T =>
    segment(one.id) === id ? (replace(one, rest, typed) as T) : one
  return part === 'rules' ? { ...pack, rules: pack.rules.map(turn) } : { ...pack, limits: pack.limits.map(turn) }
}

function replace(node: unknown, path: readonly string[], value: unknown): unknown {
  const [written, ...rest] = path
  if (written === undefined) return value
  const key = decodeURIComponent(written)
  if (Array.isArray(node)) return node.map((item, index) => (String(index) === key ? replace(item, rest, value) : item))
  const object = node as Record<string, unknown>
  return { ...object, [key]: replace(object[key], rest, value) }
}

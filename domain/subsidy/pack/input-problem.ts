/**
 * Turns what zod found wrong into the house's `FieldProblem`: the path, what is wrong there, what to do about it.
 * Packs and facts share it, so that both refuse in the same words.
 */
import { z } from 'zod'
import { isDay } from '../../calendar.ts'
import { isAmountFen } from '../../money.ts'
import type { FieldProblem } from '../../refusal.ts'
import { regionLevel } from '../../region.ts'

type Issue = z.core.$ZodIssue

/** A custom check that carries its own remedy. */
export function addProblem(ctx: z.RefinementCtx, message: string, remedy: string, path: PropertyKey[] = []): void {
  ctx.addIssue({ code: 'custom', message, path, params: { remedy } })
}

/** Every issue as a problem, unknown keys one each. */
export function problemsOf(issues: readonly Issue[]): FieldProblem[] {
  return issues.flatMap(issue => {
    const path = issue.path.map(String).join('.')
    if (issue.code === 'invalid_union') return problemsOfUnion(issue, path)
    if (issue.code === 'unrecognized_keys') return issue.keys.map(key => unknownKey(path ? `${path}.${key}` : key, key))
    return [{ path: path || '(whole document)', ...describe(issue) }]
  })
}

/** What is wrong with the form that was meant: the one whose own keys and kind fit best. */
function problemsOfUnion(issue: z.core.$ZodIssueInvalidUnion, path: string): FieldProblem[] {
  if ('options' in issue)
    return [{ path, message: 'is none of the kinds there are', remedy: oneOf(issue.options ?? []) }]
  const misfits = (branch: readonly Issue[]) =>
    branch.reduce((sum, { code, path, ...rest }) => {
      if (path.length > 0) return sum + 1
      if (code === 'unrecognized_keys' && 'keys' in rest) return sum + 4 * (rest.keys as string[]).length
      return sum + (code === 'invalid_type' ? 100 : 2)
    }, 0)
  const unknown = keysUnknownToAll(issue.errors)
  if (unknown.length > 0) return unknown.map(key => wordUnknownToAll(path, key))
  const [best] = issue.errors.toSorted((a, b) => misfits(a) - misfits(b))
  if (!best || issue.errors.every(branch => branch.some(({ message }) => message.endsWith('received undefined'))))
    return [{ path, message: 'is missing', remedy: 'give it in one of the documented forms' }]
  if (misfits(best) >= 100)
    return [{ path: path || '(whole document)', message: issue.message, remedy: 'use one of the documented forms' }]
  return problemsOf(best.map(inner => ({ ...inner, path: [...issue.path, ...inner.path] })))
}

/** Keys that no form has: nothing else that the forms say is what is wrong. */
function keysUnknownToAll(forms: readonly (readonly Issue[])[]): string[] {
  const objects = forms.filter(branch => !branch.some(({ code, path }) => code === 'invalid_type' && path.length === 0))
  const unknown = objects.map(branch =>
    branch.flatMap(one => (one.code === 'unrecognized_keys' && one.path.length === 0 ? one.keys : [])),
  )
  const [first = [], ...others] = unknown
  return first.filter(key => others.every(keys => keys.includes(key)))
}

function wordUnknownToAll(path: string, key: string): FieldProblem {
  return {
    path: path ? `${path}.${key}` : key,
    message: `the language has no "${key}" here`,
    remedy: 'check its spelling against the documented forms; what they cannot say is told under noRule of its clause',
  }
}

function unknownKey(path: string, key: string): FieldProblem {
  return {
    path,
    message: `unknown field "${key}"`,
    remedy: 'check its spelling against the documented format, or remove it',
  }
}

function describe(issue: Exclude<Issue, z.core.$ZodIssueUnrecognizedKeys>): { message: string; remedy: string } {
  switch (issue.code) {
    case 'custom':
      return { message: issue.message, remedy: String(issue.params?.remedy ?? 'correct the value') }
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? { message: 'is missing', remedy: `give a ${issue.expected}` }
        : { message: issue.message, remedy: remedyOfType(issue) }
    case 'invalid_value':
      return { message: issue.message, remedy: oneOf(issue.values) }
    case 'too_small':
      return { message: issue.message, remedy: `give at least ${issue.minimum}` }
    case 'too_big':
      return { message: issue.message, remedy: `give at most ${issue.maximum}` }
    default:
      return { message: issue.message, remedy: 'correct the value' }
  }
}

const oneOf = (values: readonly unknown[]) => `use one of: ${values.map(String).join(', ')}`

const rateNames = new Set(['rate', 'excess', 'share', 'atLeast', 'atMost'])

/** A number is quoted to be a text; a form of several parts cannot be. */
function remedyOfType({ expected, message, path }: z.core.$ZodIssueInvalidType): string {
  if (expected === 'object' && rateNames.has(String(path.at(-1)))) return 'write it as { value: 1, unit: percent }'
  if (expected !== 'string') return `give ${expected === 'object' || expected === 'array' ? 'an' : 'a'} ${expected}`
  return /received (object|array)$/.test(message)
    ? 'give one name or one value: nothing of several parts stands here'
    : 'give a string (quote it)'
}

/** Whole 分, not negative: a `bigint`, a JSON integer that is exact, or a string of digits. Yields a `bigint`. */
export const fenSchema = z.unknown().transform(readFen)

/** As `fenSchema`, inside another transform. */
export function readFen(value: unknown, ctx: z.RefinementCtx): bigint {
  const fen = toBigInt(value)
  if (fen !== null && isAmountFen(fen)) return fen
  const message = value === undefined ? 'is missing' : `${JSON.stringify(value, bigintAsText)} is no amount in 分`
  const remedy = 'give whole 分, not negative, at most 9000000000000000, as an integer or a string of digits'
  addProblem(ctx, message, remedy)
  return z.NEVER
}

const bigintAsText = (_key: string, value: unknown) => (typeof value === 'bigint' ? value.toString() : value)

function toBigInt(value: unknown): bigint | null {
  if (typeof value === 'bigint') return value
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : null
  if (typeof value === 'string') return /^\d{1,16}$/.test(value) ? BigInt(value) : null
  return null
}

/** A day that exists, `YYYY-MM-DD`. Strings of this form sort by time. */
export const daySchema = z.string().superRefine((day, ctx) => {
  if (!isDay(day)) addProblem(ctx, `"${day}" is no day`, 'write an existing day as YYYY-MM-DD')
})

/** GB/T 2260 code of six digits, as text: a number would lose a leading zero and its meaning. */
export const regionCodeSchema = z.string().superRefine((code, ctx) => {
  if (regionLevel(code) === null)
    addProblem(ctx, `"${code}" is no region code`, "give six digits of GB/T 2260 in quotes: '410100'")
})

/** An id that a fact or a pack part is referred to by. */
export const idSchema = z.string().min(1).max(200)

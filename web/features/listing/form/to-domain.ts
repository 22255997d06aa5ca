/** The form's values as the domain's content, so that the rules the server applies can speak while one types. */
import type { AchievementContent } from '#domain/achievement/achievement.ts'
import { checkAchievementQuality } from '#domain/achievement/check-achievement.ts'
import { checkDemandQuality } from '#domain/demand/check-demand.ts'
import type { DemandContent } from '#domain/demand/demand.ts'
import { checkExpertQuality } from '#domain/expert/check-expert.ts'
import type { ExpertContent } from '#domain/expert/expert.ts'
import type { FieldProblem } from '#domain/refusal.ts'

/** Keys whose values are words of an enumeration: GraphQL writes them in capitals. */
const wordKeys = new Set([
  'field',
  'fields',
  'stage',
  'kinds',
  'kind',
  'comparator',
  'cooperationModes',
  'waysOfTransfer',
  'ipWish',
  'empowerment',
])

const lower = (value: unknown): unknown =>
  Array.isArray(value) ? value.map(lower) : typeof value === 'string' ? value.toLowerCase() : value

function convert(value: unknown, key: string): unknown {
  if (wordKeys.has(key)) return lower(value)
  if (key.endsWith('Fen')) return typeof value === 'number' ? BigInt(value) : null
  if (Array.isArray(value)) return value.map(entry => convert(entry, ''))
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, convert(inner, name)]))
  return value
}

/** Input of the API → content of the domain. */
export const checkDemandInput = (content: object): FieldProblem[] =>
  checkDemandQuality(convert(content, '') as DemandContent)

export const checkAchievementInput = (content: object): FieldProblem[] =>
  checkAchievementQuality(convert(content, '') as AchievementContent)

export const checkExpertInput = (content: object): FieldProblem[] =>
  checkExpertQuality(convert(content, '') as ExpertContent)

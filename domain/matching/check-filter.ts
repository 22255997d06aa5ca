/**
 * What may be asked of the index. A filter that can match nothing by its form (half a code, a readiness level of
 * experts) is told rather than answered with an empty list.
 */
import { checkAmountRange, checkTrl } from '../field-check.ts'
import { industryLevel } from '../industry.ts'
import type { Library } from '../listing.ts'
import type { FieldProblem } from '../refusal.ts'
import { regionLevel } from '../region.ts'
import type { MatchFilter } from './index/filter.ts'
import { kindWords } from './kinds.ts'

/** Filters that ask for what experts do not have. */
const notOfExperts = ['waysOfTransfer', 'industryCode', 'trlMin', 'trlMax', 'amountMinFen', 'amountMaxFen'] as const

const isAsked = (value: unknown) => value != null && !(Array.isArray(value) && value.length === 0)

/** Every part of a filter that cannot mean anything in this library; paths begin with `filter.` */
export function checkMatchFilter(filter: MatchFilter, library: Library): FieldProblem[] {
  return [...checkCodes(filter), ...checkRanges(filter), ...checkFit(filter, library)]
}

function checkCodes({ regionCode, industryCode }: MatchFilter): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (regionCode && regionLevel(regionCode) === null)
    problems.push({
      path: 'filter.regionCode',
      message: 'is no region code',
      remedy: 'give the six digits of GB/T 2260, such as 410100; everything below it is included',
    })
  if (industryCode && industryLevel(industryCode) === null)
    problems.push({
      path: 'filter.industryCode',
      message: 'is no industry code',
      remedy: 'give a code of GB/T 4754-2017, such as C39; everything below it is included',
    })
  return problems
}

function checkRanges({ trlMin, trlMax, amountMinFen, amountMaxFen }: MatchFilter): FieldProblem[] {
  const isTurned = trlMin != null && trlMax != null && trlMin > trlMax
  return [
    ...checkTrl('filter.trlMin', trlMin ?? null),
    ...checkTrl('filter.trlMax', trlMax ?? null),
    ...(isTurned
      ? [{ path: 'filter.trlMin', message: 'the lower level is above the upper one', remedy: 'swap the two levels' }]
      : []),
    ...checkAmountRange('filter.amountMinFen', amountMinFen ?? null, amountMaxFen ?? null),
  ]
}

function checkFit(filter: MatchFilter, library: Library): FieldProblem[] {
  const words: readonly string[] = kindWords[library]
  const strangers = (filter.kinds ?? []).filter(kind => !words.includes(kind))
  const ofKinds = strangers.map(kind => ({
    path: 'filter.kinds',
    message: `"${kind}" is no kind of the library "${library}"`,
    remedy: `choose among ${words.join(', ')}`,
  }))
  if (library !== 'expert') return ofKinds
  const unfit = notOfExperts.filter(name => isAsked(filter[name]))
  return [
    ...ofKinds,
    ...unfit.map(name => ({ path: `filter.${name}`, message: 'experts state no such thing', remedy: 'leave it out' })),
  ]
}

/** Does the filter leave anything out? One of empty lists and nulls does not. */
export function hasCondition(filter: MatchFilter): boolean {
  return Object.values(filter).some(part => (Array.isArray(part) ? part.length > 0 : part != null && part !== ''))
}

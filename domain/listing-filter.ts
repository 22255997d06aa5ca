/**
 * What may be asked of the lists of the libraries. A code is a prefix of the codes it stands for, so anything but its
 * own letters and digits would be a pattern or nonsense; both are told rather than answered with a strange list.
 */
import { checkTrl } from './field-check.ts'
import type { FieldProblem } from './refusal.ts'

export interface ListingFilterCodes {
  regionCode?: string | null
  industryCode?: string | null
  trlMin?: number | null
  trlMax?: number | null
}

/** Every field of a filter that cannot mean anything; paths begin with `filter.` */
export function checkListingFilter(filter: ListingFilterCodes): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (filter.regionCode && !/^\d{1,6}$/.test(filter.regionCode))
    problems.push({
      path: 'filter.regionCode',
      message: 'is no region code',
      remedy: 'give up to six digits of GB/T 2260, such as 410100',
    })
  if (filter.industryCode && !/^[A-Z]?\d{0,4}$/.test(filter.industryCode))
    problems.push({
      path: 'filter.industryCode',
      message: 'is no industry code',
      remedy: 'give a code of GB/T 4754-2017, such as C39',
    })
  return [
    ...problems,
    ...checkTrl('filter.trlMin', filter.trlMin ?? null),
    ...checkTrl('filter.trlMax', filter.trlMax ?? null),
  ]
}

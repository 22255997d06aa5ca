/** What may be asked of the search box of a library. */
import { checkLength } from '../field-check.ts'
import type { Library } from '../listing.ts'
import { maxPageSize } from '../page.ts'
import type { FieldProblem } from '../refusal.ts'
import { checkMatchFilter } from './check-filter.ts'
import type { MatchFilter } from './index/filter.ts'

/** Whoever types more is describing a need: that is a demand, and its matches are found from it. */
export const maxSearchChars = 200
/** Deepest place of a list that can be asked for: whoever is there should narrow the search. */
export const maxFound = 1000

export interface SearchQuestion {
  library: Library
  text: string
  filter: MatchFilter
  first: number
  offset: number
}

/** Every problem of a search at once. */
export function checkSearch({ library, text, filter, first, offset }: SearchQuestion): FieldProblem[] {
  return [
    ...checkLength('text', text, maxSearchChars),
    ...checkMatchFilter(filter, library),
    ...checkWindow(first, offset),
  ]
}

function checkWindow(first: number, offset: number): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (!Number.isInteger(first) || first < 1 || first > maxPageSize)
    problems.push({ path: 'first', message: `${first} is out of range`, remedy: `ask for 1 to ${maxPageSize}` })
  if (!Number.isInteger(offset) || offset < 0)
    problems.push({ path: 'offset', message: `${offset} is no place in a list`, remedy: 'give 0 or more' })
  if (problems.length === 0 && offset + first > maxFound)
    problems.push({
      path: 'offset',
      message: `the list ends at ${maxFound}, and ${offset + first} was asked for`,
      remedy: 'narrow the search by a word or a filter, or choose another order',
    })
  return problems
}

/** What a pair of synonyms must be, given those there are. Pairs join into groups, so a second way between two terms adds nothing. */
import type { FieldProblem } from '../../refusal.ts'
import { Refusal } from '../../refusal.ts'
import { isStorable } from '../../storable-text.ts'
import { type SynonymPair, synonymGroups, synonymKey } from './synonyms.ts'
import { tokenize } from './tokens.ts'

/** active: widens queries. removed: kept for the record. */
export const synonymStates = ['active', 'removed'] as const

export const maxSynonymTermLength = 40
export const maxSynonymNoteLength = 200
export const maxSynonymPairs = 2000
/** Terms that stand for one another: more of them would make one word of a query outweigh the others. */
export const maxSynonymGroupTerms = 8

export class SynonymOfItself extends Refusal {
  readonly code = 'SYNONYM_OF_ITSELF'
  readonly term: string
  constructor(term: string) {
    super(`To the search both are the same words already: ${term}`)
    this.term = term
  }
}

/** `path` leads from one term to the other through the pairs there are; two terms: the very pair is there. */
export class SynonymAlreadyKnown extends Refusal {
  readonly code = 'SYNONYM_ALREADY_KNOWN'
  readonly path: readonly string[]
  constructor(path: readonly string[]) {
    super(`These are synonyms already: ${path.join(' = ')}`)
    this.path = path
  }
}

export class SynonymGroupFull extends Refusal {
  readonly code = 'SYNONYM_GROUP_FULL'
  readonly maxTerms = maxSynonymGroupTerms
  constructor() {
    super(`At most ${maxSynonymGroupTerms} terms stand for one another`)
  }
}

export class TooManySynonyms extends Refusal {
  readonly code = 'TOO_MANY_SYNONYMS'
  readonly maxPairs = maxSynonymPairs
  constructor() {
    super(`At most ${maxSynonymPairs} pairs are kept`)
  }
}

export interface SynonymFields extends SynonymPair {
  note: string
}

export function checkSynonymFields({ term, synonym, note }: SynonymFields): FieldProblem[] {
  const problems = [...checkTerm('term', term), ...checkTerm('synonym', synonym)]
  if (note.length > maxSynonymNoteLength || !isStorable(note))
    problems.push({
      path: 'note',
      message: 'too long, or with unreadable signs',
      remedy: `at most ${maxSynonymNoteLength} characters`,
    })
  return problems
}

function checkTerm(path: string, term: string): FieldProblem[] {
  if (term.trim() === '' || term.length > maxSynonymTermLength || !isStorable(term))
    return [
      { path, message: 'empty, too long, or with unreadable signs', remedy: `1 to ${maxSynonymTermLength} characters` },
    ]
  if (tokenize(term).some(word => Array.from(word).length >= 2)) return []
  return [{ path, message: 'no word that the search would look for', remedy: 'at least two characters of a term' }]
}

/** Whether the pair may be added to the active ones. */
export function checkSynonymPair(pair: SynonymPair, active: readonly SynonymPair[]): Refusal | null {
  const [a, b] = [synonymKey(pair.term), synonymKey(pair.synonym)]
  if (a === b) return new SynonymOfItself(pair.term)
  if (active.length >= maxSynonymPairs) return new TooManySynonyms()
  const groups = synonymGroups(active)
  const [ofTerm, ofSynonym] = [groups.get(a) ?? [a], groups.get(b) ?? [b]]
  if (ofTerm.includes(b)) return new SynonymAlreadyKnown(pathBetween(pair, active))
  return ofTerm.length + ofSynonym.length > maxSynonymGroupTerms ? new SynonymGroupFull() : null
}

/** The shortest way from one term to the other, in the words in which the pairs were entered. */
function pathBetween({ term, synonym }: SynonymPair, active: readonly SynonymPair[]): string[] {
  const goal = synonymKey(synonym)
  let ways = [[term]]
  for (let step = 0; step < maxSynonymGroupTerms; step++) {
    ways = ways.flatMap(way => {
      const at = synonymKey(way.at(-1) ?? '')
      return neighbours(at, active)
        .filter(next => !way.some(passed => synonymKey(passed) === synonymKey(next)))
        .map(next => [...way, next])
    })
    const arrived = ways.find(way => synonymKey(way.at(-1) ?? '') === goal)
    if (arrived) return arrived
  }
  return [term, synonym]
}

function neighbours(key: string, active: readonly SynonymPair[]): string[] {
  return active.flatMap(({ term, synonym }) => {
    if (synonymKey(term) === key) return [synonym]
    return synonymKey(synonym) === key ? [term] : []
  })
}

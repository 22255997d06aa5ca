/**
 * Bigrams are good for ranking and bad for reading. Here neighbours of the query are put together again, so that a
 * reason reads 氮化硼 and not 氮化, 化硼. Every word ends up in exactly one phrase, so shares still add up.
 */
import { joinRun } from './tokens.ts'

export interface Phrase {
  label: string
  words: string[]
}

export interface PhraseRules {
  /** Words that take part. */
  has: (word: string) => boolean
  /** Whether a joined text may stand as one phrase. */
  mayJoin: (label: string) => boolean
  /** Most words put together. */
  maxWords: number
}

/** Longest phrases first; a word that stands in several belongs to the longest. */
export function mergePhrases(runs: readonly (readonly string[])[], rules: PhraseRules): Phrase[] {
  const verdicts = new Map<string, boolean>()
  const mayJoin = (label: string) => {
    const verdict = verdicts.get(label) ?? rules.mayJoin(label)
    verdicts.set(label, verdict)
    return verdict
  }
  const stretches = runs.flatMap(run => cutRun(run, { ...rules, mayJoin }))
  const distinct = new Map(stretches.map(words => [joinRun(words), words]))
  const longestFirst = [...distinct.values()].sort((a, b) => b.length - a.length)
  const taken = new Set<string>()
  return longestFirst.flatMap(words => {
    const free = freeParts(words, taken)
    for (const word of words) taken.add(word)
    return free.map(part => ({ label: joinRun(part), words: part }))
  })
}

function cutRun(run: readonly string[], rules: PhraseRules): string[][] {
  const stretches: string[][] = []
  let stretch: string[] = []
  for (const word of run) {
    const longer = [...stretch, word]
    const fits =
      rules.has(word) && (stretch.length === 0 || (longer.length <= rules.maxWords && rules.mayJoin(joinRun(longer))))
    if (fits) {
      stretch = longer
      continue
    }
    if (stretch.length > 0) stretches.push(stretch)
    stretch = rules.has(word) ? [word] : []
  }
  if (stretch.length > 0) stretches.push(stretch)
  return stretches
}

/** The parts of a stretch between words that are taken already, or that it repeats itself. */
function freeParts(words: readonly string[], taken: ReadonlySet<string>): string[][] {
  const seen = new Set(taken)
  const parts: string[][] = []
  let part: string[] = []
  for (const word of words) {
    if (!seen.has(word)) part.push(word)
    else if (part.length > 0) {
      parts.push(part)
      part = []
    }
    seen.add(word)
  }
  if (part.length > 0) parts.push(part)
  return parts
}

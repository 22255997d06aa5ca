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
  return longestFirst.flatMap(words => takeFree(words, taken).map(part => ({ label: joinRun(part), words: part })))
}

function cutRun(run: readonly string[], rules: PhraseRules): string[][] {
  const stretches: string[][] = []
  let stretch: string[] = []
  const close = () => {
    if (stretch.length > 0) stretches.push(stretch)
    stretch = []
  }
  for (const word of run) {
    if (!rules.has(word)) close()
    else if (stretch.length === 0) stretch = [word]
    else if (stretch.length < rules.maxWords && rules.mayJoin(joinRun([...stretch, word]))) stretch.push(word)
    else {
      close()
      stretch = [word]
    }
  }
  close()
  return stretches
}

/** Takes the words of a stretch that are still free; what was taken before, or stands twice, parts them. */
function takeFree(words: readonly string[], taken: Set<string>): string[][] {
  const parts: string[][] = []
  let part: string[] = []
  for (const word of words) {
    if (!taken.has(word)) part.push(word)
    else if (part.length > 0) {
      parts.push(part)
      part = []
    }
    taken.add(word)
  }
  if (part.length > 0) parts.push(part)
  return parts
}

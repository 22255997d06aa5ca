/**
 * Bigrams are good for ranking and bad for reading. Here neighbours of the query are put together again, so that a
 * reason reads 氮化硼 and not 氮化, 化硼. Every word ends up in exactly one phrase, so shares still add up; a label may
 * say less or more than its words, so that it is a word that a person would say.
 */
import { joinRun } from './tokens.ts'

export interface Phrase {
  label: string
  words: string[]
}

export interface PhraseRules {
  /** Words that take part. */
  has: (word: string) => boolean
  /** Whether a joined text may stand as one phrase; every one may, when not given. */
  mayJoin?: (label: string) => boolean
  /** Most words put together. */
  maxWords: number
  /** Whether it only joins two words (`wordJoints`), and is no part of one. */
  isJoint: (word: string) => boolean
}

/** The words of a run from `from` until before `to`. */
interface Stretch {
  run: readonly string[]
  from: number
  to: number
}

/** What is left of a stretch of words that take part. */
interface Part extends Stretch {
  of: Stretch
}

/** So many words a label may have more than its phrase, at each end: where words are so long, no joint was found. */
const maxAdded = 3

/** Longest phrases first; a word that stands in several belongs to the longest. No two have the same label. */
export function mergePhrases(runs: readonly (readonly string[])[], rules: PhraseRules): Phrase[] {
  const remembering = rules.mayJoin ? { ...rules, mayJoin: remembered(rules.mayJoin) } : rules
  const stretches = runs.flatMap(run => cutRun(run, remembering))
  const distinct = new Map(stretches.map(stretch => [joinStretch(stretch), stretch]))
  const longestFirst = [...distinct.values()].sort((a, b) => b.to - b.from - (a.to - a.from))
  const taken = new Set<string>()
  const parts = longestFirst.flatMap(stretch => takeFree(stretch, taken))
  const phrases: Phrases = { wordsOf: new Map(), labelOf: new Map() }
  const isWord = ({ run, from, to }: Part) => run.slice(from, to).some(word => !rules.isJoint(word))
  for (const part of parts.filter(isWord)) put(phrases, part, labelOf(part, remembering))
  for (const part of parts.filter(one => !isWord(one))) put(phrases, part, labelBeside(phrases, part))
  return [...phrases.wordsOf].map(([label, words]) => ({ label, words }))
}

interface Phrases {
  /** The words of each label. */
  wordsOf: Map<string, string[]>
  /** The label of each word. */
  labelOf: Map<string, string>
}

function put({ wordsOf, labelOf: labels }: Phrases, { run, from, to }: Part, label: string): void {
  const words = run.slice(from, to)
  wordsOf.set(label, [...(wordsOf.get(label) ?? []), ...words])
  for (const word of words) labels.set(word, label)
}

/** What only joins two words is nothing to say: it counts to the one before it, or else to the one behind it. */
function labelBeside({ labelOf: labels }: Phrases, part: Part): string {
  const [before, behind] = [part.run[part.from - 1], part.run[part.to]]
  return labels.get(before ?? '') ?? labels.get(behind ?? '') ?? joinStretch(part)
}

function remembered(mayJoin: (label: string) => boolean): (label: string) => boolean {
  const verdicts = new Map<string, boolean>()
  return label => {
    const verdict = verdicts.get(label) ?? mayJoin(label)
    verdicts.set(label, verdict)
    return verdict
  }
}

const joinStretch = ({ run, from, to }: Stretch) => joinRun(run.slice(from, to))

function cutRun(run: readonly string[], rules: PhraseRules): Stretch[] {
  const stretches: Stretch[] = []
  let stretch: Stretch | null = null
  for (const [i, word] of run.entries()) {
    if (!rules.has(word)) stretch = null
    else if (stretch && i - stretch.from < rules.maxWords && mayStand(run, stretch.from, i + 1, rules))
      stretch.to = i + 1
    else {
      stretch = { run, from: i, to: i + 1 }
      stretches.push(stretch)
    }
  }
  return stretches
}

/** Takes the words of a stretch that are still free; what was taken before, or stands twice, parts them. */
function takeFree(of: Stretch, taken: Set<string>): Part[] {
  const { run, from, to } = of
  const parts: Part[] = []
  let part: Part | null = null
  for (let i = from; i < to; i++) {
    const word = run[i] ?? ''
    if (taken.has(word)) part = null
    else if (part) part.to = i + 1
    else {
      part = { run, from: i, to: i + 1, of }
      parts.push(part)
    }
    taken.add(word)
  }
  return parts
}

/**
 * Without the character of a word that is not meant (技术研 → 技术), and with the rest of one that is (化硼 → 氮化硼), be it
 * that the rest does not take part or that it was taken before.
 */
function labelOf(part: Part, rules: PhraseRules): string {
  const { run } = part
  let { from, to } = part
  while (from < to && rules.isJoint(run[from] ?? '')) from++
  while (from < to && rules.isJoint(run[to - 1] ?? '')) to--
  let first = from
  while (from - first <= maxAdded && isRest(part, first - 1, rules) && mayStand(run, first - 1, to, rules)) first--
  if (from - first > maxAdded) first = from
  let last = to
  while (last - to <= maxAdded && isRest(part, last, rules) && mayStand(run, first, last + 1, rules)) last++
  if (last - to > maxAdded) last = to
  return joinRun(run.slice(first, last))
}

/** Whether a word of the run is no joint, and no other phrase has it. */
function isRest({ run, of }: Part, i: number, { has, isJoint }: PhraseRules): boolean {
  const word = run[i]
  return word !== undefined && !isJoint(word) && ((i >= of.from && i < of.to) || !has(word))
}

function mayStand(run: readonly string[], from: number, to: number, { mayJoin }: PhraseRules): boolean {
  return mayJoin === undefined || mayJoin(joinRun(run.slice(from, to)))
}

/**
 * What people say and do about the matches they were shown, and what each of it is worth when a ranking is judged.
 * Opening and comparing are no judgements: they follow the place on the page as much as the fit, so they earn nothing.
 * What was opened is in the click curve, what was compared is only counted.
 */
import { checkLength } from '../../field-check.ts'
import { type FieldProblem, Refusal } from '../../refusal.ts'

export const verdicts = ['useful', 'not_useful'] as const
export type Verdict = (typeof verdicts)[number]

/** Why a match was of no use. */
export const notUsefulReasons = [
  'other_problem',
  'indicators_missed',
  'not_mature',
  'price',
  'region',
  'way_of_transfer',
  'known_already',
  'duplicate',
  'other',
] as const
export type NotUsefulReason = (typeof notUsefulReasons)[number]

/** What came of a pair after it was shown, the least first. */
export const outcomes = ['invited', 'bid', 'awarded', 'contracted'] as const
export type Outcome = (typeof outcomes)[number]

/** Relevance of a shown match. What was done outweighs what was said; nothing said and nothing done is worth 0. */
export const gains: Readonly<Record<Verdict | Outcome, number>> = {
  not_useful: 0,
  useful: 2,
  invited: 2.5,
  bid: 3,
  awarded: 4,
  contracted: 5,
}

export const maxNoteLength = 500

/** So often one person may judge one pair; every word is kept. */
export const maxJudgements = 50

/** The person has changed their mind about this pair too often. */
export class TooManyJudgements extends Refusal {
  readonly code = 'TOO_MANY_JUDGEMENTS'
  readonly limit = maxJudgements
  constructor() {
    super(`You have judged this match ${maxJudgements} times: the last word stands`)
  }
}

/** May a person say something else of a pair of which they have said something `said` times? */
export function checkJudgementCount(said: number): TooManyJudgements | null {
  return said < maxJudgements ? null : new TooManyJudgements()
}

/** How long a shown match and what was said of it is kept: it says who looked for what, and old rankings teach little. */
export const matchLogRetentionDays = 730

export interface Judgement {
  verdict: Verdict
  /** With `not_useful`, and only then. */
  reason: NotUsefulReason | null
  note: string
}

/** The gain of a pair; null when nobody judged it and nothing came of it. */
export function gainOf(verdict: Verdict | null, outcome: Outcome | null): number | null {
  if (verdict === null && outcome === null) return null
  return Math.max(verdict ? gains[verdict] : 0, outcome ? gains[outcome] : 0)
}

/** What is wrong with a judgement as it was given. */
export function checkJudgement({ verdict, reason, note }: Judgement): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (verdict === 'not_useful' && reason === null)
    problems.push({ path: 'reason', message: 'is missing', remedy: 'say why the match is of no use' })
  if (verdict === 'useful' && reason !== null)
    problems.push({ path: 'reason', message: 'belongs to a match of no use', remedy: 'leave it out' })
  if (reason === 'other' && note.trim() === '')
    problems.push({ path: 'note', message: 'is empty', remedy: 'say the reason in your own words' })
  return [...problems, ...checkLength('note', note, maxNoteLength)]
}

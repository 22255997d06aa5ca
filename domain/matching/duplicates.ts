/**
 * Near-duplicates: how much of what one text says the other says too, and the other way round. What is compared are
 * word scores as the ranking counts them, so a common word weighs little and a rare one much; the smaller of the two
 * ways counts, so that a short text is no duplicate of a long one that happens to contain it.
 */
import type { Library } from '../listing.ts'
import { Refusal } from '../refusal.ts'
import type { MatchDocument } from './document.ts'
import { countWords, type WordCounts } from './ranking/count-words.ts'
import type { QueryPlan } from './ranking/query-plan.ts'
import { curveOf, type FrequencyCurve, fullness, packCounts } from './ranking/score.ts'
import { fold } from './text/fold.ts'

/**
 * From this similarity on a listing is shown as a possible duplicate. Measured on 6,000 real abstracts: the nearest
 * other text of one reached .22 in 99 of 100 cases and never more than .35, while of copies that had lost two sentences
 * in five three out of four were above .5.
 */
export const duplicateThreshold = 0.5

export type ComparedText = Pick<MatchDocument, 'title' | 'keywords' | 'text'>

/** A text with the weights that its library gives to its words. */
export interface ComparedSide {
  document: ComparedText
  /** Of the text as a question to its own library. */
  plan: Pick<QueryPlan, 'terms' | 'averages' | 'weights'>
}

/** 0 (no word in common) … 1 (the same), whichever is asked about the other. */
export function similarityOf(a: ComparedSide, b: ComparedSide): number {
  return Math.min(shareSaid(a, b.document), shareSaid(b, a.document))
}

/** How much of what `a` says `b` says too: its word score for the question `a`, as a part of the one `a` itself has. */
export function shareSaid({ document, plan }: ComparedSide, other: ComparedText): number {
  const curve = curveOf(plan.weights.bm25, plan.averages)
  const [own, others] = [countWords(document), countWords(other)]
  let [whole, said] = [0, 0]
  for (const { word, share } of plan.terms.slice(0, plan.weights.maxQueryTerms)) {
    const best = share * fullnessIn(own, word, curve)
    whole += best
    // A word that the other repeats more often does not make up for one that it lacks.
    said += Math.min(best, share * fullnessIn(others, word, curve))
  }
  return whole === 0 ? 0 : said / whole
}

function fullnessIn({ counts, lengths }: WordCounts, word: string, curve: FrequencyCurve): number {
  const held = counts.get(word)
  if (!held) return 0
  return fullness(packCounts(held), lengths.title, lengths.keywords, lengths.text, curve)
}

/** Whether two texts are the same but for blanks, width, case, traditional characters and invisible marks. */
export function isSameText(a: string, b: string): boolean {
  return bareText(a) === bareText(b)
}

/** What is left of a text when nothing counts but what it says: equal for texts that are the same. */
export function bareText(text: string): string {
  return fold(text).replace(/\s+/gu, '')
}

/** An organisation offers or asks for the very same twice; the second would only split the answers. */
export class DuplicateListing extends Refusal {
  readonly code = 'DUPLICATE_LISTING'
  readonly library: Library
  readonly otherId: string
  readonly otherTitle: string
  constructor(library: Library, other: { id: string; title: string }) {
    super(
      `Your organisation has handed in or published a listing with the same title and text: "${other.title}"; edit that one`,
    )
    this.library = library
    this.otherId = other.id
    this.otherTitle = other.title
  }
}

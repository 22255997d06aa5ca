/**
 * What the engines are asked: lists of words with their share of the query, the same for every engine. The words of
 * the long queries are drawn from held-out texts, rare ones more likely, as a query plan would choose them; two-word
 * searches are two neighbouring Chinese words of a document, cut into the bigrams that the search box would make.
 */
import { tokenize } from '#domain/matching/text/tokens.ts'
import { type Corpus, uuidOf } from './match-corpus.ts'
import { between, pick, type Random, seededRandom } from './match-random.ts'

export interface Term {
  word: string
  /** Part of the query's weight; the shares of a query sum to 1, heaviest first. */
  share: number
}

/** What a result must fulfil; what is absent does not matter. */
export interface BenchFilter {
  trlMin?: number
  /** A city; its counties count too. */
  regionCode?: string
  organisationId?: string
}

export const listNames = ['12 terms', '32 terms', '64 terms', '2 words'] as const
export type ListName = (typeof listNames)[number]
export type QueryLists = Record<ListName, Term[][]>

export const filterNames = ['none', '50 %', '5 %', '0.1 %'] as const
export type FilterName = (typeof filterNames)[number]
/** See the facts of match-corpus.ts for why they let so many through. */
export const filters: Record<FilterName, BenchFilter> = {
  none: {},
  '50 %': { trlMin: 5 },
  '5 %': { regionCode: '410100' },
  '0.1 %': { organisationId: uuidOf(6, 17) },
}

const termsOf: Record<Exclude<ListName, '2 words'>, number> = { '12 terms': 12, '32 terms': 32, '64 terms': 64 }

/** Words to choose from, by list and query, before anybody knows how frequent they are. */
export type Candidates = Record<ListName, string[][]>

export function drawCandidates(corpus: Corpus, count: number): Candidates {
  const numbers = Array.from({ length: count }, (_, n) => n)
  // Two texts: one alone seldom has 64 words that the corpus knows.
  const words = (n: number) => {
    const texts = [corpus.heldOut(2 * n), corpus.heldOut(2 * n + 1)]
    return [...new Set(texts.flatMap(({ title, text }) => tokenize(`${title}\n${text}`)))]
  }
  return {
    '12 terms': numbers.map(n => words(n)),
    '32 terms': numbers.map(n => words(n + count)),
    '64 terms': numbers.map(n => words(n + 2 * count)),
    '2 words': numbers.map(n => [...new Set(tokenize(twoWords(corpus, n).join(' ')))]),
  }
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' })
const isShortWord = (segment: string) => /^\p{Script=Han}{2,4}$/u.test(segment)

/** Two neighbouring words of 2 to 4 characters, from the first document from n on that has any. */
function twoWords(corpus: Corpus, n: number): string[] {
  for (let i = n * 7; ; i++) {
    const segments = [...segmenter.segment(corpus.document(i).text)].map(part => part.segment)
    const starts = segments.flatMap((segment, at) =>
      isShortWord(segment) && isShortWord(segments[at + 1] ?? '') ? [at] : [],
    )
    if (starts.length === 0) continue
    const at = pick(seededRandom(31, i), starts)
    return segments.slice(at, at + 2)
  }
}

/** Chooses and weighs, now that the frequencies are known. Words that no document holds are dropped, as a plan does. */
export function chooseTerms(
  candidates: Candidates,
  holders: ReadonlyMap<string, number>,
  documents: number,
): QueryLists {
  const inverse = (word: string) => {
    const n = holders.get(word) ?? 0
    return Math.log(1 + (documents - n + 0.5) / (n + 0.5))
  }
  const choose = (name: ListName) =>
    candidates[name].map((words, n) => {
      const known = words.filter(word => (holders.get(word) ?? 0) > 0)
      const chosen = name === '2 words' ? known : sample(seededRandom(41, n), known, termsOf[name], inverse)
      return weigh(chosen, inverse)
    })
  return {
    '12 terms': choose('12 terms'),
    '32 terms': choose('32 terms'),
    '64 terms': choose('64 terms'),
    '2 words': choose('2 words'),
  }
}

/** Weighted, without replacement (Efraimidis & Spirakis 2006): the largest u^(1/weight) win. */
function sample(random: Random, words: readonly string[], count: number, weight: (word: string) => number): string[] {
  const keyed = words.map(word => ({ word, key: Math.log(random() || 1e-12) / Math.max(weight(word), 1e-6) }))
  keyed.sort((a, b) => b.key - a.key)
  return keyed.slice(0, count).map(({ word }) => word)
}

function weigh(words: readonly string[], weight: (word: string) => number): Term[] {
  const whole = words.reduce((sum, word) => sum + weight(word), 0)
  const terms = words.map(word => ({ word, share: weight(word) / whole }))
  return terms.sort((a, b) => b.share - a.share || (a.word < b.word ? -1 : 1))
}

/** Arrival times in ms of `count` queries that come at random, `meanGapMs` apart on average. */
export function arrivals(seed: number, count: number, meanGapMs: number): number[] {
  let at = 0
  return Array.from({ length: count }, (_, n) => {
    at += (meanGapMs * between(seededRandom(seed, n), 200, 1_800)) / 1_000
    return at
  })
}

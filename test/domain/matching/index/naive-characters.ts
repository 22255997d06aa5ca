/** Characters, meanings and the sum of all parts of a score, written from the formulas; as naive-ranking.ts for words. */
import type { MatchDocument, MatchQuery } from '#domain/matching/document.ts'
import type { RankedId } from '#domain/matching/rank.ts'
import { evaluateFactors, type Seeker } from '#domain/matching/ranking/factors.ts'
import {
  bm25,
  characterWeights,
  defaultWeights,
  factorWeights,
  queryFrequencyPrior,
  queryTextWeight,
} from '#domain/matching/ranking/weights.ts'
import { fold } from '#domain/matching/text/fold.ts'
import { fakeMeanings } from './fake-meanings.ts'
import { type Counted, wordsOf } from './naive-ranking.ts'

const functional = '的了及之其与是或且该这那您我你们很'
const mostCounted = 4
const cache = new WeakMap<MatchDocument, ReadonlyMap<string, number>>()

/** Chinese characters that say something, with their counts; the rare ones of two units are not read. */
function countAll(text: string): Map<string, number> {
  const counts = new Map<string, number>()
  for (const char of fold(text))
    if (/^\p{Script=Han}$/u.test(char) && char.length === 1 && !functional.includes(char))
      counts.set(char, (counts.get(char) ?? 0) + 1)
  return counts
}

export function charactersOf(document: MatchDocument): ReadonlyMap<string, number> {
  const { title, keywords, text } = document
  const counts = cache.get(document) ?? countAll([title, ...keywords, text].join('\n'))
  cache.set(document, counts)
  return counts
}

/** The character score of each document. */
function characterScores({ own, offered, askers }: Counted, query: Pick<MatchQuery, 'title' | 'text'>) {
  const holders = (all: readonly MatchDocument[], char: string) => all.filter(one => charactersOf(one).has(char)).length
  const [title, text] = [countAll(query.title), countAll(query.text)]
  const repeats = (count = 0) => (count === 0 ? 0 : 2 - 1 / count)
  const weights = [...new Set([...title.keys(), ...text.keys()])].map(char => {
    const n = Math.max(1, holders(offered, char))
    const idf = Math.log(1 + Math.max(0, offered.length - n + 0.5) / (n + 0.5))
    const population = askers.length + queryFrequencyPrior
    const rarity = Math.log(population / (holders(askers, char) + queryFrequencyPrior) + 1)
    const emphasis = repeats(title.get(char)) + queryTextWeight * repeats(text.get(char))
    return { char, weight: emphasis * idf * (rarity / Math.log(population / queryFrequencyPrior + 1)) }
  })
  const whole = weights.reduce((sum, { weight }) => sum + weight, 0)
  const shares = weights.map(({ char, weight }) => ({ char, share: whole === 0 ? 0 : weight / whole }))
  shares.sort((a, b) => b.share - a.share || (a.char < b.char ? -1 : 1))
  const average = (field: 'title' | 'keywords' | 'text') =>
    own.reduce((sum, document) => sum + wordsOf(document).lengths[field], 0) / own.length
  const averages = average('title') + average('keywords') + average('text')
  const { b } = characterWeights
  return (document: MatchDocument): number => {
    const { lengths } = wordsOf(document)
    const length = lengths.title + lengths.keywords + lengths.text
    return shares.reduce((score, { char, share }) => {
      const count = Math.min(charactersOf(document).get(char) ?? 0, mostCounted)
      const frequency = averages === 0 ? count : count / (1 - b + (b * length) / averages)
      return score + share * (frequency / (bm25.k1 + frequency))
    }, 0)
  }
}

/** Cosine of two meanings, of which the document's is kept in steps of a 127th of its largest value. */
function naiveSimilarity(query: MatchQuery, document: MatchDocument): number | null {
  const [asked, own] = [query, document].map(side => side.vector ?? fakeMeanings.ofText(side))
  if (!asked || !own || asked.length !== fakeMeanings.dimensions || own.length !== fakeMeanings.dimensions) return null
  const largest = Math.max(...Array.from(own, Math.abs))
  const kept = Array.from(own, value => Math.round((value / largest) * 127))
  const dot = (a: ArrayLike<number>, b: ArrayLike<number>) =>
    Array.from(a).reduce((sum, value, i) => sum + value * (b[i] ?? 0), 0)
  const cosine = dot(kept, asked) / Math.sqrt(dot(kept, kept) * dot(asked, asked))
  return Number.isNaN(cosine) ? null : cosine
}

interface Asked {
  query: MatchQuery
  seeker: Seeker
  nowAt: number
}

/** What the words have found (a score of 0: not they), with characters, meaning and facts; best first, ties by id. */
export function weighNaively(
  found: readonly { document: MatchDocument; score: number }[],
  counted: Counted,
  { query, seeker, nowAt }: Asked,
): RankedId[] {
  const scoreOf = characterScores(counted, query)
  const { weight } = characterWeights
  const texts = found.map(({ document, score }) => {
    return score * (1 / (1 + weight)) + scoreOf(document) * (weight / (1 + weight))
  })
  const scale = defaultWeights.meaningWeight * Math.max(0, ...texts)
  const ranked = found.map(({ document }, i) => {
    const similarity = naiveSimilarity(query, document)
    const base = (texts[i] ?? 0) + (similarity === null ? 0 : scale * Math.max(0, similarity))
    const factors = evaluateFactors({ query, document, seeker, nowAt }, factorWeights)
    return { id: document.id, score: factors.reduce((sum, { lift }) => sum + base * lift, base), similarity }
  })
  return ranked.sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1))
}

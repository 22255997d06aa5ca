/**
 * What anybody would do first: BM25 (Robertson & Zaragoza 2009) over pairs of Chinese characters and whole Latin words,
 * title and text as one field, k1 1.2, b .75. Written apart from the engine on purpose: nothing of it is shared.
 */
export const plainBm25 = { k1: 1.2, b: 0.75 } as const

export interface PlainText {
  id: string
  title: string
  text: string
}

export interface Scored {
  id: string
  score: number
}

export interface PlainIndex {
  /** Best first, ties in the order of the documents; `allowed`: only these, and all of them. */
  rank(query: PlainText, options: { depth: number; allowed?: readonly string[] }): Scored[]
}

/** Runs of Chinese characters as overlapping pairs (a lone one as itself), runs of other letters and digits as words. */
export function plainWords(text: string): string[] {
  const words: string[] = []
  for (const [run] of text
    .normalize('NFKC')
    .toLowerCase()
    .matchAll(/\p{Script=Han}+|[^\P{L}\p{Script=Han}]+|\p{N}+/gu)) {
    const characters = Array.from(run)
    if (!/\p{Script=Han}/u.test(run) || characters.length === 1) words.push(run)
    else for (let i = 1; i < characters.length; i++) words.push(`${characters[i - 1]}${characters[i]}`)
  }
  return words
}

/** `others` are not ranked; they count in the word statistics. */
export function createPlainIndex(documents: readonly PlainText[], others: readonly PlainText[] = []): PlainIndex {
  const places = new Map(documents.map(({ id }, place) => [id, place]))
  const postings = new Map<string, { places: number[]; counts: number[]; holders: number }>()
  const lengths: number[] = []
  let allWords = 0
  for (const [place, { title, text }] of [...documents, ...others].entries()) {
    const words = plainWords(`${title}\n${text}`)
    lengths.push(words.length)
    allWords += words.length
    for (const [word, count] of countOf(words)) {
      const posting = postings.get(word) ?? { places: [], counts: [], holders: 0 }
      posting.holders++
      if (place < documents.length) {
        posting.places.push(place)
        posting.counts.push(count)
      }
      postings.set(word, posting)
    }
  }
  const all = lengths.length
  const average = allWords / Math.max(1, all)
  const { k1, b } = plainBm25
  const scoreAll = (query: PlainText): Map<number, number> => {
    const scores = new Map<number, number>()
    for (const [word, asked] of countOf(plainWords(`${query.title}\n${query.text}`))) {
      const posting = postings.get(word)
      if (!posting) continue
      const rarity = Math.log(1 + (all - posting.holders + 0.5) / (posting.holders + 0.5))
      for (const [i, place] of posting.places.entries()) {
        const count = posting.counts[i] ?? 0
        const norm = k1 * (1 - b + (b * (lengths[place] ?? 0)) / average)
        scores.set(place, (scores.get(place) ?? 0) + (asked * rarity * count * (k1 + 1)) / (count + norm))
      }
    }
    return scores
  }
  return {
    rank(query, { depth, allowed }) {
      const scores = scoreAll(query)
      const found = allowed ? allowed.flatMap(id => places.get(id) ?? []) : [...scores.keys()]
      const best = found.map(place => ({ place, score: scores.get(place) ?? 0 }))
      best.sort((x, y) => y.score - x.score || x.place - y.place)
      const kept = allowed ? best : best.slice(0, depth)
      return kept.map(({ place, score }) => ({ id: documents[place]?.id ?? '', score }))
    },
  }
}

function countOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  return counts
}

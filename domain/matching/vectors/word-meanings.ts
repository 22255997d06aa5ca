/** Meanings of texts from word vectors: a text means the weighted mean of its words, the rare ones more. */
import type { Meanings, NearWord } from '../meanings.ts'
import { tokenize } from '../text/tokens.ts'
import { cosine } from './cosine.ts'
import { sayableWords } from './sayable-words.ts'
import { vectorOfText } from './text-vector.ts'
import { addVector, type WordVectors } from './word-vectors.ts'

/** A word that makes up this share of all text counts half (smooth inverse frequency: Arora et al. 2017). */
const halvingShare = 1e-3
/** A word of the text counts this much of one of the title. */
const textWeight = 0.5
/** Words compared for an explanation, and the similarity from which two are called near. */
const [maxAskedWords, maxOwnWords, nearFrom] = [12, 80, 0.65]

export function createWordMeanings(vectors: WordVectors): Meanings {
  const total = vectors.counts.reduce((sum, count) => sum + count, 0)
  const rarity = (word: string) => {
    const row = vectors.rowOf.get(word)
    const share = row === undefined || total === 0 ? 0 : (vectors.counts[row] as number) / total
    return halvingShare / (halvingShare + share)
  }
  const sayable = sayableWords(vectors)
  return {
    dimensions: vectors.dimensions,
    ofText: ({ title, text, keywords = [] }) => {
      const weights = new Map<string, number>()
      const add = (words: readonly string[], weight: number) => {
        for (const word of words) weights.set(word, (weights.get(word) ?? 0) + weight * rarity(word))
      }
      add(tokenize(title), 1)
      add(tokenize(keywords.join('\n')), 1)
      add(tokenize(text), textWeight)
      return vectorOfText(vectors, weights)
    },
    nearestWords: (query, document, limit) => nearestPairs(vectors, sayable, { query, document, limit }),
  }
}

interface Asked {
  query: readonly string[]
  document: readonly string[]
  limit: number
}

function nearestPairs(
  vectors: WordVectors,
  sayable: ReadonlySet<string>,
  { query, document, limit }: Asked,
): NearWord[] {
  const asked = vectorsOf(vectors, sayable, query, maxAskedWords)
  const own = vectorsOf(vectors, sayable, document, maxOwnWords)
  const pairs = asked.flatMap(([word, vector]) => {
    let best: NearWord = { query: word, document: '', similarity: nearFrom }
    for (const [other, otherVector] of own) {
      const similarity = cosine(vector, otherVector) ?? 0
      if (similarity > best.similarity && !areNeighbours(word, other))
        best = { query: word, document: other, similarity }
    }
    return best.document === '' ? [] : [best]
  })
  return pairs.sort((a, b) => b.similarity - a.similarity || (a.query < b.query ? -1 : 1)).slice(0, limit)
}

/** The same word, or parts of one longer word (电池, 池组): their nearness says nothing. */
function areNeighbours(a: string, b: string): boolean {
  return a === b || a.endsWith(b.charAt(0)) || b.endsWith(a.charAt(0))
}

function vectorsOf(vectors: WordVectors, sayable: ReadonlySet<string>, words: readonly string[], most: number) {
  const said = words.filter(word => sayable.has(word)).slice(0, most)
  return said.map((word): [string, Float32Array] => {
    const vector = new Float32Array(vectors.dimensions)
    addVector(vectors, word, 1, vector)
    return [word, vector]
  })
}

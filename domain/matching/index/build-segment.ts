/** Makes a segment of documents, in their order. */
import type { MatchDocument } from '../document.ts'
import { grown } from '../grown.ts'
import { documentCharacters } from '../ranking/character-score.ts'
import { countWords } from '../ranking/count-words.ts'
import type { FieldCounts } from '../ranking/score.ts'
import { packCounts } from '../ranking/score.ts'
import type { Bm25Weights } from '../ranking/weights.ts'
import { tokenize } from '../text/tokens.ts'
import { type CharacterNumbers, writeCharacters } from './character-columns.ts'
import { createColumns, writeFacts } from './columns.ts'
import { addWord, type Dictionary } from './dictionary.ts'
import { nameWord, ownerWord } from './marked-words.ts'
import { writeQuantities } from './quantity-columns.ts'
import { completeSegment, type Segment } from './segment.ts'

export interface SegmentFrame {
  dictionary: Dictionary
  characters: CharacterNumbers
  /** Meaning of a document as `dimensions` values of -127 … 127; null: none. */
  vectorOf(document: MatchDocument): Int8Array | null
  dimensions: number
  averages: FieldCounts
  weights: Bm25Weights
}

/** Every posting as it comes: document after document. */
interface Occurrences {
  length: number
  words: Uint32Array
  places: Uint16Array
  counts: Uint8Array
}

const onceInText = packCounts({ title: 0, keywords: 0, text: 1 })

/** At most `maxSegmentDocuments` documents, each id once. */
export function buildSegment(documents: readonly MatchDocument[], frame: SegmentFrame): Segment {
  const columns = createColumns(documents.length)
  const found: Occurrences = {
    length: 0,
    words: new Uint32Array(256),
    places: new Uint16Array(256),
    counts: new Uint8Array(256),
  }
  const characters: Map<number, number>[] = []
  const vectors = new Int8Array(documents.length * frame.dimensions)
  for (const [place, document] of documents.entries()) {
    const { counts, lengths } = countWords(document)
    characters.push(documentCharacters(document))
    writeFacts(columns, place, document)
    columns.titleLength[place] = lengths.title
    columns.keywordsLength[place] = lengths.keywords
    columns.textLength[place] = lengths.text
    for (const [word, wordCounts] of counts) note(found, addWord(frame.dictionary, word), place, packCounts(wordCounts))
    for (const word of markedWords(document)) note(found, addWord(frame.dictionary, word), place, onceInText)
    const vector = frame.vectorOf(document)
    if (vector) vectors.set(vector, place * frame.dimensions)
  }
  const { averages, weights, dimensions } = frame
  const body = {
    ...sortByWord(found, frame.dictionary.size),
    documents: documents.length,
    columns,
    quantities: writeQuantities(
      documents.map(({ quantities }) => quantities),
      frame.dictionary,
    ),
    characters: writeCharacters(characters, frame.characters),
    vectors,
    dimensions,
    averages,
    weights,
  }
  return completeSegment(body)
}

function markedWords({ organisationId, names }: MatchDocument): Set<string> {
  return new Set([ownerWord(organisationId), ...tokenize(names.join('\n')).map(nameWord)])
}

function note(found: Occurrences, word: number, place: number, packed: number): void {
  if (found.length === found.words.length) {
    const length = found.length * 2
    found.words = grown(found.words, length)
    found.places = grown(found.places, length)
    found.counts = grown(found.counts, length)
  }
  found.words[found.length] = word
  found.places[found.length] = place
  found.counts[found.length] = packed
  found.length++
}

/** Counting sort; documents stay in order within a word. */
function sortByWord(
  found: Occurrences,
  dictionarySize: number,
): Pick<Segment, 'words' | 'starts' | 'places' | 'counts'> {
  if (found.length * 4 < dictionarySize) return sortFew(found)
  const next = new Uint32Array(dictionarySize + 1)
  for (let i = 0; i < found.length; i++) increase(next, (found.words[i] as number) + 1)
  let distinct = 0
  for (let word = 0; word < dictionarySize; word++) {
    if ((next[word + 1] as number) > 0) distinct++
    next[word + 1] = (next[word + 1] as number) + (next[word] as number)
  }
  const words = new Uint32Array(distinct)
  const starts = new Uint32Array(distinct + 1)
  for (let word = 0, i = 0; word < dictionarySize; word++)
    if ((next[word + 1] as number) > (next[word] as number)) {
      words[i] = word
      starts[i++] = next[word] as number
    }
  starts[distinct] = found.length
  const places = new Uint16Array(found.length)
  const counts = new Uint8Array(found.length)
  for (let i = 0; i < found.length; i++) {
    const at = increase(next, found.words[i] as number)
    places[at] = found.places[i] as number
    counts[at] = found.counts[i] as number
  }
  return { words, starts, places, counts }
}

/** Adds one; returns what it was. */
function increase(numbers: Uint32Array, at: number): number {
  const before = numbers[at] as number
  numbers[at] = before + 1
  return before
}

/** The same for a handful of documents, without walking the whole dictionary. */
function sortFew(found: Occurrences): Pick<Segment, 'words' | 'starts' | 'places' | 'counts'> {
  // The order of arrival is the tie-break, and keeps documents rising; both fit a double exactly.
  const keys = new Float64Array(found.length)
  for (let i = 0; i < found.length; i++) keys[i] = (found.words[i] as number) * 2 ** 21 + i
  keys.sort()
  const order = Array.from(keys, key => key % 2 ** 21)
  const words: number[] = []
  const starts: number[] = []
  for (const [at, i] of order.entries())
    if (words.at(-1) !== found.words[i]) {
      words.push(found.words[i] as number)
      starts.push(at)
    }
  return {
    words: Uint32Array.from(words),
    starts: Uint32Array.from([...starts, found.length]),
    places: Uint16Array.from(order, i => found.places[i] as number),
    counts: Uint8Array.from(order, i => found.counts[i] as number),
  }
}

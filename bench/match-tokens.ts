/**
 * The corpus as words, on disk: one document a line (id, TRL, region, organisation, words, parted by tabs; the words
 * by blanks), for the engines that take words ready made. On the way it counts what the report says of the corpus and
 * how many documents hold each word that a query may ask for.
 */
import { closeSync, createReadStream, openSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { tokenize } from '#domain/matching/text/tokens.ts'
import type { Corpus, CorpusDocument } from './match-corpus.ts'

export interface CorpusFigures {
  documents: number
  source: string
  titleChars: number
  textChars: number
  words: number
  postings: number
  vocabulary: number
  tokensBytes: number
}

export interface TokenLine {
  id: string
  trl: number
  regionCode: string
  organisationId: string
  words: string
}

const toLine = ({ id, trl, regionCode, organisationId }: CorpusDocument, words: readonly string[]) =>
  `${id}\t${trl}\t${regionCode}\t${organisationId}\t${words.join(' ')}\n`

export const wordsOf = ({ title, text }: CorpusDocument) => [...tokenize(title), ...tokenize(text)]

export const tokenLineOf = (document: CorpusDocument) => toLine(document, wordsOf(document)).trimEnd()

export function* documentsOf(corpus: Corpus, count: number): Generator<CorpusDocument> {
  for (let n = 0; n < count; n++) yield corpus.document(n)
}

/** Writes the file; `holders` has every word that matters as a key, and gets its number of documents. */
export function writeTokens(corpus: Corpus, count: number, path: string, holders: Map<string, number>): CorpusFigures {
  const file = openSync(path, 'w')
  const vocabulary = new Set<string>()
  const sums = { titleChars: 0, textChars: 0, words: 0, postings: 0, tokensBytes: 0 }
  let lines: string[] = []
  const flush = () => {
    sums.tokensBytes += writeSync(file, lines.join(''))
    lines = []
  }
  for (const document of documentsOf(corpus, count)) {
    const words = wordsOf(document)
    const distinct = new Set(words)
    for (const word of distinct) {
      vocabulary.add(word)
      const held = holders.get(word)
      if (held !== undefined) holders.set(word, held + 1)
    }
    sums.titleChars += document.title.length
    sums.textChars += document.text.length
    sums.words += words.length
    sums.postings += distinct.size
    lines.push(toLine(document, words))
    if (lines.length === 2_000) flush()
  }
  flush()
  closeSync(file)
  return { documents: count, source: corpus.source, vocabulary: vocabulary.size, ...sums }
}

export async function* readTokens(path: string): AsyncGenerator<TokenLine> {
  for await (const line of createInterface({ input: createReadStream(path), crlfDelay: Infinity })) {
    const [id = '', trl = '', regionCode = '', organisationId = '', words = ''] = line.split('\t')
    yield { id, trl: Number(trl), regionCode, organisationId, words }
  }
}

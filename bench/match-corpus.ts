/**
 * The corpus of the match benchmark: real abstracts taken apart and put together again sentence by sentence, with a
 * tail of made-up rare terms drawn by Zipf's law (model numbers, Latin names), because a recombined text has no new
 * words and a vocabulary without a tail would flatter every index. Facts are drawn at random. Document n is a function
 * of the seed and n: a million texts are never in memory, and each engine's process makes its own.
 */
import { existsSync, readFileSync } from 'node:fs'
import { type WayOfTransfer, waysOfTransfer } from '#domain/listing.ts'
import { type TechnologyField, technologyFields } from '#domain/technology-field.ts'
import { between, pick, type Random, rareTerm, seededRandom, zipfRank } from './match-random.ts'

export interface CorpusDocument {
  id: string
  title: string
  text: string
  field: TechnologyField
  industryCode: string
  regionCode: string
  trl: number
  priceMinFen: bigint
  priceMaxFen: bigint
  waysOfTransfer: WayOfTransfer[]
  organisationId: string
  organisationKind: 'enterprise' | 'university' | 'institute'
  /** Epoch milliseconds. */
  publishedAt: number
}

export interface Corpus {
  /** Where the sentences are from, in words. */
  source: string
  sentences: number
  /** Document n; another `revision` gives the same id other words and facts. */
  document(n: number, revision?: number): CorpusDocument
  /** A text of sentences that no document has, for queries. */
  heldOut(n: number): CorpusDocument
}

const rareRanks = 2_000_000
export const organisations = 1_000
const organisationKinds = ['enterprise', 'university', 'institute'] as const
const newest = Date.UTC(2026, 5, 30)
const heldOutSeed = 77

export const uuidOf = (group: number, n: number) =>
  `00000000-0000-7000-${(0x8000 + group).toString(16)}-${n.toString(16).padStart(12, '0')}`

const readJson = <T>(url: URL) => JSON.parse(readFileSync(url, 'utf8')) as T

function readAbstracts(path: string | undefined): { source: string; texts: string[] } {
  if (!path) throw new Error('give --abstracts FILE: {"text"} on each line, real abstracts, best some ten thousand')
  if (!existsSync(path)) throw new Error(`--abstracts ${path}: there is no such file`)
  const lines = readFileSync(path, 'utf8').split('\n').filter(Boolean)
  const texts = lines.map(line => (JSON.parse(line) as { text?: string }).text ?? '').filter(Boolean)
  return { source: `${texts.length} abstracts`, texts }
}

/** Sentences end at 。；!? and at a point that is none within a number. */
const sentencesOf = (text: string) =>
  text
    .split(/(?<=[。；;！？!?])|(?<=\.)(?![\d\s])/u)
    .map(part => part.trim())
    .filter(part => part.length >= 8)

/** One abstract in twenty gives its sentences to the queries only. */
const isHeldOut = (n: number) => n % 20 === 7

export function createCorpus(options: { abstracts: string | undefined; seed: number }): Corpus {
  const { source, texts } = readAbstracts(options.abstracts)
  const own = texts.filter((_, n) => !isHeldOut(n)).flatMap(sentencesOf)
  const other = texts.filter((_, n) => isHeldOut(n)).flatMap(sentencesOf)
  const tables = readTables()
  const write = (sentences: readonly string[], seed: number, n: number): CorpusDocument => {
    const random = seededRandom(seed, n)
    return { id: uuidOf(5, n), ...wordsOf(random, sentences), ...factsOf(random, tables) }
  }
  return {
    source,
    sentences: own.length,
    document: (n, revision = 0) => write(own, options.seed + revision * 1_000_003, n),
    heldOut: n => write(other, options.seed + heldOutSeed, n),
  }
}

/** A title of about 20 characters from one sentence, three sentences on average, up to four rare terms. */
function wordsOf(random: Random, sentences: readonly string[]): { title: string; text: string } {
  const parts = Array.from({ length: between(random, 2, 4) }, () => pick(random, sentences))
  const rare = Array.from({ length: between(random, 0, 4) }, () => rareTerm(zipfRank(random, rareRanks)))
  const clauses = pick(random, sentences)
    .split(/[,，、。；;：:.]/u)
    .filter(clause => clause.length >= 10)
  const title = (clauses[0] ?? pick(random, sentences)).slice(0, between(random, 16, 28))
  return { title, text: parts.join('') + (rare.length > 0 ? ` ${rare.join(' ')}` : '') }
}

interface Tables {
  /** Counties of Zhengzhou (410100) and of all other places. */
  near: string[]
  far: string[]
  industries: string[]
}

function readTables(): Tables {
  const regions = readJson<{ code: string }[]>(new URL('../db/seed/data/regions.json', import.meta.url))
  const counties = regions.map(region => region.code).filter(code => !code.endsWith('00'))
  const industries = readJson<{ code: string }[]>(new URL('../db/seed/data/industries.json', import.meta.url))
  return {
    near: counties.filter(code => code.startsWith('4101')),
    far: counties.filter(code => !code.startsWith('4101')),
    industries: industries.map(industry => industry.code).filter(code => code.length >= 3),
  }
}

/** Half of all are at TRL 5 or more, one in twenty in Zhengzhou, one in a thousand of each organisation: the filters. */
function factsOf(random: Random, tables: Tables): Omit<CorpusDocument, 'id' | 'title' | 'text'> {
  const organisation = between(random, 0, organisations - 1)
  const priceMin = Math.round(10 ** (4 + 3 * random())) * 100
  return {
    field: pick(random, technologyFields),
    industryCode: pick(random, tables.industries),
    regionCode: pick(random, random() < 0.05 ? tables.near : tables.far),
    trl: random() < 0.5 ? between(random, 1, 4) : between(random, 5, 9),
    priceMinFen: BigInt(priceMin),
    priceMaxFen: BigInt(Math.round(priceMin * (1 + 2 * random()))),
    waysOfTransfer: [...new Set([pick(random, waysOfTransfer), pick(random, waysOfTransfer)])],
    organisationId: uuidOf(6, organisation),
    organisationKind: organisationKinds[organisation % organisationKinds.length] ?? 'enterprise',
    publishedAt: newest - Math.floor(random() * 3 * 365 * 86_400_000),
  }
}

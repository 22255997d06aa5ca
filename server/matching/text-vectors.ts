/**
 * What texts mean, from an embeddings endpoint, each text of a public listing asked for once: answers are kept in the
 * database for all processes. Whatever goes wrong, a text simply has no vector and is ranked by its words.
 */
import { createHash } from 'node:crypto'
import type { Logger } from 'pino'
import type { Database } from '#db/client.ts'
import { type Embedding, findAnyEmbedding, insertEmbeddings, listEmbeddings } from '#db/queries/match-embedding.ts'
import {
  createEmbeddingsClient,
  documentPatience,
  type EmbeddingsClient,
  EmbeddingsFailure,
  type EmbeddingsSettings,
  type Patience,
  queryPatience,
  textsPerRequest,
} from './embeddings.ts'

export interface TextVectors {
  /** Names the model, so that what was built with another one is built anew. */
  readonly model: string
  /** Numbers of a vector; 0 as long as it is not known. */
  readonly dimensions: number
  /** Finds out how many numbers a vector has, if that can be found out now. */
  start(): Promise<void>
  /** What is known without asking, in the order of the texts: one statement. */
  known(texts: readonly string[]): Promise<(Float32Array | null)[]>
  /** After a failure the endpoint is left alone for a while. */
  mayLearn(): boolean
  /** Asks for texts and keeps the answers; false when the endpoint does not answer, or did not lately. */
  learn(texts: readonly string[]): Promise<boolean>
  /** For a question: known, or asked for while somebody waits; null when it takes too long. */
  ofQuery(text: string): Promise<Float32Array | null>
  close(): void
}

export interface TextVectorsOptions {
  db: Database
  client: EmbeddingsClient
  log: Pick<Logger, 'warn'>
  /** Milliseconds. */
  clock?: () => number
}

/** Models read that much and more; what follows says little that is new. In UTF-16 units. */
const longestText = 4_000
/** Questions whose vectors are kept at hand. */
const questionsAtHand = 500
/** After a failure the endpoint is left alone for a while: nobody shall wait for it again and again. */
export const pauseMs = { query: 10_000, documents: 60_000 } as const
const logEveryMs = 60_000

/** The text as it is sent; empty for one that says nothing. */
export function embeddedText({ title, text }: { title: string; text: string }): string {
  const whole = [title, text].filter(part => part.trim() !== '').join('\n')
  // Not half of a pair.
  return whole.slice(0, longestText).replace(/[\uD800-\uDBFF]$/, '')
}

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest()
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')
const toBytes = (vector: Float32Array) => new Uint8Array(vector.buffer, vector.byteOffset, vector.byteLength)
/** A copy: the driver's bytes may begin anywhere in a larger buffer. */
const toVector = (bytes: Uint8Array) => new Float32Array(Uint8Array.from(bytes).buffer)

export function openTextVectors(
  settings: EmbeddingsSettings,
  made: Pick<TextVectorsOptions, 'db' | 'log'>,
): TextVectors {
  return createTextVectors({ ...made, client: createEmbeddingsClient(settings) })
}

export function createTextVectors({ db, client, log, clock = Date.now }: TextVectorsOptions): TextVectors {
  const { model: name, dimensions: asked } = client.settings
  const model = asked === null ? name : `${name}/${asked}`
  const atHand = new Map<string, Promise<Float32Array | null>>()
  const pausedUntil = { query: 0, documents: 0 }
  let dimensions = asked ?? 0
  let loggedAt = Number.NEGATIVE_INFINITY

  /** Null when it fails; then it is not asked for a while. */
  async function ask(texts: readonly string[], who: 'query' | 'documents', patience: Patience) {
    if (clock() < pausedUntil[who]) return null
    try {
      const vectors = await client.embed(texts, patience)
      const length = vectors[0]?.length ?? dimensions
      if (dimensions === 0) dimensions = length
      if (length !== dimensions)
        throw new EmbeddingsFailure(`it answered ${length} dimensions, but this model had ${dimensions}`, false)
      return vectors
    } catch (error) {
      if (!(error instanceof EmbeddingsFailure)) throw error
      pausedUntil[who] = clock() + pauseMs[who]
      if (clock() - loggedAt >= logEveryMs) {
        loggedAt = clock()
        log.warn({ reason: error.message, model }, 'the embeddings endpoint fails; matches are ranked without meanings')
      }
      return null
    }
  }

  async function known(texts: readonly string[]): Promise<(Float32Array | null)[]> {
    const hashes = texts.map(text => (text === '' ? null : hashOf(text)))
    const wanted = [...new Map(hashes.flatMap(hash => (hash ? [[hex(hash), hash] as const] : []))).values()]
    const rows = await listEmbeddings(db, model, wanted)
    const found = new Map(rows.map(row => [hex(row.textSha256), row.vector]))
    return hashes.map(hash => {
      const bytes = hash && found.get(hex(hash))
      return bytes && bytes.byteLength === 4 * dimensions ? toVector(bytes) : null
    })
  }

  async function findOfQuery(text: string): Promise<Float32Array | null> {
    const [kept] = await known([text])
    return kept ?? (await ask([text], 'query', queryPatience))?.[0] ?? null
  }

  return {
    model,
    get dimensions() {
      return dimensions
    },
    start: async () => {
      const bytes = dimensions === 0 ? await findAnyEmbedding(db, model) : null
      if (bytes) dimensions = bytes.byteLength / 4
      if (dimensions === 0) await ask(['技术转移'], 'documents', queryPatience)
    },
    known,
    mayLearn: () => clock() >= pausedUntil.documents,
    learn: async texts => {
      const distinct = [...new Set(texts)].filter(text => text !== '')
      const kept = await known(distinct)
      const wanted = distinct.filter((_, i) => !kept[i])
      for (let i = 0; i < wanted.length; i += textsPerRequest) {
        const batch = wanted.slice(i, i + textsPerRequest)
        const vectors = await ask(batch, 'documents', documentPatience)
        if (vectors === null) return false
        const rows = batch.flatMap((text, at): Embedding[] => {
          const vector = vectors[at]
          return vector ? [{ textSha256: hashOf(text), vector: toBytes(vector) }] : []
        })
        await insertEmbeddings(db, model, rows)
      }
      return true
    },
    ofQuery: async text => {
      if (text === '') return null
      const held = atHand.get(text)
      if (held) return held
      const finding = findOfQuery(text)
      atHand.set(text, finding)
      // The oldest goes; and what was not found is asked for again the next time.
      const [oldest] = atHand.keys()
      if (atHand.size > questionsAtHand && oldest !== undefined) atHand.delete(oldest)
      const vector = await finding.catch((error: unknown) => {
        atHand.delete(text)
        throw error
      })
      if (vector === null) atHand.delete(text)
      return vector
    },
    close: () => client.close(),
  }
}

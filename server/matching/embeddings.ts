/**
 * Asks an embeddings endpoint in the manner of OpenAI's `/v1/embeddings` what texts mean. Whatever it answers is checked
 * here; what goes wrong is one kind of error, whose message never holds the key.
 */
import { setTimeout as sleep } from 'node:timers/promises'

export interface EmbeddingsSettings {
  /** The whole address, as in `http://127.0.0.1:8080/v1/embeddings`. */
  url: string
  model: string
  /** Sent as a bearer token; null: none is needed. */
  key: string | null
  /** Asked for; null: as many as the model has. */
  dimensions: number | null
}

export interface Patience {
  timeoutMs: number
  /** Tries after the first, of what may go better the next time. */
  retries: number
}

/** Somebody waits for the answer. */
export const queryPatience: Patience = { timeoutMs: 2_000, retries: 0 }
export const documentPatience: Patience = { timeoutMs: 30_000, retries: 2 }

export const textsPerRequest = 64
const retryWaitMs = 500
/** Of what the endpoint says about an error. */
const longestWords = 200
const mostErrorBytes = 65_536
/** More would not fit the table of what was answered. */
export const mostDimensions = 8_192
/** A number is written with at most 25 signs; the rest is for what stands around it. */
const mostAnswerBytes = textsPerRequest * mostDimensions * 32

export class EmbeddingsFailure extends Error {
  readonly isWorthRetrying: boolean
  constructor(message: string, isWorthRetrying: boolean) {
    super(message)
    this.isWorthRetrying = isWorthRetrying
  }
}

export interface EmbeddingsClient {
  readonly settings: Pick<EmbeddingsSettings, 'model' | 'dimensions'>
  /** Vectors of length 1, in the order of the texts, all with as many numbers. Throws `EmbeddingsFailure`. */
  embed(texts: readonly string[], patience: Patience): Promise<Float32Array[]>
  /** Gives up what is under way, and whatever is asked later. */
  close(): void
}

export function createEmbeddingsClient(settings: EmbeddingsSettings): EmbeddingsClient {
  const closing = new AbortController()
  const withoutKey = (text: string) => (settings.key ? text.replaceAll(settings.key, '***') : text)

  async function request(texts: readonly string[], timeoutMs: number): Promise<Float32Array[]> {
    const { model, key, dimensions } = settings
    const signal = AbortSignal.any([closing.signal, AbortSignal.timeout(timeoutMs)])
    const headers = { 'content-type': 'application/json', ...(key && { authorization: `Bearer ${key}` }) }
    const body = JSON.stringify({ model, input: texts, encoding_format: 'float', ...(dimensions && { dimensions }) })
    try {
      // A redirect could carry texts and key to somebody else.
      const response = await fetch(settings.url, { method: 'POST', headers, body, signal, redirect: 'error' })
      if (response.ok) return readAnswer(await readWhole(response), texts.length, dimensions)
      const { text } = await readBeginning(response, mostErrorBytes)
      const words = withoutKey(text).replace(/\s+/g, ' ').slice(0, longestWords)
      throw new EmbeddingsFailure(
        `it answered ${response.status}: ${words}`,
        response.status === 429 || response.status >= 500,
      )
    } catch (error) {
      if (error instanceof EmbeddingsFailure) throw error
      if (closing.signal.aborted) throw new EmbeddingsFailure('it is asked no more', false)
      if (signal.aborted) throw new EmbeddingsFailure(`no answer within ${timeoutMs} ms`, true)
      throw new EmbeddingsFailure(withoutKey(describe(error)), true)
    }
  }

  async function persist(texts: readonly string[], { timeoutMs, retries }: Patience): Promise<Float32Array[]> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await request(texts, timeoutMs)
      } catch (error) {
        if (attempt >= retries || !(error instanceof EmbeddingsFailure && error.isWorthRetrying)) throw error
        await sleep(retryWaitMs * 4 ** attempt, undefined, { signal: closing.signal }).catch(() => {})
      }
    }
  }

  return {
    settings,
    close: () => closing.abort(),
    embed: async (texts, patience) => {
      const vectors: Float32Array[] = []
      for (let i = 0; i < texts.length; i += textsPerRequest)
        vectors.push(...(await persist(texts.slice(i, i + textsPerRequest), patience)))
      return vectors
    },
  }
}

/** `fetch` says what happened in the cause. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message
}

const wrong = (message: string) => new EmbeddingsFailure(`it answered something else: ${message}`, false)

/** Reads no further than `mostBytes`: a wrong address may send whatever it likes. */
async function readBeginning({ body }: Response, mostBytes: number): Promise<{ text: string; isWhole: boolean }> {
  const decoder = new TextDecoder()
  let [text, left] = ['', mostBytes]
  // To leave the loop is to close the connection.
  for await (const part of body ?? []) {
    text += decoder.decode(part.subarray(0, left), { stream: true })
    if (part.length > left) return { text, isWhole: false }
    left -= part.length
  }
  return { text: text + decoder.decode(), isWhole: true }
}

async function readWhole(response: Response): Promise<string> {
  const { text, isWhole } = await readBeginning(response, mostAnswerBytes)
  if (!isWhole) throw wrong(`more than ${mostAnswerBytes} bytes`)
  return text
}

function parse(answer: string): unknown {
  try {
    return JSON.parse(answer)
  } catch {
    throw wrong('no JSON')
  }
}

/** `{ data: [{ index, embedding: [number, …] }, …] }`, in any order. */
function readAnswer(answer: string, texts: number, dimensions: number | null): Float32Array[] {
  const body = parse(answer)
  const data = typeof body === 'object' && body !== null && 'data' in body ? body.data : null
  if (!Array.isArray(data)) throw wrong('no list "data"')
  if (data.length !== texts) throw wrong(`${data.length} embeddings for ${texts} texts`)
  const vectors: (Float32Array | undefined)[] = new Array(texts).fill(undefined)
  for (const [place, entry] of (data as unknown[]).entries()) {
    const { index = place, embedding } = (entry ?? {}) as { index?: unknown; embedding?: unknown }
    if (typeof index !== 'number' || !(index in vectors) || vectors[index]) throw wrong(`"index" ${String(index)}`)
    vectors[index] = readVector(embedding)
  }
  const read = vectors.filter(vector => vector !== undefined)
  const expected = dimensions ?? read[0]?.length
  const other = read.find(vector => vector.length !== expected)
  if (other) throw wrong(`${other.length} dimensions instead of ${expected}`)
  return read
}

function readVector(embedding: unknown): Float32Array {
  if (!Array.isArray(embedding) || embedding.length === 0) throw wrong('no list of numbers "embedding"')
  if (embedding.length > mostDimensions)
    throw wrong(`${embedding.length} dimensions, at most ${mostDimensions} are read`)
  let square = 0
  for (const value of embedding as unknown[]) {
    if (typeof value !== 'number' || !Number.isFinite(value))
      throw wrong('"embedding" holds something that is no number')
    square += value * value
  }
  if (!(square > 0 && Number.isFinite(square))) throw wrong('"embedding" has no direction')
  const length = Math.sqrt(square)
  return Float32Array.from(embedding as number[], value => value / length)
}

/** The client of an embeddings endpoint: what is sent, what is taken as an answer, and how it fails. */
import { beforeEach, describe, expect, it } from 'vitest'
import { createEmbeddingsClient, EmbeddingsFailure } from '#server/matching/embeddings.ts'
import { type Answer, meaningful, send, useEndpoint } from '../../support/embeddings-endpoint.ts'

const endpoint = useEndpoint()
beforeEach(() => {
  endpoint.asked.length = 0
  endpoint.answerWith(meaningful)
})
const key = 'sk-very-secret'
const client = (over: object = {}) =>
  createEmbeddingsClient({ url: endpoint.url, model: 'm', key, dimensions: null, ...over })
const once = { timeoutMs: 2_000, retries: 0 }

async function failureOf(answer: Answer, patience = once, over: object = {}): Promise<string> {
  endpoint.answerWith(answer)
  const error = await client(over)
    .embed(['石墨烯', '别的'], patience)
    .catch(thrown => thrown)
  expect(error).toBeInstanceOf(EmbeddingsFailure)
  return error.message
}

describe('a right answer', () => {
  it('is put in the order of the texts, and every vector has length 1', async () => {
    const vectors = await client().embed(['石墨烯', '别的'], once)
    expect(vectors.map(vector => [...vector])).toEqual([
      [0, expect.closeTo(0.6, 6), 0, expect.closeTo(0.8, 6)],
      [expect.closeTo(0.8320503, 6), 0, expect.closeTo(0.5547002, 6), 0],
    ])
    expect(endpoint.asked).toMatchObject([{ model: 'm', input: ['石墨烯', '别的'], authorization: `Bearer ${key}` }])
  })

  it('is asked for in batches of 64', async () => {
    const texts = Array.from({ length: 130 }, (_, i) => `${i}`)
    expect(await client().embed(texts, once)).toHaveLength(130)
    expect(endpoint.asked.map(({ input }) => input.length)).toEqual([64, 64, 2])
    expect(await client().embed([], once)).toEqual([])
  })

  it('has the dimensions that were asked for', async () => {
    await client({ dimensions: 4, key: null }).embed(['a'], once)
    expect(endpoint.asked).toMatchObject([{ dimensions: 4, authorization: undefined }])
    expect(await failureOf(meaningful, once, { dimensions: 3 })).toContain('4 dimensions instead of 3')
  })
})

describe('a wrong answer', () => {
  const data = (...embeddings: unknown[]): Answer => {
    return (_, response) => send(response, 200, { data: embeddings.map((embedding, index) => ({ index, embedding })) })
  }
  it.each<[string, Answer]>([
    ['no JSON', (_, response) => void response.end('<html>')],
    ['no list "data"', (_, response) => send(response, 200, { vectors: [] })],
    ['no list "data"', (_, response) => send(response, 200, null)],
    ['1 embeddings for 2 texts', data([1])],
    ['no list of numbers', data([1], null)],
    ['no list of numbers', data([1], [])],
    ['no list of numbers', (_, response) => send(response, 200, { data: [null, null] })],
    ['no number', data([1], ['x'])],
    ['no number', data([1], [null])],
    ['no direction', data([1], [0])],
    ['no direction', data([1], [1e200])],
    ['2 dimensions instead of 1', data([1], [1, 2])],
    ['"index" 7', (_, response) => send(response, 200, { data: [{ index: 7, embedding: [1] }, { embedding: [1] }] })],
    ['"index" 0', (_, response) => send(response, 200, { data: [0, 0].map(index => ({ index, embedding: [1] })) })],
  ])('%s', async (message, answer) => {
    expect(await failureOf(answer)).toContain(message)
    expect(endpoint.asked).toHaveLength(1)
  })
})

describe('an endpoint that fails', () => {
  it('is named with its status and words, and never with the key', async () => {
    const message = await failureOf((_, response) => send(response, 401, { error: `Incorrect API key: ${key}` }))
    expect(message).toContain('401')
    expect(message).toContain('Incorrect API key: ***')
    expect(message).not.toContain(key)
  })

  it('is not asked again about what will not go better', async () => {
    await failureOf((_, response) => send(response, 400, {}), { timeoutMs: 2_000, retries: 2 })
    expect(endpoint.asked).toHaveLength(1)
  })

  it.each([429, 500, 503])('is asked again after %d, so often and no more', async status => {
    await failureOf((_, response) => send(response, status, {}), { timeoutMs: 2_000, retries: 1 })
    expect(endpoint.asked).toHaveLength(2)
  })

  it('may answer the second time', async () => {
    let n = 0
    endpoint.answerWith((asked, response) => (n++ === 0 ? send(response, 500, {}) : meaningful(asked, response)))
    expect(await client().embed(['a'], { timeoutMs: 2_000, retries: 1 })).toHaveLength(1)
  })

  it('is not waited for longer than was said', async () => {
    const startedAt = performance.now()
    expect(await failureOf(() => {}, { timeoutMs: 100, retries: 0 })).toBe('no answer within 100 ms')
    expect(performance.now() - startedAt).toBeLessThan(1_500)
  })

  it('is not followed to another address', async () => {
    await failureOf((_, response) => void response.writeHead(307, { location: `${endpoint.url}/elsewhere` }).end())
    expect(endpoint.asked).toHaveLength(1)
  })

  it.each([
    [200, 'it answered something else: more than 16777216 bytes'],
    [500, `it answered 500: ${'x'.repeat(200)}`],
  ])('is heard no further than an answer can reach: %d', async (status, words) => {
    let sent = 0
    const answer: Answer = (_, response) => {
      response.writeHead(status, { 'content-type': 'application/json' })
      const piece = Buffer.alloc(1 << 20, 'x')
      const go = () => {
        if (response.destroyed || sent > 400) return response.destroy()
        sent++
        if (response.write(piece)) setImmediate(go)
        else response.once('drain', go)
      }
      go()
    }
    expect(await failureOf(answer, { timeoutMs: 20_000, retries: 0 })).toBe(words)
    expect(sent).toBeLessThan(60)
    expect(endpoint.asked).toHaveLength(1)
  })

  it('may not be there at all', async () => {
    expect(await failureOf(meaningful, once, { url: 'http://127.0.0.1:9/' })).toMatch(/fetch failed/)
  })

  it('is given up when the service stops', async () => {
    const closing = client()
    endpoint.answerWith(() => {})
    const asking = closing.embed(['a'], { timeoutMs: 30_000, retries: 2 }).catch(thrown => thrown)
    setTimeout(() => closing.close(), 50)
    expect((await asking).message).toBe('it is asked no more')
  })
})

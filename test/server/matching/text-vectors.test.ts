/** Meanings from an endpoint: each text asked for once, kept for all, and nobody waits for an endpoint that fails. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Database } from '#db/client.ts'
import { matchEmbedding } from '#db/schema/match-embedding.ts'
import { system } from '#domain/access/actor.ts'
import type { MatchDocument, MatchQuery } from '#domain/matching/document.ts'
import { createDocumentVectors } from '#server/matching/document-vectors.ts'
import { createEmbeddingsClient } from '#server/matching/embeddings.ts'
import { createLocalIndex, type IndexClient } from '#server/matching/index-client.ts'
import { createMatching } from '#server/matching/matching.ts'
import { createTextVectors, embeddedText, pauseMs } from '#server/matching/text-vectors.ts'
import { sweepMatchEmbeddings } from '#usecases/matching/sweep-match-embeddings.ts'
import { aDocument, anId, aQuery } from '../../domain/matching/support.ts'
import { useDatabase } from '../../support/database.ts'
import { meaningful, send, useEndpoint } from '../../support/embeddings-endpoint.ts'
import { publishedAchievement } from '../../support/listings.ts'
import { createWorld, type World } from '../../support/world.ts'

const database = useDatabase()
const endpoint = useEndpoint()
const logged: Record<string, unknown>[] = []
const log = {
  info: () => {},
  warn: (entry: object) => void logged.push({ ...entry }),
  error: (entry: object) => void logged.push({ ...entry }),
}
let world: World
let now = 0
beforeAll(async () => {
  world = await createWorld(database.db)
})
beforeEach(async () => {
  endpoint.asked.length = 0
  endpoint.answerWith(meaningful)
  logged.length = 0
  await database.db.delete(matchEmbedding)
})
const vectorsOf = (over: object = {}) => {
  const client = createEmbeddingsClient({ url: endpoint.url, model: 'm', key: 'sk-x', dimensions: null, ...over })
  return createTextVectors({ db: database.db, client, log, clock: () => now })
}
const texts = () => endpoint.asked.flatMap(({ input }) => input)
const failing = () => endpoint.answerWith((_, response) => send(response, 400, { error: 'sk-x' }))

describe('the text that is sent', () => {
  it('is title and text, cut without breaking a character', () => {
    expect(embeddedText({ title: '甲', text: '乙' })).toBe('甲\n乙')
    expect([embeddedText({ title: ' ', text: '乙' }), embeddedText({ title: '', text: '' })]).toEqual(['乙', ''])
    const long = embeddedText({ title: '', text: `${'x'.repeat(3_999)}😀` })
    expect(long).toBe('x'.repeat(3_999))
  })
})

describe('texts', () => {
  it('are asked for once, by whichever process', async () => {
    const first = vectorsOf()
    expect(await first.known(['石墨烯', '别的'])).toEqual([null, null])
    expect(await first.learn(['石墨烯', '别的', '石墨烯', ''])).toBe(true)
    expect(texts()).toEqual(['石墨烯', '别的'])
    const second = vectorsOf()
    await second.start()
    expect(second.dimensions).toBe(4)
    const known = await second.known(['别的', '石墨烯', '', '没有'])
    expect(known.map(vector => vector && Math.hypot(...vector).toFixed(5))).toEqual(['1.00000', '1.00000', null, null])
    expect(await second.learn(['别的', '石墨烯'])).toBe(true)
    expect(await second.ofQuery('石墨烯')).toEqual(known[1])
    expect(texts()).toHaveLength(2)
  })

  it('of another model, or of other dimensions, are others', async () => {
    await vectorsOf().learn(['石墨烯'])
    for (const other of [vectorsOf({ model: 'n' }), vectorsOf({ dimensions: 4 })]) {
      await other.start()
      expect(await other.known(['石墨烯'])).toEqual([null])
    }
    expect([vectorsOf().model, vectorsOf({ dimensions: 4 }).model]).toEqual(['m', 'm/4'])
  })

  it('that have other dimensions than before are refused', async () => {
    const vectors = vectorsOf()
    await vectors.learn(['石墨烯'])
    endpoint.answerWith((_, response) => send(response, 200, { data: [{ index: 0, embedding: [1, 2] }] }))
    expect(await vectors.learn(['别的'])).toBe(false)
    expect(logged).toEqual([{ reason: expect.stringContaining('2 dimensions, but this model had 4'), model: 'm' }])
  })
})

describe('a question', () => {
  it('is kept at hand and not in the database', async () => {
    const vectors = vectorsOf()
    const [one, same] = await Promise.all([vectors.ofQuery('石墨烯'), vectors.ofQuery('石墨烯')])
    expect(one).toHaveLength(4)
    expect(same).toBe(one)
    expect(await vectors.ofQuery('')).toBeNull()
    const before = database.opened.statementCount()
    await vectors.ofQuery('石墨烯')
    expect(database.opened.statementCount()).toBe(before)
    expect(texts()).toEqual(['石墨烯'])
    expect(await database.db.select().from(matchEmbedding)).toEqual([])
  })

  it('has no vector when the endpoint is slow, and the next one does not wait', async () => {
    const vectors = vectorsOf()
    endpoint.answerWith(() => {})
    const startedAt = performance.now()
    expect(await vectors.ofQuery('石墨烯')).toBeNull()
    const [first, again] = [performance.now() - startedAt, performance.now()]
    expect(first).toBeGreaterThan(1_900)
    expect(first).toBeLessThan(4_000)
    expect(await vectors.ofQuery('别的')).toBeNull()
    expect(performance.now() - again).toBeLessThan(500)
    endpoint.answerWith(meaningful)
    now += pauseMs.query
    expect(await vectors.ofQuery('石墨烯')).toHaveLength(4)
  })

  it('says in the log that the endpoint fails, once a minute and without the key', async () => {
    const vectors = vectorsOf()
    failing()
    for (let i = 0; i < 7; i++) {
      await vectors.ofQuery(`${i}`)
      now += pauseMs.query
    }
    expect(endpoint.asked).toHaveLength(7)
    expect(logged).toHaveLength(2)
    expect(JSON.stringify(logged)).not.toContain('sk-x')
  })
})

describe('the cache', () => {
  it('loses what is older than a year', async () => {
    const vectors = vectorsOf()
    await vectors.learn(['石墨烯', '别的'])
    await database.db.execute(sql`update match_embedding set created_at = clock_timestamp() - interval '366 days'
      where text_sha256 = sha256(convert_to('别的', 'UTF8'))`)
    expect(await sweepMatchEmbeddings(world.ctx(system))).toBe(1)
    expect(await vectors.known(['石墨烯', '别的'])).toEqual([expect.any(Float32Array), null])
    await expect(sweepMatchEmbeddings(world.ctx(world.people.admin))).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })
})

describe('the follower', () => {
  const folders: string[] = []
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })
  const newFolder = () => {
    folders.push(mkdtempSync(join(tmpdir(), 'jiebang-vectors-')))
    return folders.at(-1) as string
  }

  /** An index that remembers the documents and queries it was given. */
  function watchedIndex() {
    const index = createLocalIndex()
    const documents = new Map<string, MatchDocument>()
    const queries: MatchQuery[] = []
    const spaces: { dimensions: number; isKept: boolean }[] = []
    const watched: IndexClient = {
      ...index,
      apply: change => {
        for (const id of change.remove) documents.delete(id)
        for (const document of change.upsert) documents.set(document.id, document)
        return index.apply(change)
      },
      rank: request => {
        queries.push(request.query)
        return index.rank(request)
      },
      takeSpace: (space, isKept) => {
        spaces.push({ dimensions: space.dimensions, isKept })
        return index.takeSpace(space, isKept)
      },
    }
    return { index: watched, documents, queries, spaces }
  }
  const follower = (index: IndexClient, followsByItself: boolean, folder: string | null = null, over: object = {}) =>
    createMatching({ db: database.db, index, folder, log, vectors: vectorsOf(over), followsByItself })
  const question = { library: 'achievement', from: 'demand', query: aQuery({ title: '石墨烯' }), limit: 10 } as const
  const rank = (matching: ReturnType<typeof follower>) => matching.rank({ ...question, nowAt: Date.now() })

  it('gives documents and questions their vectors', async () => {
    const id = await publishedAchievement(world, { title: '石墨烯散热膜的制备' })
    const { index, documents, queries } = watchedIndex()
    const matching = follower(index, false)
    await rank(matching)
    expect(documents.get(id)?.vector).toHaveLength(4)
    expect(queries.at(-1)?.vector).toHaveLength(4)
    await matching.stop()
  })

  it('finds a listing at once by its words, and gives it its vector as soon as it has one', async () => {
    const { index, documents } = watchedIndex()
    const matching = follower(index, true)
    await matching.start()
    await expect.poll(() => [...documents.values()].every(({ vector }) => vector?.length === 4)).toBe(true)
    let release = () => {}
    endpoint.answerWith((asked, response) => {
      release = () => meaningful(asked, response)
    })
    const startedAt = performance.now()
    const town: World = { ...world, ctx: (actor, ports) => world.ctx(actor, { ...ports, matching }) }
    const id = await publishedAchievement(town, { title: '单层碳薄膜的转移方法' })
    expect(performance.now() - startedAt).toBeLessThan(1_500)
    expect(documents.get(id)?.vector).toBeNull()
    const asked = { library: 'achievement', text: '单层碳薄膜', order: 'newest', offset: 0, limit: 5 } as const
    expect((await matching.find({ ...asked, nowAt: Date.now() })).ids).toContain(id)
    await expect.poll(() => endpoint.asked.at(-1)?.input[0]).toContain('单层碳')
    release()
    await expect.poll(() => documents.get(id)?.vector?.length).toBe(4)
    await matching.stop()
  })

  it('ranks by words while the endpoint fails, and catches up afterwards', async () => {
    now += pauseMs.documents
    failing()
    const { index, documents, queries, spaces } = watchedIndex()
    const matching = follower(index, true)
    await matching.start()
    const { ranked } = await rank(matching)
    expect(ranked.length).toBeGreaterThan(0)
    expect(queries.at(-1)?.vector ?? null).toBeNull()
    endpoint.answerWith(meaningful)
    now += pauseMs.documents
    await expect
      .poll(() => documents.size > 0 && [...documents.values()].every(({ vector }) => vector?.length === 4), {
        timeout: 5_000,
      })
      .toBe(true)
    // Once at the start, and once when it was known how long vectors are.
    expect(spaces.map(({ dimensions }) => dimensions)).toEqual([0, 4])
    await matching.stop()
  })

  it('reads no listing that lacks its vector while the endpoint is left alone', async () => {
    now += pauseMs.documents
    failing()
    const vectors = vectorsOf()
    const unreadable = new Proxy({}, { get: () => expect.fail('the listing was read') }) as Database
    const documentVectors = createDocumentVectors(unreadable, vectors)
    await documentVectors.attach([aDocument({ id: anId(1), title: '从未问过的题目' })])
    expect(await vectors.learn(['别的题目'])).toBe(false)
    expect(await documentVectors.learn()).toBeNull()
    now += pauseMs.documents
    await expect(documentVectors.learn()).rejects.toThrow('the listing was read')
  })

  it('keeps the meanings of a snapshot for the same model, and learns them anew for another', async () => {
    const folder = newFolder()
    const filled = watchedIndex()
    const first = follower(filled.index, false, folder)
    await rank(first)
    await first.stop()
    const published = filled.documents.size
    expect(published).toBeGreaterThan(0)
    const asked = endpoint.asked.length
    const same = watchedIndex()
    const second = follower(same.index, false, folder)
    await rank(second)
    expect([same.spaces.at(-1)?.isKept, same.documents.size]).toEqual([true, 0])
    expect(endpoint.asked.length - asked).toBe(1)
    await second.stop()
    const other = watchedIndex()
    const third = follower(other.index, false, folder, { model: 'n' })
    await rank(third)
    expect(other.spaces.at(-1)?.isKept).toBe(false)
    expect(other.documents.size).toBe(published)
    expect([...other.documents.values()].every(({ vector }) => vector?.length === 4)).toBe(true)
    await third.stop()
  })

  it('does not take a snapshot without its vectors for a whole one', async () => {
    const folder = newFolder()
    failing()
    const filled = watchedIndex()
    const first = follower(filled.index, false, folder)
    await rank(first)
    await first.stop()
    endpoint.answerWith(meaningful)
    const again = watchedIndex()
    const second = follower(again.index, false, folder)
    await rank(second)
    expect(again.spaces.at(-1)?.isKept).toBe(false)
    expect(again.documents.size).toBe(filled.documents.size)
    expect([...again.documents.values()].every(({ vector }) => vector?.length === 4)).toBe(true)
    await second.stop()
  })
})

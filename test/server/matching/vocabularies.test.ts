/** Suggestions never keep the index waiting: their words are read in steps, and only when enough of them is new. */
import { describe, expect, test } from 'vitest'
import type { Library } from '#domain/listing.ts'
import type { MatchDocument } from '#domain/matching/document.ts'
import { createLocalIndex } from '#server/matching/index-client.ts'
import { createIndexHost, type IndexHost } from '#server/matching/index-host.ts'
import { aDocument, anId } from '../../domain/matching/support.ts'

const nowAt = Date.UTC(2026, 0, 1)
const asked = { library: 'achievement', text: 'danhuapeng', nowAt } as const
const nitride = { text: '氮化硼', kind: 'pinyin' }

const some = (count: number, given: Partial<MatchDocument> = {}, from = 0) =>
  Array.from({ length: count }, (_, n) => aDocument({ title: '氮化硼', ...given, id: anId(from + n) }))
const put = (host: IndexHost, upsert: MatchDocument[]) => host.apply({ remove: [], upsert })

function finishAll(host: IndexHost): number {
  let steps = 0
  while (host.step()) steps++
  return steps
}

async function hostWith(count: number): Promise<IndexHost> {
  const host = createIndexHost()
  await put(host, some(count))
  finishAll(host)
  await host.suggest(asked)
  finishAll(host)
  return host
}

/** Whether asking once more makes it anew. */
async function isMadeAnew(host: IndexHost, library: Library = 'achievement', at = nowAt): Promise<boolean> {
  finishAll(host)
  await host.suggest({ ...asked, library, nowAt: at })
  return finishAll(host) > 0
}

describe('the vocabulary', () => {
  test('is made in steps after it was asked for; until then there is no suggestion', async () => {
    const host = createIndexHost()
    await put(host, some(3))
    expect(finishAll(host)).toBe(0)
    expect(await host.suggest(asked)).toBeNull()
    expect(host.step()).toBe(true)
    expect(await host.suggest(asked)).toBeNull()
    expect(finishAll(host)).toBeGreaterThan(3)
    expect(await host.suggest(asked)).toEqual(nitride)
  })

  test('answers while the next one is made', async () => {
    const host = await hostWith(3)
    await put(host, some(3, { title: '高温合金' }, 100))
    finishAll(host)
    const other = { ...asked, text: 'gaowenhejin' }
    expect(await host.suggest(other)).toBeNull()
    expect(host.step()).toBe(true)
    expect(await host.suggest(asked)).toEqual(nitride)
    expect(await host.suggest(other)).toBeNull()
    finishAll(host)
    expect(await host.suggest(other)).toMatchObject({ text: '高温合金' })
  })

  test('is made anew when a fiftieth has changed, or anything ten minutes ago', async () => {
    const host = await hostWith(200)
    await put(host, some(3))
    expect(await isMadeAnew(host)).toBe(true)
    await host.apply({ remove: [anId(7), anId(8), anId(404)], upsert: some(1, {}, 500) })
    expect(await isMadeAnew(host)).toBe(false)
    expect(await isMadeAnew(host, 'achievement', nowAt + 600_000)).toBe(true)
    expect(await isMadeAnew(host, 'achievement', nowAt + 9_000_000)).toBe(false)
  })

  test('is not outdated by another library, and outdated by a listing that left for one', async () => {
    const host = await hostWith(3)
    await put(host, some(3, { library: 'expert' }, 100))
    expect(await isMadeAnew(host)).toBe(false)
    await put(host, some(1, { library: 'expert' }))
    expect(await isMadeAnew(host)).toBe(true)
  })

  test('is forgotten with its index', async () => {
    const host = await hostWith(3)
    await host.clear()
    await put(host, some(3, { title: '高温合金' }))
    expect(await host.suggest(asked)).toBeNull()
    finishAll(host)
    expect(await host.suggest({ ...asked, text: 'gaowenhejin' })).toMatchObject({ text: '高温合金' })
  })

  test('is ready at once where there is no other thread', async () => {
    const index = createLocalIndex()
    await index.apply({ remove: [], upsert: some(1) })
    expect(await index.suggest(asked)).toEqual(nitride)
  })
})

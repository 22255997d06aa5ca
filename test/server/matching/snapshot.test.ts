/** Snapshots: what is written comes back the same; what is torn, foreign or old is not used; killing harms nothing. */
import { fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { indexFormat } from '#domain/matching/index/index-codec.ts'
import { createIndexHost, type IndexHost } from '#server/matching/index-host.ts'
import { BrokenSnapshot, loadSnapshot } from '#server/matching/snapshot.ts'
import { anId, aQuery } from '../../domain/matching/support.ts'
import { batchOf, proofOf } from '../../support/index-crasher.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'jiebang-index-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const questions = ['氮化硼刀具涂层', '锂电池隔膜的研究', '水泵密封', '传感器轴承催化剂']

/** Everything that can be asked, after merging: ids with their scores, and counts. */
async function answersOf(host: IndexHost) {
  await host.compact()
  const nowAt = 1
  const ranked = questions.map(title =>
    host.rank({ library: 'achievement', from: 'demand', query: aQuery({ title }), limit: 50, nowAt }),
  )
  const found = host.find({ library: 'achievement', text: '研究', order: 'newest', offset: 0, limit: 100, nowAt })
  const [rankings, page, { documents }] = [await Promise.all(ranked), await found, await host.status()]
  return { rankings: rankings.map(({ ranked }) => ranked), page, documents }
}

async function hostAfter(batches: number): Promise<IndexHost> {
  const host = createIndexHost()
  for (let n = 1; n <= batches; n++) await host.apply(batchOf(n))
  return host
}

async function loaded(from: string): Promise<IndexHost> {
  const host = createIndexHost()
  expect(await host.load(from)).not.toBeNull()
  return host
}

const pointOf = (n: number) => ({ seq: n, proof: proofOf(n), model: '' })

describe('a snapshot', () => {
  test('gives back the index it was taken of, and grows from there', async () => {
    const host = await hostAfter(30)
    while (host.step());
    await host.save(folder, pointOf(30))
    const again = await loaded(folder)
    await again.apply(batchOf(31))
    await host.apply(batchOf(31))
    expect(await answersOf(again)).toEqual(await answersOf(host))
  })

  test('writes only segments that are new, and leaves nothing behind', async () => {
    const host = await hostAfter(20)
    await host.compact()
    await host.save(folder, pointOf(20))
    const before = readdirSync(folder)
    await host.apply({ remove: [anId(5)], upsert: [] })
    await host.save(folder, pointOf(21))
    const after = readdirSync(folder)
    expect(after.filter(name => name.startsWith('segment'))).toEqual(before.filter(name => name.startsWith('segment')))
    expect((await (await loaded(folder)).status()).documents).toEqual((await host.status()).documents)
    await host.clear()
    await host.save(folder, pointOf(22))
    expect(readdirSync(folder).filter(name => name.startsWith('segment'))).toEqual([])
  })

  test('is null where there is none', async () => {
    expect(await createIndexHost().load(join(folder, 'nowhere'))).toBeNull()
  })

  test('two builds of the same documents are the same bytes', async () => {
    const other = mkdtempSync(join(tmpdir(), 'jiebang-index-'))
    for (const where of [folder, other]) await (await hostAfter(12)).save(where, pointOf(12))
    expect(readdirSync(folder).sort()).toEqual(readdirSync(other).sort())
    const manifest = (where: string) => readFileSync(join(where, 'manifest.json'), 'utf8')
    expect(manifest(folder)).toBe(manifest(other))
    rmSync(other, { recursive: true })
  })

  test.each([
    ['a byte of a segment is another', 'segment', (bytes: Buffer) => bytes.fill(bytes.readUInt8(500) ^ 1, 500, 501)],
    ['a segment ends early', 'segment', (bytes: Buffer) => bytes.subarray(0, bytes.length - 9)],
    ['the dictionary is empty', 'dictionary', () => Buffer.alloc(0)],
    ['the manifest ends early', 'manifest', (bytes: Buffer) => bytes.subarray(0, bytes.length >> 1)],
    [
      'the manifest is of another format',
      'manifest',
      (bytes: Buffer) => Buffer.from(String(bytes).replace(/"format":\d+/, '"format":0')),
    ],
  ])('is refused when %s', async (_, kind, harm) => {
    await (await hostAfter(5)).save(folder, pointOf(5))
    const name = readdirSync(folder).find(file => file.startsWith(kind)) ?? ''
    writeFileSync(join(folder, name), harm(readFileSync(join(folder, name))))
    await expect(loadSnapshot(folder)).rejects.toBeInstanceOf(BrokenSnapshot)
  })

  test.each([
    'null',
    '[]',
    '{"format":FORMAT}',
    '{"format":FORMAT,"seq":5,"proof":"","model":""}',
    '{"format":FORMAT,"seq":-5,"proof":"","model":""}',
    '{"format":FORMAT,',
  ])('is refused when the manifest is %s, with the right checksum', async text => {
    await (await hostAfter(5)).save(folder, pointOf(5))
    const body = text.replace('FORMAT', String(indexFormat))
    writeFileSync(join(folder, 'manifest.json'), `${body}\n${createHash('sha256').update(body).digest('hex')}\n`)
    await expect(loadSnapshot(folder)).rejects.toBeInstanceOf(BrokenSnapshot)
  })

  test('is refused when its files are no files', async () => {
    mkdirSync(join(folder, 'manifest.json'))
    await expect(loadSnapshot(folder)).rejects.toBeInstanceOf(BrokenSnapshot)
  })

  test('is refused when a file is missing', async () => {
    await (await hostAfter(5)).save(folder, pointOf(5))
    rmSync(join(folder, readdirSync(folder).find(file => file.startsWith('segment')) ?? ''))
    await expect(loadSnapshot(folder)).rejects.toBeInstanceOf(BrokenSnapshot)
  })
})

const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href
const crasher = fileURLToPath(new URL('../../support/index-crasher.ts', import.meta.url))

/** Kills the crasher some milliseconds after it has written a few snapshots; returns the last it is sure to have written. */
function crash(afterSnapshots: number, delayMs: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = fork(crasher, [folder], { execArgv: ['--import', loader] })
    let [last, count] = [0, 0]
    child.on('message', n => {
      last = Number(n)
      if (++count === afterSnapshots) setTimeout(() => child.kill('SIGKILL'), delayMs)
    })
    child.once('error', reject)
    child.once('exit', (_, signal) => (signal === 'SIGKILL' ? resolve(last) : reject(new Error('it ended by itself'))))
  })
}

test('after kill -9 at any moment of merging and writing, what is loaded is what a rebuild gives', async () => {
  for (let round = 0; round < 6; round++) {
    const last = await crash(1 + round, (round * 13) % 40)
    const host = createIndexHost()
    const point = await host.load(folder)
    expect(point?.seq).toBeGreaterThanOrEqual(last)
    expect(point?.proof).toBe(proofOf(point?.seq ?? -1))
    expect(await answersOf(host)).toEqual(await answersOf(await hostAfter(point?.seq ?? 0)))
  }
}, 120_000)

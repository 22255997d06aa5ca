/** The seals themselves, their key file, and the database that remembers which key it was sealed with. */
import { createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { BrokenSeal, commitmentInput } from '#domain/bid/sealing.ts'
import { createSealing, ensureSealKey, loadSealKey, sealKeyFingerprint } from '#server/sealing.ts'
import { ChallengeStory } from '../support/challenge.ts'
import { bidContent } from '../support/challenge-content.ts'
import { useDatabase } from '../support/database.ts'
import { createWorld } from '../support/world.ts'

const key = new Uint8Array(32).fill(1)
const sealing = createSealing(key)

describe('a seal', () => {
  const content = bidContent()
  const sealed = sealing.seal(content, 'challenge/bid')
  it('opens with its key and binding, and gives the receipt again', () => {
    const opened = sealing.open(sealed.sealed, 'challenge/bid')
    expect(opened).toEqual({ content, salt: sealed.salt, commitment: sealed.commitment })
    const text = commitmentInput(content, sealed.salt, 'challenge/bid')
    expect(createHash('sha256').update(text).digest('hex')).toBe(sealed.commitment)
  })
  it('does not open with another key or for another bid', () => {
    expect(() => createSealing(new Uint8Array(32).fill(2)).open(sealed.sealed, 'challenge/bid')).toThrow(BrokenSeal)
    expect(() => sealing.open(sealed.sealed, 'challenge/other')).toThrow()
  })
  it('does not open when any part of it was changed or cut off', () => {
    for (const at of [0, 11, 12, 500, sealed.sealed.length - 1]) {
      const changed = Uint8Array.from(sealed.sealed)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => sealing.open(changed, 'challenge/bid')).toThrow(BrokenSeal)
    }
    expect(() => sealing.open(sealed.sealed.subarray(0, 40), 'challenge/bid')).toThrow(BrokenSeal)
    expect(() => sealing.open(new Uint8Array(3), 'challenge/bid')).toThrow(BrokenSeal)
  })
  it('is another each time, and so is its receipt: equal bids cannot be recognised', () => {
    const again = sealing.seal(content, 'challenge/bid')
    expect(again.commitment).not.toBe(sealed.commitment)
    expect(Buffer.from(again.sealed).equals(Buffer.from(sealed.sealed))).toBe(false)
    expect(again.sealed.length).toBe(sealed.sealed.length)
  })
  it('needs a key of 32 bytes', () => {
    expect(() => createSealing(new Uint8Array(16))).toThrow('32 bytes')
  })
})

describe('the key file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'jiebang-seal-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  it('is made once, for this account only, and read again', async () => {
    const dataDir = join(folder, 'data')
    const keys = await Promise.all(Array.from({ length: 20 }, () => loadSealKey(dataDir)))
    const [first = new Uint8Array()] = keys
    expect(first).toHaveLength(32)
    expect(new Set(keys.map(key => Buffer.from(key).toString('hex'))).size).toBe(1)
    expect(readdirSync(dataDir)).toEqual(['seal.key'])
    expect(Buffer.from(await loadSealKey(dataDir)).equals(Buffer.from(first))).toBe(true)
    expect(statSync(join(dataDir, 'seal.key')).mode & 0o777).toBe(0o600)
  })
  it('with anything else in it is refused, not replaced', async () => {
    writeFileSync(join(folder, 'seal.key'), 'not a key')
    chmodSync(join(folder, 'seal.key'), 0o600)
    await expect(loadSealKey(folder)).rejects.toThrow('does not hold a seal key')
  })
})

describe('the database', () => {
  const database = useDatabase()
  const other = sealKeyFingerprint(new Uint8Array(32).fill(9))
  let story: ChallengeStory
  beforeAll(async () => {
    story = new ChallengeStory(await createWorld(database.db), database.db)
  })
  it('remembers its key; while it holds no bid, another may take its place', async () => {
    await ensureSealKey(database.db, other)
    await ensureSealKey(database.db, sealKeyFingerprint(key))
    await ensureSealKey(database.db, sealKeyFingerprint(key))
  })
  it('with bids in it starts with their key only', async () => {
    await story.bid(await story.published(), 'bidder')
    await expect(ensureSealKey(database.db, other)).rejects.toThrow('sealed with another key')
    await ensureSealKey(database.db, sealKeyFingerprint(key))
  })
})

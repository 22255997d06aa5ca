/**
 * Seals bids with AES-256-GCM. The key lies in a file that only the service's account may read, outside the database:
 * a dump or a backup of the database alone opens no bid. Whoever loses the file loses the bids that are still sealed.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from '#db/client.ts'
import { hasAnyBid, lockSealKey, replaceSealKey } from '#db/queries/seal-key.ts'
import { withTransaction } from '#db/transaction.ts'
import { BrokenSeal, commitmentInput, parseSealedText, sealedText } from '#domain/bid/sealing.ts'
import type { Sealing } from '#usecases/support/ctx.ts'

const keyBytes = 32
const nonceBytes = 12
const tagBytes = 16
const saltBytes = 32
const keyFileName = 'seal.key'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** @throws BrokenSeal for another key or binding, and for bytes that are no seal: the cipher says no more about it */
function readSealed(key: Uint8Array, sealed: Uint8Array, boundTo: string) {
  const tagAt = sealed.length - tagBytes
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
    decipher.setAAD(Buffer.from(boundTo)).setAuthTag(sealed.subarray(tagAt))
    const text = decipher.update(sealed.subarray(nonceBytes, tagAt), undefined, 'utf8')
    return parseSealedText(text + decipher.final('utf8'))
  } catch (error) {
    throw new BrokenSeal(error)
  }
}

/** `key` is 32 bytes. A sealed bid is nonce (12 bytes) · ciphertext · tag (16 bytes). */
export function createSealing(key: Uint8Array): Sealing {
  if (key.length !== keyBytes) throw new Error(`the seal key must have ${keyBytes} bytes, not ${key.length}`)
  return {
    seal(content, boundTo) {
      const salt = randomBytes(saltBytes).toString('hex')
      const nonce = randomBytes(nonceBytes)
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(boundTo))
      const text = Buffer.concat([cipher.update(sealedText(content, salt), 'utf8'), cipher.final()])
      return {
        sealed: Buffer.concat([nonce, text, cipher.getAuthTag()]),
        commitment: sha256(commitmentInput(content, salt, boundTo)),
        salt,
      }
    },
    open(sealed, boundTo) {
      const { content, salt } = readSealed(key, sealed, boundTo)
      return { content, salt, commitment: sha256(commitmentInput(content, salt, boundTo)) }
    },
  }
}

/** Reads the key from the data directory; makes it at the first start, readable by this account only. */
export async function loadSealKey(dataDir: string): Promise<Uint8Array> {
  const path = join(dataDir, keyFileName)
  await mkdir(dataDir, { recursive: true })
  if (!existsSync(path)) await makeKey(path)
  const text = (await readFile(path, 'utf8')).trim()
  if (!/^[0-9a-f]{64}$/.test(text))
    throw new Error(`${path} does not hold a seal key (64 hex digits); restore it from your backup`)
  return Buffer.from(text, 'hex')
}

/** A whole file or none: of two programs that start at once one makes it, and the other never sees half of it. */
async function makeKey(path: string): Promise<void> {
  const draft = `${path}.${randomBytes(8).toString('hex')}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(`${randomBytes(keyBytes).toString('hex')}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
  try {
    await link(draft, path)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    await unlink(draft)
  }
}

/** Names a key without telling it. */
export function sealKeyFingerprint(key: Uint8Array): string {
  return createHash('sha256').update('jiebang-seal-key-1').update(key).digest('hex')
}

/** Refuses to start on a database whose bids were sealed with another key; otherwise remembers this one. */
export async function ensureSealKey(db: Database, fingerprint: string): Promise<void> {
  await withTransaction(db, async tx => {
    const known = await lockSealKey(tx)
    if (known === fingerprint) return
    if (known !== null && (await hasAnyBid(tx)))
      throw new Error(
        `The bids in this database were sealed with another key (fingerprint ${known.slice(0, 12)}…, this key is ${fingerprint.slice(0, 12)}…). Put the ${keyFileName} that belongs to this database into the data directory, or restore both from the same backup.`,
      )
    await replaceSealKey(tx, fingerprint)
  })
}

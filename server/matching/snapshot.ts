/**
 * The index on disk: one file for the dictionary, one for each segment, named after their content, and a manifest that
 * is written last and names them all with their SHA-256. Segments never change, so a snapshot writes only what is new.
 * Whatever happens in between, the manifest that is there names files that were whole when it was written.
 */
import { createHash } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type Library, libraries } from '#domain/listing.ts'
import { createCharacterNumbers } from '#domain/matching/index/character-columns.ts'
import {
  decodeDictionary,
  decodeSegment,
  encodeDictionary,
  encodeSegment,
  indexFormat,
} from '#domain/matching/index/index-codec.ts'
import { addSegment, liveSegments } from '#domain/matching/index/library-index.ts'
import { createMatchIndex, type MatchIndex } from '#domain/matching/index/match-index.ts'
import type { Segment } from '#domain/matching/index/segment.ts'

/** What the snapshot was taken of: changes up to `seq` are in it; `proof` is the audit chain's hash at that point. */
export interface SnapshotPoint {
  seq: number
  proof: string
  /** Name of the space of its documents' meanings; empty: none, or not all of them have one. */
  model: string
}

interface StoredFile {
  name: string
  sha256: string
}

interface Manifest extends SnapshotPoint {
  format: number
  /** UTF-16 units of the single characters, by number. */
  characters: number[]
  dictionary: StoredFile
  segments: Record<Library, { file: StoredFile; dead: number[] }[]>
}

/** The snapshot cannot be used; the index is built anew. */
export class BrokenSnapshot extends Error {}

const manifestName = 'manifest.json'
const written = new WeakMap<Segment, StoredFile>()

const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex')

/** Writes to a new name and gives it the right one once it is on the disk. */
async function writeWhole(folder: string, name: string, bytes: Uint8Array | string): Promise<void> {
  const temporary = join(folder, `${name}.tmp`)
  const file = await open(temporary, 'w')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(temporary, join(folder, name))
}

async function store(folder: string, kind: string, bytes: Uint8Array, there: ReadonlySet<string>): Promise<StoredFile> {
  const hash = sha256(bytes)
  const name = `${kind}-${hash.slice(0, 32)}.bin`
  if (!there.has(name)) await writeWhole(folder, name, bytes)
  return { name, sha256: hash }
}

/** One at a time, please: two writers would remove each other's files. */
export async function saveSnapshot(index: MatchIndex, folder: string, point: SnapshotPoint): Promise<void> {
  await mkdir(folder, { recursive: true })
  const there = new Set(await readdir(folder))
  // What belongs together is taken before the first pause: documents may come and go while files are written.
  const { size, units, starts, table } = index.dictionary
  const dictionary = { size, units, starts, table }
  const characters = [...index.characters.units]
  const lives = libraries.map(library => ({
    library,
    lives: liveSegments(index.libraries[library]).map(({ segment, dead }) => ({
      segment,
      dead: [...dead.keys()].filter(place => dead[place] === 1),
    })),
  }))
  const segments: Manifest['segments'] = { achievement: [], demand: [], expert: [] }
  for (const { library, lives: own } of lives)
    for (const { segment, dead } of own) {
      const known = written.get(segment)
      const file =
        known && there.has(known.name) ? known : await store(folder, 'segment', encodeSegment(segment), there)
      written.set(segment, file)
      segments[library].push({ file, dead })
    }
  const words = await store(folder, 'dictionary', encodeDictionary(dictionary), there)
  const manifest: Manifest = { format: indexFormat, ...point, characters, dictionary: words, segments }
  const body = JSON.stringify(manifest)
  await writeWhole(folder, manifestName, `${body}\n${sha256(body)}\n`)
  await removeOthers(folder, manifest)
}

async function removeOthers(folder: string, manifest: Manifest): Promise<void> {
  const files = libraries.flatMap(library => manifest.segments[library].map(({ file }) => file.name))
  const named = new Set([manifestName, manifest.dictionary.name, ...files])
  for (const name of await readdir(folder)) if (!named.has(name)) await rm(join(folder, name), { force: true })
}

async function readManifest(folder: string): Promise<Manifest | null> {
  const text = await readFile(join(folder, manifestName), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  const [body = '', hash] = text.split('\n')
  if (sha256(body) !== hash) throw new BrokenSnapshot('the manifest is torn')
  const manifest = JSON.parse(body) as Manifest
  if (manifest.format !== indexFormat)
    throw new BrokenSnapshot(`it has format ${manifest.format}, this program reads ${indexFormat}`)
  const { seq, proof, model } = manifest
  if (!Number.isSafeInteger(seq) || seq < 0 || typeof proof !== 'string' || typeof model !== 'string')
    throw new BrokenSnapshot('the manifest does not say what it was taken of')
  return manifest
}

async function readStored(folder: string, { name, sha256: expected }: StoredFile): Promise<Uint8Array> {
  const bytes = await readFile(join(folder, name))
  if (sha256(bytes) !== expected) throw new BrokenSnapshot(`${name} is torn or foreign`)
  // A small file shares a buffer with others; typed arrays need one that begins where they do.
  return bytes.byteOffset % 8 === 0 ? bytes : Uint8Array.from(bytes)
}

/** Null when there is none. Throws `BrokenSnapshot` for whatever cannot be read: torn, of another format, foreign. */
export async function loadSnapshot(folder: string): Promise<{ index: MatchIndex; point: SnapshotPoint } | null> {
  try {
    const manifest = await readManifest(folder)
    if (manifest === null) return null
    const index = createMatchIndex()
    index.dictionary = decodeDictionary(await readStored(folder, manifest.dictionary))
    index.characters = createCharacterNumbers(manifest.characters)
    for (const library of libraries)
      for (const { file, dead } of manifest.segments[library]) {
        const segment = decodeSegment(await readStored(folder, file))
        const marks = new Uint8Array(segment.documents)
        for (const place of dead) marks[place] = 1
        addSegment(index.libraries[library], segment, marks)
        // Some may have none yet, all others have as many; with 0, merging would leave them behind.
        index.dimensions = Math.max(index.dimensions, segment.dimensions)
        written.set(segment, file)
      }
    const { seq, proof, model } = manifest
    return { index, point: { seq, proof, model } }
  } catch (error) {
    if (error instanceof BrokenSnapshot) throw error
    throw new BrokenSnapshot(error instanceof Error ? error.message : String(error), { cause: error })
  }
}

/**
 * Where each document is, by its id: an open hash table that stores only where (four bytes a document) and compares
 * with the ids in the segments themselves. A million ids as keys of a `Map` would cost a hundred megabytes.
 */
import { hashStart, hashStep } from '../hash-step.ts'
import { writeId } from './columns.ts'

/** Where a document is: segment slot × 65,536 + place. */
export type Whereabouts = number

export interface IdTable {
  /** Whereabouts, or one of the two marks. Its length is a power of two. */
  table: Uint32Array
  /** Entries that are not free, the taken-out included. */
  used: number
  living: number
  /** The ids of a segment slot. */
  idsOf(slot: number): Uint8Array
}

const free = 0xffff_ffff
const takenOut = 0xffff_fffe
const firstSize = 2048

export function createIdTable(idsOf: IdTable['idsOf']): IdTable {
  return { table: new Uint32Array(firstSize).fill(free), used: 0, living: 0, idsOf }
}

/** The 16 bytes of a UUID. */
export function idBytes(id: string): Uint8Array {
  const bytes = new Uint8Array(16)
  writeId(bytes, 0, id)
  return bytes
}

/** Where the document with the id at `ids[place]` is; -1 when it is not there. */
export function findId(ids: IdTable, bytes: Uint8Array, place = 0): Whereabouts {
  const at = findEntry(ids, bytes, place)
  return at < 0 ? -1 : (ids.table[at] as number)
}

/** Puts a document in that is not there yet. */
export function putId(ids: IdTable, bytes: Uint8Array, place: number, where: Whereabouts): void {
  if ((ids.used + 1) * 2 > ids.table.length) rehash(ids)
  const mask = ids.table.length - 1
  let at = hashOf(bytes, place) & mask
  while ((ids.table[at] as number) < takenOut) at = (at + 1) & mask
  if (ids.table[at] === free) ids.used++
  ids.table[at] = where
  ids.living++
}

/** Says where a document is now that was moved. */
export function moveId(ids: IdTable, bytes: Uint8Array, place: number, where: Whereabouts): void {
  const at = findEntry(ids, bytes, place)
  if (at >= 0) ids.table[at] = where
}

/** Takes a document out; where it was, or -1. */
export function takeId(ids: IdTable, bytes: Uint8Array): Whereabouts {
  const at = findEntry(ids, bytes, 0)
  if (at < 0) return -1
  const where = ids.table[at] as number
  ids.table[at] = takenOut
  ids.living--
  return where
}

function findEntry({ table, idsOf }: IdTable, bytes: Uint8Array, place: number): number {
  const mask = table.length - 1
  for (let at = hashOf(bytes, place) & mask; ; at = (at + 1) & mask) {
    const where = table[at] as number
    if (where === free) return -1
    if (where !== takenOut && isSame(idsOf(where >>> 16), where & 0xffff, bytes, place)) return at
  }
}

function isSame(ids: Uint8Array, at: number, bytes: Uint8Array, place: number): boolean {
  for (let i = 0; i < 16; i++) if (ids[at * 16 + i] !== bytes[place * 16 + i]) return false
  return true
}

function hashOf(bytes: Uint8Array, place: number): number {
  let hash = hashStart
  for (let i = place * 16; i < place * 16 + 16; i++) hash = hashStep(hash, bytes[i] as number)
  return hash ^ (hash >>> 13)
}

/** Twice the room, or the same room without the taken-out. */
function rehash(ids: IdTable): void {
  const before = ids.table
  ids.table = new Uint32Array(ids.living * 4 > before.length ? before.length * 2 : before.length).fill(free)
  const mask = ids.table.length - 1
  for (const where of before) {
    if (where >= takenOut) continue
    let at = hashOf(ids.idsOf(where >>> 16), where & 0xffff) & mask
    while (ids.table[at] !== free) at = (at + 1) & mask
    ids.table[at] = where
  }
  ids.used = ids.living
}

/**
 * Typed arrays as one block of bytes and back: a magic word, the length of a JSON header, the header (facts about the
 * whole, and for each array its name, kind, place and length), then the arrays, each beginning at a multiple of eight.
 * Little-endian, as every machine this runs on. Whether the bytes are whole is proved by whoever stores them.
 */

const kinds = { Int8Array, Uint8Array, Uint16Array, Uint32Array, Int32Array, Float32Array, Float64Array } as const
interface ArrayKinds {
  Int8Array: Int8Array
  Uint8Array: Uint8Array
  Uint16Array: Uint16Array
  Uint32Array: Uint32Array
  Int32Array: Int32Array
  Float32Array: Float32Array
  Float64Array: Float64Array
}
type Kind = keyof ArrayKinds
type AnyArray = ArrayKinds[Kind]

const magic = 0x4a42_4958
const headerAt = 8

export class UnreadableArrays extends Error {}

interface Header<M> {
  meta: M
  arrays: { name: string; kind: Kind; at: number; length: number }[]
}

const aligned = (at: number) => Math.ceil(at / 8) * 8

export function encodeArrays<M>(meta: M, arrays: Record<string, AnyArray>): Uint8Array<ArrayBuffer> {
  let at = 0
  const entries = Object.entries(arrays).map(([name, array]) => {
    const entry = { name, kind: array.constructor.name as Kind, at, length: array.length }
    at = aligned(at + array.byteLength)
    return entry
  })
  const header = new TextEncoder().encode(JSON.stringify({ meta, arrays: entries } satisfies Header<M>))
  const body = aligned(headerAt + header.length)
  const bytes = new Uint8Array(body + at)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, magic, true)
  view.setUint32(4, header.length, true)
  bytes.set(header, headerAt)
  for (const { name, at: place } of entries) {
    const array = arrays[name] as AnyArray
    bytes.set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength), body + place)
  }
  return bytes
}

export interface DecodedArrays<M> {
  meta: M
  /** The array of this name. Throws `UnreadableArrays` when there is none of this kind. */
  array<K extends Kind>(name: string, kind: K): ArrayKinds[K]
}

/** The arrays look into `bytes`, which must not be changed afterwards. Throws `UnreadableArrays`. */
export function decodeArrays<M>(bytes: Uint8Array): DecodedArrays<M> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < headerAt || view.getUint32(0, true) !== magic) throw new UnreadableArrays('not a file of arrays')
  const headerLength = view.getUint32(4, true)
  if (headerAt + headerLength > bytes.length) throw new UnreadableArrays('the header is torn')
  const text = new TextDecoder().decode(bytes.subarray(headerAt, headerAt + headerLength))
  const { meta, arrays } = JSON.parse(text) as Header<M>
  const body = bytes.byteOffset + aligned(headerAt + headerLength)
  return {
    meta,
    array<K extends Kind>(name: string, kind: K): ArrayKinds[K] {
      const entry = arrays.find(candidate => candidate.name === name)
      if (!entry || entry.kind !== kind) throw new UnreadableArrays(`"${name}" is missing or of another kind`)
      const from = body + entry.at
      if (from + entry.length * kinds[kind].BYTES_PER_ELEMENT > bytes.byteOffset + bytes.length)
        throw new UnreadableArrays(`"${name}" is torn`)
      return new kinds[kind](bytes.buffer as ArrayBuffer, from, entry.length) as unknown as ArrayKinds[K]
    },
  }
}

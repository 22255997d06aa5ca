/**
 * Word vectors as bytes, little-endian:
 *   0  'JBWV'   4  format (1)   8  dimensions   12 words   16 pieces   20 bytes of the words' text   24 of the pieces'
 *   28 scales (Float32 × (words + pieces)), common (Float32 × dimensions), counts (Uint32 × words),
 *      rows (Int8 × (words + pieces) × dimensions), words and pieces (UTF-8, joined by line feeds)
 *   at the end 8 bytes of checksum over everything before.
 * A file that is torn, foreign or of another format is refused, never half read.
 */
import { hashStart, hashStep } from '../hash-step.ts'
import { assembleWordVectors, type WordVectorContent, type WordVectors } from './word-vectors.ts'

/** The bytes are no word vectors, or not all of them. The model must be trained anew. */
export class BrokenModel extends Error {
  override name = 'BrokenModel'
}

const magic = 0x5657_424a
const format = 1
const headerBytes = 28
const checksumBytes = 8

export function encodeWordVectors(content: WordVectorContent): Uint8Array {
  const encoder = new TextEncoder()
  const [words, pieces] = [encoder.encode(content.words.join('\n')), encoder.encode(content.pieces.join('\n'))]
  const { scales, common, counts, rows } = content
  const parts = [scales, common, counts, rows, words, pieces].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  )
  const length = parts.reduce((sum, part) => sum + part.length, headerBytes)
  const bytes = new Uint8Array(length + checksumBytes)
  const view = new DataView(bytes.buffer)
  const header = [
    magic,
    format,
    content.dimensions,
    content.words.length,
    content.pieces.length,
    words.length,
    pieces.length,
  ]
  for (const [i, number] of header.entries()) view.setUint32(i * 4, number, true)
  let at = headerBytes
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  const [low, high] = checksum(bytes.subarray(0, length))
  view.setUint32(length, low, true)
  view.setUint32(length + 4, high, true)
  return bytes
}

/** Throws {@link BrokenModel}. */
export function decodeWordVectors(bytes: Uint8Array): WordVectors {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < headerBytes + checksumBytes || view.getUint32(0, true) !== magic)
    throw new BrokenModel('these are no word vectors')
  if (view.getUint32(4, true) !== format) throw new BrokenModel(`unknown format ${view.getUint32(4, true)}`)
  const length = bytes.length - checksumBytes
  const [low, high] = checksum(bytes.subarray(0, length))
  if (view.getUint32(length, true) !== low || view.getUint32(length + 4, true) !== high)
    throw new BrokenModel('the checksum does not fit: the file is torn or was changed')
  const [dimensions, words, pieces, wordBytes, pieceBytes] = [8, 12, 16, 20, 24].map(at =>
    view.getUint32(at, true),
  ) as [number, number, number, number, number]
  const rows = words + pieces
  const sizes = [rows * 4, dimensions * 4, words * 4, rows * dimensions, wordBytes, pieceBytes]
  if (sizes.reduce((sum, size) => sum + size, headerBytes) !== length) throw new BrokenModel('the lengths do not fit')
  let at = headerBytes
  // Copies, so that typed arrays stand on their boundaries whatever the offset of the bytes. Not by `slice`: that of a
  // Buffer copies nothing.
  const next = (size: number) => {
    at += size
    return new Uint8Array(bytes.subarray(at - size, at)).buffer
  }
  const content = {
    dimensions,
    scales: new Float32Array(next(rows * 4)),
    common: new Float32Array(next(dimensions * 4)),
    counts: new Uint32Array(next(words * 4)),
    rows: new Int8Array(next(rows * dimensions)),
    words: lines(next(wordBytes), words),
    pieces: lines(next(pieceBytes), pieces),
  }
  return assembleWordVectors(content, versionOf(bytes))
}

function lines(text: ArrayBuffer, expected: number): string[] {
  const found = expected === 0 ? [] : new TextDecoder().decode(text).split('\n')
  if (found.length !== expected) throw new BrokenModel('the number of words does not fit')
  return found
}

/** The checksum in 16 hexadecimal digits. */
export function versionOf(encoded: Uint8Array): string {
  const view = new DataView(encoded.buffer, encoded.byteOffset, encoded.byteLength)
  const half = (at: number) => view.getUint32(at, true).toString(16).padStart(8, '0')
  return half(encoded.length - 4) + half(encoded.length - 8)
}

/** Two sums of FNV-1a's kind with different multipliers: finds accidents, not attacks. */
function checksum(bytes: Uint8Array): [number, number] {
  let [low, high] = [hashStart, 0x2f0b4c27]
  for (let i = 0; i < bytes.length; i++) {
    low = hashStep(low, bytes[i] as number)
    high = Math.imul(high ^ (bytes[i] as number), 0x85ebca6b)
    high ^= high >>> 13
  }
  return [low >>> 0, high >>> 0]
}

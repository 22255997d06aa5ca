/** Segments and the dictionary as bytes, for snapshots. The same content gives the same bytes. */
import type { FieldCounts } from '../ranking/score.ts'
import type { Bm25Weights } from '../ranking/weights.ts'
import { decodeArrays, encodeArrays } from './arrays-codec.ts'
import { type Columns, columnNames, columnTypes } from './columns.ts'
import { type Dictionary, dictionaryOf } from './dictionary.ts'
import { pageWords, type Segment } from './segment.ts'

/** Of everything that a snapshot holds; a change of layout, of tokens or of columns is a new number. */
export const indexFormat = 4

interface SegmentMeta {
  documents: number
  dimensions: number
  averages: FieldCounts
  weights: Bm25Weights
}

export function encodeSegment(segment: Segment): Uint8Array<ArrayBuffer> {
  const { documents, dimensions, averages, weights, columns, quantities, characters, pages, ...arrays } = segment
  const meta: SegmentMeta = { documents, dimensions, averages, weights }
  return encodeArrays(meta, { ...arrays, ...columns, ...quantities, ...characters })
}

/** Throws `UnreadableArrays`. */
export function decodeSegment(bytes: Uint8Array): Segment {
  const { meta, array } = decodeArrays<SegmentMeta>(bytes)
  type ColumnKind = 'Uint8Array' | 'Uint16Array' | 'Uint32Array' | 'Float64Array'
  const named = columnNames.map(name => [name, array(name, columnTypes[name].name as ColumnKind)])
  const words = array('words', 'Uint32Array')
  return {
    ...meta,
    words,
    pages: pageWords(words),
    starts: array('starts', 'Uint32Array'),
    bounds: array('bounds', 'Float32Array'),
    places: array('places', 'Uint16Array'),
    counts: array('counts', 'Uint8Array'),
    vectors: array('vectors', 'Int8Array'),
    characters: {
      characterStarts: array('characterStarts', 'Uint32Array'),
      characters: array('characters', 'Uint16Array'),
    },
    quantities: {
      quantityStarts: array('quantityStarts', 'Uint32Array'),
      quantityMetrics: array('quantityMetrics', 'Uint32Array'),
      quantityComparators: array('quantityComparators', 'Uint8Array'),
      quantityLows: array('quantityLows', 'Float64Array'),
      quantityHighs: array('quantityHighs', 'Float64Array'),
    },
    columns: { ...Object.fromEntries(named), ids: array('ids', 'Uint8Array') } as Columns,
  }
}

export function encodeDictionary({ size, units, starts }: Dictionary): Uint8Array<ArrayBuffer> {
  return encodeArrays({ size }, { units: units.subarray(0, starts[size]), starts: starts.subarray(0, size + 1) })
}

/** Throws `UnreadableArrays`. */
export function decodeDictionary(bytes: Uint8Array): Dictionary {
  const { meta, array } = decodeArrays<{ size: number }>(bytes)
  return dictionaryOf(meta.size, array('units', 'Uint16Array'), array('starts', 'Uint32Array'))
}

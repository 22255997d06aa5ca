/** The quantities of a segment's documents: one row a quantity, the rows of a document side by side. */
import type { Quantity, QuantityComparator } from '../text/quantities.ts'
import { addWord, type Dictionary, wordOf } from './dictionary.ts'
import { measuredOf, metricWord } from './marked-words.ts'

export interface QuantityColumns {
  /** Where each document's rows begin; one more than there are documents. */
  quantityStarts: Uint32Array
  /** Number of the metric with its dimension, kept in the dictionary of words. */
  quantityMetrics: Uint32Array
  quantityComparators: Uint8Array
  /** In the base unit; NaN: no bound. */
  quantityLows: Float64Array
  quantityHighs: Float64Array
}

const comparators: readonly QuantityComparator[] = ['gte', 'lte', 'eq', 'between']

export function writeQuantities(lists: readonly (readonly Quantity[])[], dictionary: Dictionary): QuantityColumns {
  const all = lists.flat()
  let end = 0
  return {
    quantityStarts: Uint32Array.from([0, ...lists.map(list => (end += list.length))]),
    quantityMetrics: Uint32Array.from(all, quantity => addWord(dictionary, metricWord(quantity))),
    quantityComparators: Uint8Array.from(all, ({ comparator }) => comparators.indexOf(comparator)),
    quantityLows: Float64Array.from(all, ({ min }) => min ?? Number.NaN),
    quantityHighs: Float64Array.from(all, ({ max }) => max ?? Number.NaN),
  }
}

/** Without their place in the text, which the index does not keep. */
export function readQuantities(columns: QuantityColumns, place: number, dictionary: Dictionary): Quantity[] {
  const found: Quantity[] = []
  const to = columns.quantityStarts[place + 1] as number
  for (let row = columns.quantityStarts[place] as number; row < to; row++) {
    const measured = measuredOf(wordOf(dictionary, columns.quantityMetrics[row] as number))
    const [low, high] = [columns.quantityLows[row] as number, columns.quantityHighs[row] as number]
    found.push({
      ...measured,
      comparator: comparators[columns.quantityComparators[row] as number] ?? 'eq',
      min: Number.isNaN(low) ? null : low,
      max: Number.isNaN(high) ? null : high,
      start: 0,
      end: 0,
    })
  }
  return found
}

/** The rows of several segments, in the order the merged documents stand. */
export function mergeQuantities(
  sources: readonly { columns: QuantityColumns; movedTo: Int32Array }[],
  documents: number,
): QuantityColumns {
  const rows = sources.flatMap(({ columns, movedTo }) => {
    const kept: { columns: QuantityColumns; row: number; to: number }[] = []
    for (const [place, to] of movedTo.entries())
      for (
        let row = columns.quantityStarts[place] as number;
        row < (columns.quantityStarts[place + 1] as number);
        row++
      )
        if (to >= 0) kept.push({ columns, row, to })
    return kept
  })
  const quantityStarts = new Uint32Array(documents + 1)
  for (const { to } of rows) quantityStarts[to + 1] = (quantityStarts[to + 1] as number) + 1
  for (let place = 0; place < documents; place++)
    quantityStarts[place + 1] = (quantityStarts[place + 1] as number) + (quantityStarts[place] as number)
  // Documents keep their order, source after source, so the rows are in theirs already.
  return {
    quantityStarts,
    quantityMetrics: Uint32Array.from(rows, ({ columns, row }) => columns.quantityMetrics[row] as number),
    quantityComparators: Uint8Array.from(rows, ({ columns, row }) => columns.quantityComparators[row] as number),
    quantityLows: Float64Array.from(rows, ({ columns, row }) => columns.quantityLows[row] as number),
    quantityHighs: Float64Array.from(rows, ({ columns, row }) => columns.quantityHighs[row] as number),
  }
}

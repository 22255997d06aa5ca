/** Sorting that lets others go first: a long list in steps of about a millisecond. */

const itemsAStep = 1_000

/** The items in order; those that compare as equal keep theirs. The list that is given stays as it is. */
export function* sortInSteps<T>(items: readonly T[], compare: (a: T, b: T) => number): Generator<void, T[]> {
  let runs: T[][] = []
  for (let from = 0; from < items.length; from += itemsAStep) {
    runs.push(items.slice(from, from + itemsAStep).sort(compare))
    yield
  }
  while (runs.length > 1) {
    const merged: T[][] = []
    for (let i = 0; i < runs.length; i += 2) merged.push(yield* merge(runs[i] ?? [], runs[i + 1] ?? [], compare))
    runs = merged
  }
  return runs[0] ?? []
}

function* merge<T>(a: readonly T[], b: readonly T[], compare: (a: T, b: T) => number): Generator<void, T[]> {
  const merged: T[] = []
  for (let i = 0, j = 0; i < a.length || j < b.length; ) {
    const takesFirst = j >= b.length || (i < a.length && compare(a[i] as T, b[j] as T) <= 0)
    merged.push(takesFirst ? (a[i++] as T) : (b[j++] as T))
    if (merged.length % itemsAStep === 0) yield
  }
  return merged
}

/** Measures of one ranked page from the gains of its places; unjudged places count as 0. */

/** Σ gain / log2(place + 1) over the first k places (Järvelin & Kekäläinen 2002, linear gain). */
function discounted(gains: readonly number[], k: number): number {
  return gains.slice(0, k).reduce((sum, gain, i) => sum + gain / Math.log2(i + 2), 0)
}

/**
 * nDCG@k within 0..1 against the best order of the same page, or of `attainable`, the gains of all that could stand on it;
 * null when nothing of it is worth anything.
 */
export function ndcg(gains: readonly number[], k: number, attainable = gains): number | null {
  const ideal = discounted(
    attainable.toSorted((a, b) => b - a),
    k,
  )
  return ideal === 0 ? null : discounted(gains, k) / ideal
}

/** Is anything among the first k places worth something? */
export function hasSuccess(gains: readonly number[], k: number): boolean {
  return gains.slice(0, k).some(gain => gain > 0)
}

/** Share of what is relevant (`relevant` of them, at most k can be reached) that stands on the first k places. */
export function recall(gains: readonly number[], k: number, relevant: number): number | null {
  return relevant === 0 ? null : gains.slice(0, k).filter(gain => gain > 0).length / Math.min(k, relevant)
}

/**
 * How often a good one is scored above one that is not (area under the ROC curve; a tie is half); null when one of the
 * two sides is empty.
 */
export function auc(good: readonly number[], others: readonly number[]): number | null {
  if (good.length === 0 || others.length === 0) return null
  let wins = 0
  for (const a of good) for (const b of others) wins += a > b ? 1 : a === b ? 0.5 : 0
  return wins / (good.length * others.length)
}

/** Null of nothing. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

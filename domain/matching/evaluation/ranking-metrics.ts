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

/** Null of nothing. */
export function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length
}

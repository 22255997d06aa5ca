/**
 * Where one Chinese word ends and the next begins, without a dictionary: the pair of characters that stands across the
 * two (器用 in 报警器用低功耗) is much rarer than the pairs beside it. For reading only; ranking takes every pair.
 */

/** A pair counts as rare beside others that so many times as many listings hold. */
const rarer = 3
/** Pairs that fewer listings hold say nothing: in a small library everything is rare. */
const leastHolders = 3
/** Characters that often are a word of their own between two others, and yet also a part of longer ones (用, 应用). */
const lone = new Set('但对以也此使些现将可所间并且其又均各该为因而需用等于个')

/** The pairs that join two words, of runs of overlapping pairs. `frequencyOf`: listings that hold a pair. */
export function wordJoints(
  runs: readonly (readonly string[])[],
  frequencyOf: (word: string) => number,
): ReadonlySet<string> {
  const joints = new Set<string>()
  for (const run of runs) {
    const frequencies = run.map(frequencyOf)
    for (const [i, word] of run.entries()) if (isJoint(word, i, frequencies)) joints.add(word)
  }
  return joints
}

/** Rarer than both neighbours; beside a lone character, of which either side is rare, what stands behind it counts. */
function isJoint(word: string, i: number, frequencies: readonly number[]): boolean {
  const own = frequencies[i] ?? 0
  const isClear = (at: number) => (frequencies[at] ?? 0) >= Math.max(leastHolders, own * rarer)
  const isOver = (at: number) => at < 0 || at >= frequencies.length || isClear(at)
  const [head = '', tail = ''] = word
  if (lone.has(tail) && isClear(i - 1) && isOver(i + 2)) return true
  if (lone.has(head) && isClear(i + 1) && isOver(i - 2)) return true
  return isClear(i - 1) && isClear(i + 1)
}

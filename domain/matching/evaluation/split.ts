/** Which demands are held out. By their id alone, so that a demand never changes sides as the log grows. */

export const splits = ['all', 'train', 'held_out'] as const
export type Split = (typeof splits)[number]

/** One demand in this many is held out. */
export const heldOutOneIn = 5

/** FNV-1a, 32 bits: spreads ids that share their beginning (UUID version 7 begins with the time). */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193) >>> 0
  return value
}

export function isInSplit(queryId: string, split: Split): boolean {
  return split === 'all' || (hash(queryId.toLowerCase()) % heldOutOneIn === 0) === (split === 'held_out')
}

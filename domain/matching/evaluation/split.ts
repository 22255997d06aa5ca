/** Which demands are held out. By their id alone, so that a demand never changes sides as the log grows. */
import { hashStart, hashStep } from '../hash-step.ts'

export const splits = ['all', 'train', 'held_out'] as const
export type Split = (typeof splits)[number]

/** One demand in this many is held out. */
export const heldOutOneIn = 5

/** Spreads ids that share their beginning (UUID version 7 begins with the time). */
function hash(text: string): number {
  let value = hashStart
  for (let i = 0; i < text.length; i++) value = hashStep(value, text.charCodeAt(i))
  return value >>> 0
}

export function isInSplit(queryId: string, split: Split): boolean {
  return split === 'all' || (hash(queryId.toLowerCase()) % heldOutOneIn === 0) === (split === 'held_out')
}

/** FNV-1a of 32 bits (Fowler, Noll & Vo), a number at a time: spreads what lies close together, and hides nothing. */
export const hashStart = 0x811c9dc5

/** `value`: a byte or a UTF-16 unit. The result is signed. */
export function hashStep(hash: number, value: number): number {
  return Math.imul(hash ^ value, 0x01000193)
}

/** A seeded generator (xorshift32, Marsaglia 2003): training must give the same vectors for the same texts. */

/** Draws a whole number of 32 bits. */
export type Draw = () => number

export function createDraw(seed: number): Draw {
  // The state must not be 0; the multiplication spreads small seeds.
  let state = Math.imul(seed + 1, 0x9e3779b1) >>> 0 || 1
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    state >>>= 0
    return state
  }
}

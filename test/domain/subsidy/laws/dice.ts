/** Choices from a seed: the same seed, the same pack and facts. After mulberry32 (Tommy Ettinger, public domain). */
export interface Dice {
  /** 0 … below - 1. */
  upTo: (below: number) => number
  /** Once in so many times. */
  once: (inSoMany: number) => boolean
  pick: <T>(list: readonly T[]) => T
  /** So many things, at least and at most. */
  some: <T>(least: number, most: number, make: (index: number) => T) => T[]
  shuffle: <T>(list: readonly T[]) => T[]
}

export function rollDice(seed: number): Dice {
  let state = seed | 0
  const upTo = (below: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
  const pick = <T>(list: readonly T[]): T => {
    if (list.length === 0) throw new RangeError('nothing to pick from')
    return list[upTo(list.length)] as T
  }
  return {
    upTo,
    pick,
    once: inSoMany => upTo(inSoMany) === 0,
    some: (least, most, make) => Array.from({ length: least + upTo(most - least + 1) }, (_, index) => make(index)),
    shuffle: list => {
      const rest = [...list]
      return list.map(() => rest.splice(upTo(rest.length), 1)[0] as (typeof rest)[number])
    },
  }
}

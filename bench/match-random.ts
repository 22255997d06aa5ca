/**
 * Chance for the match benchmark, seeded: everything is a function of a seed and a number, so document 731,204 is the
 * same in every process without anybody having made the ones before it.
 */

/** A number from 0 up to, not including, 1. */
export type Random = () => number

/** Stirs two numbers into one of 32 bits (the finaliser of MurmurHash3). */
function stir(a: number, b: number): number {
  let h = Math.imul(a, 0x9e3779b1) ^ Math.imul(b + 1, 0x85ebca77)
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

/** Mulberry32, begun at a place of its own for each pair of seed and number. */
export function seededRandom(seed: number, number: number): Random {
  let state = stir(seed, number)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A whole number from `low` to `high`, both included. */
export function between(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1))
}

export function pick<T>(random: Random, list: readonly T[]): T {
  const chosen = list[Math.floor(random() * list.length)]
  if (chosen === undefined) throw new Error('nothing to pick from')
  return chosen
}

/** A rank 1 … `ranks` by Zipf's law with exponent 1: the logarithm of the rank is even. */
export function zipfRank(random: Random, ranks: number): number {
  return Math.min(ranks, Math.floor(Math.exp(random() * Math.log(ranks + 1))))
}

const latinHeads =
  'aspero|bacilla|coryne|dermato|euglo|fusari|glauco|halo|lacto|micro|nitro|oxy|pseudo|rhizo|strepto|thermo'
const latinTails = 'bacter|coccus|monas|myces|phaga|philus|plana|soma|spira|thrix|vibrio|zyma'
const epithetHeads = 'alb|aur|brev|cand|flav|gracil|long|nigr|palust|rub|salin|vir'
const epithetTails = 'atum|ensis|escens|icola|iformis|ilis|inum|ivorans|oides|ulans'
const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZ'

/** The made-up rare term of a rank: a model number ("KR-4207B") or the name of a creature that does not exist. */
export function rareTerm(rank: number): string {
  const random = seededRandom(0x7a197f, rank)
  const letter = () => letters[between(random, 0, letters.length - 1)] ?? 'A'
  if (rank % 3 > 0) return `${letter()}${letter()}-${between(random, 10, 9_999)}${random() < 0.4 ? letter() : ''}`
  const part = (list: string) => pick(random, list.split('|'))
  const genus = part(latinHeads) + part(latinTails)
  return `${genus.charAt(0).toUpperCase()}${genus.slice(1)} ${part(epithetHeads)}${part(epithetTails)}`
}

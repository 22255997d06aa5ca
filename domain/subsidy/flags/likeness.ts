/**
 * How like one another two texts are. The ranking's near-duplicates (domain/matching/duplicates.ts) weigh words by an
 * index that holds public listings only; contracts and plans are confidential and in no index, so they are compared by
 * the characters themselves, in the same folded form (width, case, blanks, traditional characters do not count).
 */
import { bareText } from '../../matching/duplicates.ts'

/** What a title has in common with any other: it says nothing about its subject. */
const commonWords = /技术|合同|协议|开发|服务|委托|合作|项目|咨询|转让|许可|关于|有限公司/gu
/** Parts and periods: 一期, 第二批, (3), 2026年. */
const ordinals = /第?[0-9一二三四五六七八九十]+(?:期|批|次|年度|年|部分|包|标段)?|[（()）\-—_.,，、·]/gu

/** Pairs of neighbouring characters of what a title says about its subject; empty when it says nothing. */
export function subjectPairs(title: string): ReadonlySet<string> {
  const bare = bareText(title).replace(commonWords, '').replace(ordinals, '')
  const pairs = new Set<string>()
  for (let at = 0; at + 1 < bare.length; at++) pairs.add(bare.slice(at, at + 2))
  return pairs
}

/** Dice's coefficient in whole percent. Two titles that name no subject cannot be told apart: 100. */
export function likenessPercent(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 && b.size === 0) return 100
  let common = 0
  for (const pair of a) if (b.has(pair)) common++
  return Math.floor((200 * common) / (a.size + b.size))
}

/** All runs of `length` characters of the folded text without blanks. */
export function shinglesOf(text: string, length: number): Set<string> {
  const bare = bareText(text)
  const shingles = new Set<string>()
  for (let at = 0; at + length <= bare.length; at++) shingles.add(bare.slice(at, at + length))
  return shingles
}

/**
 * Which of many texts have passages in common with some few. Passages are runs of characters, told by a rolling hash:
 * a text is read once, unit by unit, and most of its passages are dismissed by one look into a table of bits. Two
 * different passages may have one hash, so what is found here is only a candidate, to be compared exactly.
 */
const base = 0x01000193
const tableBits = 22
const tableMask = (1 << tableBits) - 1

/** Calls `visit` with the hash of every run of `length` units of the text. */
function eachPassage(text: string, length: number, visit: (hash: number) => void): void {
  let leaving = 1
  for (let n = 0; n < length; n++) leaving = Math.imul(leaving, base)
  let hash = 0
  for (let at = 0; at < text.length; at++) {
    hash = (Math.imul(hash, base) + text.charCodeAt(at)) | 0
    if (at >= length) hash = (hash - Math.imul(leaving, text.charCodeAt(at - length))) | 0
    if (at >= length - 1) visit(hash)
  }
}

/** The high bits depend on all units of a passage, the low ones hardly on the first. */
const slotOf = (hash: number) => (hash ^ (hash >>> (32 - tableBits))) & tableMask

export interface PassageIndex {
  length: number
  table: Uint8Array
  /** By hash, the numbers of the texts that have the passage. */
  holders: ReadonlyMap<number, readonly number[]>
}

/** An index of texts, which are known by their place in the list. Cost: the length of all. */
export function indexPassages(texts: readonly string[], length: number): PassageIndex {
  const table = new Uint8Array(tableMask + 1)
  const holders = new Map<number, number[]>()
  texts.forEach((text, number) => {
    eachPassage(text, length, hash => {
      table[slotOf(hash)] = 1
      const held = holders.get(hash)
      if (!held) holders.set(hash, [number])
      else if (held.at(-1) !== number) held.push(number)
    })
  })
  return { length, table, holders }
}

/** The indexed texts that have at least `least` passages in common with this one. Cost: its length. */
export function listCandidates({ length, table, holders }: PassageIndex, text: string, least: number): number[] {
  const hits = new Map<number, number>()
  eachPassage(text, length, hash => {
    if (table[slotOf(hash)] !== 1) return
    for (const number of holders.get(hash) ?? []) hits.set(number, (hits.get(number) ?? 0) + 1)
  })
  return [...hits].filter(([, count]) => count >= least).map(([number]) => number)
}

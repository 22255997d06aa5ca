/**
 * How text becomes words for matching. Chinese is cut into overlapping pairs of characters (bigrams), which measured
 * as good as a dictionary segmenter and needs no dictionary; Latin words, model numbers and quantities stay whole.
 * Everything is folded first, so that full width, compatibility characters and case make no difference.
 */

/** Characters of one text that are read; the rest is ignored, so that no input can cost unbounded time. */
export const maxTextChars = 20_000
/** Longest single word kept; a longer one is cut. */
export const maxWordChars = 64

/**
 * Characters that only hold a sentence together. A bigram with one of them ("的开", "了解") says nothing about
 * technology and reads badly as a reason, so it is no word. Characters that also build terms (和 in 饱和,
 * 等 in 等离子, 并 in 并联, 为 in 行为) are left alone: word statistics damp them.
 */
const functionCharacters = new Set('的了及之其与是或且该这那您我你们很')

/** Zero-width and direction marks, soft hyphen, variation selectors: invisible, so they must not part words. */
const invisible =
  /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]|\u034f|[\ufe00-\ufe0f]|[\u{e0000}-\u{e01ef}]/gu
const loneSurrogate = /\p{Surrogate}/gu

/** Units that may stand one blank after their number: "10 mm" and "10mm" are one word. */
const units = [
  '°c|°f|%|‰|ppm|ppb|[kmgt]?pa|[kmg]?hz|[kmgt]?wh|[kmg]?w|[km]?va|[kmμn]?v|[mμn]?a|mah|ah|[kmg]?ω',
  '[ckmμn]?m[23]?|[kmμn]?g|[mμn]?l|[mμn]?s|min|h|[kmn]?n|nm|db|[km]?j|[km]?mol|rpm|[kmgt]?b|bar|lm|lx|cd',
].join('|')

const letter = String.raw`(?:(?!\p{Script=Han})[\p{L}\p{N}\p{M}])`
const scanner = new RegExp(
  [
    // A number with its unit: 1000°c, 0.5 mpa, 99.9%
    String.raw`(?<quantity>\d+(?:[.,]\d+)* ?(?:${units}))(?!${letter})`,
    // Words, model numbers and compounds: cbn, 316l, gb/t19001, ti-6al-4v, wi-fi, 3.5
    `(?<word>${letter}+(?:[-./_+]${letter}+)*)`,
    String.raw`(?<han>\p{Script=Han}+)`,
  ].join('|'),
  'gu',
)
const singleLetter = /^\p{L}$/u
/** The blank before a unit and the commas between thousands. */
const blanks = / |,(?=\d{3})/g
const gapToHan = /^-?(?<head>\p{Script=Han}{1,2})/u

/** NFKC, lower case, invisible characters dropped, broken surrogates turned into blanks. Folding twice changes nothing. */
export function fold(text: string): string {
  return text.replace(loneSurrogate, ' ').replace(invisible, '').normalize('NFKC').toLowerCase().normalize('NFKC')
}

/**
 * The words of a text in order, in runs: the words of one run overlap by one character, so a stretch of a run can be
 * put together again as one phrase (氮化 + 化硼 → 氮化硼). Words that stand alone are runs of one.
 */
export function tokenRuns(text: string): string[][] {
  const folded = fold(text.slice(0, maxTextChars)).slice(0, maxTextChars)
  const runs: string[][] = []
  for (const found of folded.matchAll(scanner)) {
    const { quantity, word, han } = found.groups ?? {}
    if (han) runs.push(...hanRuns(han))
    else if (quantity) runs.push([cut(quantity.replace(blanks, ''))])
    else if (word) runs.push(...wordRuns(word, folded.slice(found.index + word.length, found.index + word.length + 6)))
  }
  return runs
}

/** The words of a text in order, with repeats. Never more words than characters read. */
export function tokenize(text: string): string[] {
  return tokenRuns(text).flat()
}

/** Puts a stretch of one run together again. */
export function joinRun(words: readonly string[]): string {
  return words.map((word, i) => (i === 0 ? word : (Array.from(word).at(-1) ?? ''))).join('')
}

function hanRuns(text: string): string[][] {
  const chars = Array.from(text)
  const [first] = chars
  if (chars.length === 1 && first) return functionCharacters.has(first) ? [] : [[first]]
  const runs: string[][] = []
  let run: string[] = []
  for (const [i, char] of chars.entries()) {
    const next = chars[i + 1]
    if (next !== undefined && !functionCharacters.has(char) && !functionCharacters.has(next)) run.push(char + next)
    else if (run.length > 0) {
      runs.push(run)
      run = []
    }
  }
  return runs
}

/** A compound also counts by its parts; a lone letter belongs to the Chinese word after it (x射线, t细胞, u盘). */
function wordRuns(word: string, after: string): string[][] {
  if (singleLetter.test(word)) {
    const head = gapToHan.exec(after)?.groups?.head ?? ''
    const belongs = Array.from(head).every(char => !functionCharacters.has(char))
    return [[belongs ? word + head : word]]
  }
  const parts = word.split(/[-./_+]/u)
  if (parts.length === 1 || /^[\d.]+$/.test(word)) return [[cut(word)]]
  return [[cut(word)], ...parts.filter(part => part.length > 1).map(part => [cut(part)])]
}

function cut(word: string): string {
  return word.slice(0, maxWordChars).replace(loneSurrogate, '')
}

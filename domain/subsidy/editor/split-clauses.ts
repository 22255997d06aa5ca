/** The text of a document in its clauses, by how Chinese documents number them: 第一条, （一）, 一、, 1. */
export interface SplitClause {
  number: string
  title: string
  /** The clause in its own words, with the lines that follow it. */
  quote: string
  /** Nothing but a heading, 第一章 总则: there is nothing to compute in it. */
  isHeading: boolean
}

export interface SplitDocument {
  /** The name of the document among the lines before its first clause; empty where none looks like one. */
  title: string
  /** What stands before the first numbered line and is no clause, its title among it. */
  leftOut: string[]
  clauses: SplitClause[]
}

const numeral = '[一二三四五六七八九十百零〇\\d]+'
const opening = new RegExp(
  `^\\s*(第${numeral}[章节条]|（${numeral}）|\\(${numeral}\\)|${numeral}、|\\d+[.．])\\s*(.*)$`,
)
const longestTitle = 24
const kinds = '办法|细则|措施|规定|政策|意见|通知|方案|条例|公告|指南|规程|规则'
/** In the middle of a line: after a stop, or the first after the name of the document; never in "（二）项所述". */
const begins = new RegExp(
  `(?<=[。；;：:！]\\s*|(?:${kinds})》?\\s*(?=[（(][一1][）)]))(?=[（(][一二三四五六七八九十\\d]{1,3}[）)](?!\\s*(?:[项款目条、，,和或至的所]|规定)))`,
  'g',
)
const nameOfDocument = new RegExp(`(?:${kinds})》?(?:[（(][^）)]*[）)])?》?$`)

/** No clauses where no line is numbered. */
export function splitDocument(text: string): SplitDocument {
  const found: { number: string; lines: string[] }[] = []
  const leftOut: string[] = []
  for (const line of text
    .replaceAll(begins, '\n')
    .split(/\r?\n/)
    .map(one => one.trim())) {
    const match = opening.exec(line)
    if (match) found.push({ number: match[1] ?? '', lines: [match[2] ?? ''] })
    else if (line !== '') (found.at(-1)?.lines ?? leftOut).push(line)
  }
  const clauses = found
    .map(({ number, lines }) => ({ number, quote: lines.filter(line => line !== '').join('\n') }))
    .filter(({ quote }) => quote !== '')
    .map(({ number, quote }) => ({ number, title: titleOf(quote), quote, isHeading: isHeading(number, quote) }))
  const title = leftOut.find(line => nameOfDocument.test(line)) ?? ''
  return { title: title.replaceAll(/[《》]/g, ''), leftOut, clauses }
}

/** A few words without a stop, under a number that headings have. */
function isHeading(number: string, quote: string): boolean {
  return /^第.+[章节]$|、$/.test(number) && [...quote].length <= longestTitle && !/[。：:；;，,\n\d%％‰]/.test(quote)
}

/** Up to its first stop: what a clause is about mostly stands there. */
function titleOf(quote: string): string {
  const first = quote.split(/[。：:；;，,\n]/)[0]?.trim() ?? ''
  const title = first === '' ? quote : first
  return [...title].slice(0, longestTitle).join('')
}

/** The text of a document in its clauses, by how Chinese documents number them: 第一条, （一）, 一、, 1. */
export interface SplitClause {
  number: string
  title: string
  /** The clause in its own words, with the lines that follow it. */
  quote: string
}

const numeral = '[一二三四五六七八九十百零〇\\d]+'
const opening = new RegExp(`^\\s*(第${numeral}条|（${numeral}）|\\(${numeral}\\)|${numeral}、|\\d+[.．])\\s*(.*)$`)
const longestTitle = 24

/** Empty when no line is numbered. What stands before the first numbered line is no clause. */
export function splitClauses(text: string): SplitClause[] {
  const clauses: { number: string; lines: string[] }[] = []
  for (const line of text.split(/\r?\n/)) {
    const match = opening.exec(line)
    if (match) clauses.push({ number: match[1] ?? '', lines: [(match[2] ?? '').trim()] })
    else if (line.trim() !== '') clauses.at(-1)?.lines.push(line.trim())
  }
  return clauses
    .map(({ number, lines }) => ({ number, quote: lines.filter(line => line !== '').join('\n') }))
    .filter(({ quote }) => quote !== '')
    .map(({ number, quote }) => ({ number, title: titleOf(quote), quote }))
}

/** Up to its first stop: what a clause is about mostly stands there. */
function titleOf(quote: string): string {
  const first = quote.split(/[。：:；;，,\n]/)[0]?.trim() ?? ''
  const title = first === '' ? quote : first
  return [...title].slice(0, longestTitle).join('')
}

/**
 * `npm run -s match -- --docs D.jsonl --queries Q.jsonl [--background B.jsonl] [--candidates C.tsv] [--depth 100]
 * [--vectors] --run OUT`: ranks documents {id,title,text} as achievements for queries as demands with the engine of the
 * service, and writes a TREC run. Background documents are not ranked; they serve word statistics and, with `--vectors`, the training
 * of word vectors. What the texts do not state stays unstated. Nothing but the given texts is used.
 * Exit 0 done, 1 a file cannot be read, 2 wrong call.
 */
import { writeFileSync } from 'node:fs'
import { indexTexts, rankTexts, readCandidates, readJsonl } from './rank-texts.ts'
import { parseCall, WrongCall } from './wrong-call.ts'

const usage =
  'usage: npm run -s match -- --docs D.jsonl --queries Q.jsonl [--background B.jsonl] [--candidates C.tsv] [--depth 100] [--vectors] --run OUT'

async function main(): Promise<void> {
  const text = { type: 'string' } as const
  const { values } = parseCall({
    options: {
      docs: text,
      queries: text,
      background: text,
      candidates: text,
      depth: { ...text, default: '100' },
      vectors: { type: 'boolean', default: false },
      run: text,
    },
  })
  const depth = Number(values.depth)
  if (!values.docs || !values.queries || !values.run || !Number.isInteger(depth) || depth < 1)
    throw new WrongCall('name --docs, --queries, --run, and a whole --depth from 1')
  const docs = readJsonl(values.docs)
  const queries = readJsonl(values.queries)
  const background = values.background ? readJsonl(values.background) : []
  const candidates = values.candidates ? readCandidates(values.candidates) : null
  const index = await indexTexts({ docs, queries, background }, { withVectors: values.vectors })
  const lines: string[] = []
  for await (const { row, ranked } of rankTexts(index, { docs, queries }, { candidates, depth }))
    for (const [i, { row: document, score }] of ranked.entries())
      lines.push(`${row.id} Q0 ${document.id} ${i + 1} ${score} jiebang\n`)
  writeFileSync(values.run, lines.join(''))
}

main().catch((error: unknown) => {
  const isWrongCall = error instanceof WrongCall
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${isWrongCall ? `${usage}\n` : ''}`)
  process.exit(isWrongCall ? 2 : 1)
})

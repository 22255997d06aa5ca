/**
 * `npm run -s bench:quality -- --collections DIR [--only demand,keyword,expert] [--vectors] [--set PATH=NUMBER …]`: how
 * well the engine of the service ranks what people have judged, beside plain BM25 over pairs of characters, with the
 * interval of a paired bootstrap over the queries; and whether the strengths in words keep what they promise. DIR holds a
 * folder a collection (match-quality-collection.ts). With `--vectors` also what word vectors add that are trained on the
 * texts of the collection, with `--set` (as in `bm25.text.b=0.6`) what other weights do. The same files give the same
 * figures.
 */
import { parseArgs } from 'node:util'
import { checkMatchWeights, weightFields } from '#domain/matching/ranking/check-weights.ts'
import { defaultWeights, type MatchWeights } from '#domain/matching/ranking/weights.ts'
import { explainTexts, indexTexts, rankTexts } from '#server/cli/rank-texts.ts'
import { createPlainIndex } from './match-quality-bm25.ts'
import { type Collection, collectionNames, readCollection } from './match-quality-collection.ts'
import { compareMeasured, goodFromOf, type Measured, measureQuery } from './match-quality-measure.ts'
import { printCollection, printComparison, printStrengths } from './match-quality-report.ts'
import { type JudgedPair, sharesByStrength } from './match-quality-strength.ts'

/** Places that are ranked, and of these so many explained where not only judged candidates are. */
const depth = 100
const explainedDepth = 10

interface Ranked {
  measured: Measured[]
  pairs: JudgedPair[]
}

interface Way {
  weights: MatchWeights
  withVectors: boolean
}

const asServed: Way = { weights: defaultWeights, withVectors: false }

async function rankOurs(collection: Collection, { weights, withVectors }: Way, isExplained: boolean): Promise<Ranked> {
  const index = await indexTexts(collection, { withVectors })
  const ranked: Ranked = { measured: [], pairs: [] }
  const goodFrom = goodFromOf([...collection.gains.values()].flatMap(judged => [...judged.values()]))
  for await (const texts of rankTexts(index, collection, { candidates: collection.candidates, depth, weights })) {
    const { id } = texts.row
    const scored = texts.ranked.map(({ row, score }) => ({ id: row.id, score }))
    ranked.measured.push(measureQuery(collection, id, scored))
    if (!isExplained) continue
    const explanations = await explainTexts(index, texts, collection.candidates ? scored.length : explainedDepth)
    for (const [i, { strength }] of explanations.entries()) {
      const gain = collection.gains.get(id)?.get(scored[i]?.id ?? '') ?? 0
      ranked.pairs.push({ query: id, strength, isGood: gain >= goodFrom })
    }
  }
  return ranked
}

function rankPlainly(collection: Collection): Measured[] {
  const { docs, background, queries, candidates } = collection
  const index = createPlainIndex(docs, background)
  return queries.map(query => {
    const allowed = candidates ? (candidates.get(query.id) ?? []) : null
    return measureQuery(collection, query.id, index.rank(query, { depth, ...(allowed && { allowed }) }))
  })
}

/** The weights of the program with those numbers in their place; null when nothing is set. */
function otherWeights(settings: readonly string[]): MatchWeights | null {
  if (settings.length === 0) return null
  const weights: unknown = structuredClone(defaultWeights)
  for (const setting of settings) {
    const [path = '', value = ''] = setting.split('=')
    if (!weightFields.some(field => field.path === path)) throw new Error(`--set ${setting}: no such weight`)
    setAt(weights as Record<string, unknown>, path.split('.'), Number.parseFloat(value))
  }
  const problems = checkMatchWeights(weights, '--set')
  if (problems.length > 0) throw new Error(problems.map(problem => `${problem.path} ${problem.message}`).join('\n'))
  return weights as MatchWeights
}

function setAt(node: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: number): void {
  if (rest.length === 0) node[key] = value
  else setAt(node[key] as Record<string, unknown>, rest, value)
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      collections: { type: 'string' },
      only: { type: 'string', default: collectionNames.join(',') },
      vectors: { type: 'boolean', default: false },
      set: { type: 'string', multiple: true, default: [] },
    },
  })
  if (!values.collections)
    throw new Error(
      'usage: npm run -s bench:quality -- --collections DIR [--only NAMES] [--vectors] [--set PATH=NUMBER …]',
    )
  const proposed = otherWeights(values.set)
  for (const name of collectionNames.filter(one => values.only.split(',').includes(one))) {
    const collection = readCollection(values.collections, name)
    if (!collection) {
      console.log(`\n${name}: not in ${values.collections}`)
      continue
    }
    printCollection(collection)
    const ours = await rankOurs(collection, asServed, true)
    printComparison(['ours', 'plain BM25'], compareMeasured(ours.measured, rankPlainly(collection)))
    const compareWith = async (name: string, way: Way) => {
      const { measured } = await rankOurs(collection, way, false)
      printComparison([name, 'ours'], compareMeasured(measured, ours.measured))
    }
    if (values.vectors) await compareWith('with vectors', { ...asServed, withVectors: true })
    if (proposed) await compareWith('proposed', { ...asServed, weights: proposed })
    printStrengths(collection.candidates ? Number.POSITIVE_INFINITY : explainedDepth, sharesByStrength(ours.pairs))
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
})

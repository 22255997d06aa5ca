/**
 * Weights that somebody else than the program chose: every number there, none that is unknown, each within its range.
 * What is checked is read from the default weights themselves, so a weight that is added there is asked for here too.
 */
import type { FieldProblem } from '../../refusal.ts'
import { defaultWeights, type MatchWeights } from './weights.ts'

export const maxWeightsNoteLength = 500

interface Range {
  least: number
  most: number
  isWhole?: boolean
}

/** What holds for a weight that is not named below: part of a whole. */
const usualRange: Range = { least: 0, most: 1 }

/**
 * Others, by path. What a saturation or a logarithm divides by stays above 0, and so does every field: a listing that
 * is found has a score.
 */
const ranges: Readonly<Record<string, Range>> = {
  'bm25.k1': { least: 0.01, most: 10 },
  'bm25.title.weight': { least: 0.01, most: 10 },
  'bm25.keywords.weight': { least: 0.01, most: 10 },
  'bm25.text.weight': { least: 0.01, most: 10 },
  queryTextWeight: { least: 0.01, most: 2 },
  queryFrequencyPrior: { least: 0.1, most: 1_000_000 },
  // Fewer answer nothing, more take long: a query's time is bounded by them.
  maxQueryTerms: { least: 16, most: 256, isWhole: true },
}

/** A number of the weights, and within which limits it may be set. */
export interface WeightField {
  /** As in `factors.trl`. */
  path: string
  least: number
  most: number
  isWhole: boolean
  defaultValue: number
}

type Node = Readonly<Record<string, unknown>>

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value)
const join = (path: string, key: string) => (path === '' ? key : `${path}.${key}`)

function fieldsOf(node: Node, path: string): WeightField[] {
  return Object.entries(node).flatMap(([key, value]) => {
    const at = join(path, key)
    if (isNode(value)) return fieldsOf(value, at)
    return [{ path: at, isWhole: false, ...(ranges[at] ?? usualRange), defaultValue: Number(value) }]
  })
}

/** Every number that may be set, in the order of the default weights. */
export const weightFields: readonly WeightField[] = fieldsOf(defaultWeights as unknown as Node, '')

const fieldAt = new Map(weightFields.map(field => [field.path, field]))

/** Who sends a document of another kind altogether is told so by its first problems. */
const mostProblems = 50

/** What is wrong with weights from outside; `path` is the field of the input that holds them. */
export function checkMatchWeights(weights: unknown, path = 'weights'): FieldProblem[] {
  return checkNode(weights, defaultWeights as unknown as Node, { inWeights: '', shown: path }).slice(0, mostProblems)
}

interface Place {
  inWeights: string
  shown: string
}

function checkNode(given: unknown, known: Node, place: Place): FieldProblem[] {
  const keys = Object.keys(known)
  if (!isNode(given)) {
    const message = given === undefined ? 'is missing' : 'is no object'
    return [{ path: place.shown, message, remedy: `give an object with ${keys.join(', ')}` }]
  }
  const unknown = Object.keys(given).filter(key => !Object.hasOwn(known, key))
  return [
    ...unknown.map(key => ({
      path: `${place.shown}.${key.slice(0, 100)}`,
      message: 'is no weight of the ranking',
      remedy: `leave it out; there are ${keys.join(', ')}`,
    })),
    ...keys.flatMap(key => {
      const at = { inWeights: join(place.inWeights, key), shown: `${place.shown}.${key}` }
      const [value, like] = [Object.hasOwn(given, key) ? given[key] : undefined, known[key]]
      return isNode(like) ? checkNode(value, like, at) : checkNumber(value, at)
    }),
  ]
}

function checkNumber(value: unknown, { inWeights, shown }: Place): FieldProblem[] {
  const field = fieldAt.get(inWeights)
  if (!field) return []
  const { least, most, isWhole } = field
  const remedy = `give a ${isWhole ? 'whole number' : 'number'} from ${least} to ${most}`
  const problem = (message: string): FieldProblem[] => [{ path: shown, message, remedy }]
  if (value === undefined) return problem('is missing')
  if (typeof value !== 'number' || !Number.isFinite(value)) return problem('is no number')
  if (isWhole && !Number.isInteger(value)) return problem(`${value} is not whole`)
  return value < least || value > most ? problem(`${value} is out of range`) : []
}

/**
 * Stored weights as the program of today reads them: a number it has learned since has its default, one it has given up
 * is left out. Null when a number lies outside what is allowed now.
 */
export function completeWeights(stored: unknown): MatchWeights | null {
  const completed = complete(stored, defaultWeights as unknown as Node)
  return checkMatchWeights(completed).length === 0 ? (completed as unknown as MatchWeights) : null
}

function complete(stored: unknown, known: Node): Node {
  const own = isNode(stored) ? stored : {}
  return Object.fromEntries(
    Object.entries(known).map(([key, like]) => {
      const value = Object.hasOwn(own, key) ? own[key] : undefined
      return [key, isNode(like) ? complete(value, like) : (value ?? like)]
    }),
  )
}

/** Reading a fact that a bureau keeps ("政策事实"): every field of its table, how it is proven, when it does not hold. */
import { z } from 'zod'
import { isDay } from '../../calendar.ts'
import { checkLength, checkReason } from '../../field-check.ts'
import { type FieldProblem, InvalidInput, Refusal } from '../../refusal.ts'
import { visible } from '../../storable-text.ts'
import { problemsOf } from '../pack/input-problem.ts'
import { checkEndDays } from './check-end-days.ts'
import { tidyDocumentNumbers } from './document-number.ts'
import { type DeclaredField, dayOfBase, type FactBase } from './fact-tables.ts'
import { typedValue, WrongFactType } from './fact-view.ts'
import { codeOfWord } from './fact-words.ts'
import { moreSchema, schemaOfField } from './facts.ts'
import { isAttributeTable, type KeptField, type KeptTable, keptFieldsOf } from './kept-fields.ts'
import type { WordsAsked } from './words-asked.ts'

/** A fact as it was handed in and found well-formed. References are still words for what they name. */
export interface ReadKeptFact {
  /** By field; absent where nothing was given. Money as `bigint`. */
  content: Readonly<Record<string, unknown>>
  /** The day of the record; null for a noun, which has none. */
  occurredOn: string | null
}

export interface KeptReading {
  /** Facts of the policies' own, of any policy. */
  declared: readonly DeclaredField[]
  /** What rules in force compare fields with. */
  asked: readonly WordsAsked[]
  today: string
}

/**
 * Reads one fact: the fields of its table, and under `more` what policies declare of their own.
 * @throws InvalidInput naming every wrong field.
 */
export function readKeptFact(table: KeptTable, input: unknown, reading: KeptReading): ReadKeptFact {
  const fields = keptFieldsOf(table)
  const parsed = z
    .strictObject({
      ...Object.fromEntries(fields.map(field => [field.name, schemaOfKept(field)])),
      more: moreSchema,
    })
    .safeParse(inCodes(table, seen(input), reading.asked))
  if (!parsed.success) throw new InvalidInput(problemsOf(parsed.error.issues))
  const stated = Object.entries(parsed.data).filter(([, value]) => value !== null && value !== undefined)
  const free = new Set(fields.filter(({ type, to }) => type === 'text' && !to).map(({ name }) => name))
  const content: Record<string, unknown> = Object.fromEntries(
    stated.map(([name, value]) => [
      name,
      free.has(name) && typeof value === 'string' ? tidyDocumentNumbers(value) : value,
    ]),
  )
  const day = table in dayOfBase ? dayOfBase[table as FactBase] : null
  const occurredOn = day === null ? null : (content[day] as string)
  const problems = [
    ...checkTexts(content),
    ...checkMore(table, content.more, reading.declared),
    ...checkDays(content, day, reading.today),
    ...checkEndDays(table, content),
    ...checkSomething(table, content),
  ]
  if (problems.length > 0) throw new InvalidInput(problems)
  return { content, occurredOn }
}

/** Every text as it is seen: a sign without width would tell two kinds apart that nobody can. */
function seen(value: unknown): unknown {
  if (typeof value === 'string') return visible(value)
  if (Array.isArray(value)) return value.map(seen)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, seen(inner)]))
}

/** Fields that say of what kind a thing is, rather than what it is called. */
const wordFields = new Set(['kind', 'type', 'level', 'result', 'size', 'tags', 'ipKinds', 'licenceKind'])

/** Words of the dictionary by their codes, which rules compare with, whether a rule asks for them yet or not. */
function inCodes(table: KeptTable, input: unknown, asked: readonly WordsAsked[]): unknown {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) return input
  const fields = Object.entries(input).map(([name, value]) => {
    if (!wordFields.has(name)) return [name, value]
    const words = asked.filter(place => place.table === table && place.field === name).flatMap(place => place.words)
    const coded = (one: unknown) => (typeof one === 'string' ? codeOfWord(one, words) : one)
    return [name, Array.isArray(value) ? value.map(coded) : coded(value)]
  })
  return Object.fromEntries(fields)
}

function schemaOfKept({ isRequired, ...field }: KeptField): z.ZodType {
  const schema = schemaOfField(isRequired ? { ...field, isRequired } : field)
  return isRequired && field.type === 'text' && !field.words ? z.string().trim().min(1) : schema
}

const longestText = 500

function checkTexts(content: Readonly<Record<string, unknown>>): FieldProblem[] {
  return Object.entries(content).flatMap(([name, value]) => {
    const texts = typeof value === 'string' ? [value] : Array.isArray(value) ? (value as string[]) : []
    return texts.flatMap(text => checkLength(name, text, longestText)).slice(0, 1)
  })
}

function checkMore(table: KeptTable, more: unknown, declared: readonly DeclaredField[]): FieldProblem[] {
  const known = new Map(declared.filter(({ of }) => of === table).map(field => [field.name, field]))
  return Object.entries((more ?? {}) as Record<string, unknown>).flatMap(([name, value]) => {
    const path = `more.${name}`
    const field = known.get(name)
    if (!field) {
      const remedy = known.size > 0 ? `use one of: ${[...known.keys()].join(', ')}` : 'remove it'
      return [{ path, message: 'no policy asks for it', remedy }]
    }
    try {
      typedValue(path, field.type, value)
      return []
    } catch (error) {
      if (!(error instanceof WrongFactType)) throw error
      return [{ path, message: error.message, remedy: 'correct the value' }]
    }
  })
}

/** Days that end what the record says; a term of validity may lie ahead. */
const endDays = ['endedOn', 'revokedOn', 'reversedOn'] as const

function checkDays(content: Readonly<Record<string, unknown>>, day: string | null, today: string): FieldProblem[] {
  const problems: FieldProblem[] = []
  const past =
    day === null ? ['foundedOn', 'startedOn', 'acceptedOn', 'terminatedOn', 'registeredOn'] : [day, ...endDays]
  for (const name of past) {
    const value = content[name]
    if (typeof value === 'string' && isDay(value) && value > today)
      problems.push({ path: name, message: `${value} is in the future`, remedy: `enter a day up to ${today}` })
  }
  return problems
}

function checkSomething(table: KeptTable, content: Readonly<Record<string, unknown>>): FieldProblem[] {
  if (table === 'figures' && content.amountFen === undefined && content.number === undefined)
    return [{ path: 'amountFen', message: 'is missing', remedy: 'give an amount in 分, or a number' }]
  if (table === 'incomes' && ((content.netIncomeFen as bigint | undefined) ?? 0n) > (content.incomeFen as bigint))
    return [{ path: 'netIncomeFen', message: 'is above the income itself', remedy: 'give the income less its costs' }]
  if (isAttributeTable(table) && Object.keys(content).length < 2)
    return [{ path: 'id', message: 'nothing is said of it', remedy: 'fill in at least one other field' }]
  return []
}

/** What is wrong with how a fact is proven: by a document, or by the name of its source. */
export function checkProof({ source, hasDocument }: { source: string; hasDocument: boolean }): FieldProblem[] {
  if (visible(source) === '' && !hasDocument)
    return [{ path: 'source', message: 'is missing', remedy: 'attach the document, or name where the fact is from' }]
  return checkLength('source', source, 300)
}

/** What is wrong with the reason for a withdrawal. */
export function checkWithdrawal(reason: string): FieldProblem[] {
  const present = checkReason('reason', reason, { isNeeded: true, remedy: 'say why it does not hold' })
  return present.length > 0 ? present : checkLength('reason', reason, 1000)
}

export class FactWithdrawn extends Refusal {
  readonly code = 'FACT_WITHDRAWN'
  constructor() {
    super('This fact has been withdrawn already; record a new one')
  }
}

/** A unit has one figure of a kind and year, for the same contract, project or achievement: two would be added up. */
export class FigureKnown extends Refusal {
  readonly code = 'FIGURE_KNOWN'
  constructor() {
    super('A figure of this kind is kept for this unit and year already; correct that one, or withdraw it first')
  }
}

/** Why a fact of this table is not kept where an index found one that it would repeat. */
export function factKnown(table: KeptTable): FactKnown | FigureKnown {
  return table === 'figures' ? new FigureKnown() : new FactKnown()
}

/** The very same fact is kept already: counted twice, it would pay twice. */
export class FactKnown extends Refusal {
  readonly code = 'FACT_KNOWN'
  constructor() {
    super('The very same fact is kept already; withdraw that one, or state what tells the two apart')
  }
}

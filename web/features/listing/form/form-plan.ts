/** What a form of a library is made of; the frame around it is the same for all three. */
import type { ReactNode } from 'react'
import type { Library } from '#domain/listing.ts'
import type { FieldProblem } from '#domain/refusal.ts'
import type { Failure } from '#web/api/outcome.ts'
import type { Likeness } from '../duplicate-list.tsx'

export interface FormStep {
  key: string
  title: string
  /** The first part of the names of its fields, to find the step a problem belongs to. */
  fields: readonly string[]
  content: ReactNode
}

export interface SavedListing {
  id: string
  version: number
}

export type SaveResult = { saved: SavedListing; failure: null } | { saved: null; failure: Failure }

export interface FormPlan<V extends object> {
  library: Library
  /** What possible duplicates are looked for by. */
  likeness(values: V): Likeness
  /** What the form begins with. */
  initial: V
  steps: readonly FormStep[]
  /** What publishing still needs, by the rule that the server applies. */
  check(values: V): FieldProblem[]
  save(values: V, known: SavedListing | null): Promise<SaveResult>
}

/** A path of the API as the form names the field: amounts are text in 万元 there. */
export function fieldOf(path: string): (string | number)[] {
  return path
    .replace(/(Min|Max)Fen$/, '$1')
    .split('.')
    .map(part => (/^\d+$/.test(part) ? Number(part) : part))
}

/** The step in which a path stands; 0 when none claims it. */
export function stepOf(steps: readonly FormStep[], path: string): number {
  const field = String(fieldOf(path)[0])
  return Math.max(
    0,
    steps.findIndex(step => step.fields.includes(field)),
  )
}

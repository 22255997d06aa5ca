/**
 * A what-if: a version of a policy, or an edited copy, replayed over the register for one or several years of
 * application beside another version. It is asked once, computed by a job, and never changes afterwards; everything it
 * rests on is kept with it, so that it gives the same again.
 */
import { isDay } from '../../calendar.ts'
import { type FieldProblem, Refusal } from '../../refusal.ts'
import type { PolicyPack } from '../pack/policy-pack.ts'

/** What is asked: a version, or a copy, over years of application, beside another or none. */
export interface WhatIfQuestion {
  subject: PolicyPack
  compared: PolicyPack | null
  /** Of the subject; null: all. */
  rules: readonly string[] | null
  parameters: Readonly<Record<string, string>>
  comparedParameters: Readonly<Record<string, string>>
  fromYear: number
  toYear: number
  asOf: string
  knownAt: Date
}

export const whatIfStates = ['queued', 'running', 'done', 'failed', 'cancelled'] as const
export type WhatIfState = (typeof whatIfStates)[number]

/** A run that says nothing for so long has died with its process. */
export const whatIfLeaseSeconds = 60
/** A run that dies so often would die again. */
export const mostWhatIfAttempts = 3
export const mostWhatIfYears = 10
export const mostVariations = 100
export const longestWhatIfTitle = 120

export interface Period {
  fromYear: number
  toYear: number
}

/** Every problem of the years. The day up to which facts count must not lie ahead: what is not recorded cannot count. */
export function checkPeriod({ fromYear, toYear }: Period, asOf: string, today: string): FieldProblem[] {
  const isYear = (year: number) => Number.isInteger(year) && year >= 2000 && year <= 2999
  const years = (['fromYear', 'toYear'] as const).flatMap(path => {
    const year = path === 'fromYear' ? fromYear : toYear
    return isYear(year) ? [] : [{ path, message: `${year} is no year`, remedy: 'give a year from 2000 to 2999' }]
  })
  if (years.length > 0) return years
  const problems: FieldProblem[] = []
  if (toYear < fromYear)
    problems.push({ path: 'toYear', message: 'ends before it begins', remedy: `give ${fromYear} or later` })
  if (toYear - fromYear >= mostWhatIfYears)
    problems.push({ path: 'toYear', message: 'is too long', remedy: `ask for at most ${mostWhatIfYears} years` })
  if (!isDay(asOf)) problems.push({ path: 'asOf', message: `"${asOf}" is no day`, remedy: 'write it as YYYY-MM-DD' })
  else if (asOf > today) problems.push({ path: 'asOf', message: 'lies ahead', remedy: `give ${today} or earlier` })
  return problems
}

/** Rules and readings that the pack does not have. `paths` name the two fields of the input. */
export function checkChosen(
  pack: PolicyPack,
  chosen: { rules: readonly string[] | null; parameters: Readonly<Record<string, string>> },
  paths: { rules: string; parameters: string },
): FieldProblem[] {
  const ids = pack.rules.map(({ id }) => id)
  const rules = (chosen.rules ?? []).flatMap((rule, index) =>
    ids.includes(rule)
      ? []
      : [
          {
            path: `${paths.rules}.${index}`,
            message: `the policy has no rule "${rule}"`,
            remedy: `use one of: ${ids.join(', ')}`,
          },
        ],
  )
  const readings = new Map<string, string[]>(
    pack.rules.flatMap(rule =>
      rule.parameters.map(({ id, readings }): [string, string[]] => [
        `${rule.id}.${id}`,
        readings.map(reading => reading.id),
      ]),
    ),
  )
  const parameters = Object.entries(chosen.parameters).flatMap(([name, reading]) => {
    const known = readings.get(name)
    if (known?.includes(reading)) return []
    const remedy = `use one of: ${(known ?? [...readings.keys()]).join(', ')}`
    return [{ path: `${paths.parameters}.${name}`, message: `"${reading}" is not known`, remedy }]
  })
  return [...rules, ...parameters]
}

/** It has no result yet, or never will. */
export class WhatIfNotDone extends Refusal {
  readonly code = 'WHAT_IF_NOT_DONE'
  readonly state: WhatIfState
  constructor(state: WhatIfState) {
    super(`This what-if is ${state}; only a finished one has a result`)
    this.state = state
  }
}

export function checkDone(state: WhatIfState): Refusal | null {
  return state === 'done' ? null : new WhatIfNotDone(state)
}

/** It has ended: there is nothing left to cancel. */
export class WhatIfEnded extends Refusal {
  readonly code = 'WHAT_IF_ENDED'
  readonly state: WhatIfState
  constructor(state: WhatIfState) {
    super(`This what-if is ${state} already; only one that waits or is computed can be cancelled`)
    this.state = state
  }
}

export function checkCancellable(state: WhatIfState): Refusal | null {
  return state === 'queued' || state === 'running' ? null : new WhatIfEnded(state)
}

/**
 * Road one of the three error roads: what a user may expect to be told. Each reason is a class of its own,
 * kept beside its rule, with a SCREAMING_SNAKE code and typed data. No HTTP and no screen wording in here.
 */
export abstract class Refusal extends Error {
  abstract readonly code: string
  constructor(message: string) {
    // A refusal is a value: screens ask guards for dozens of them per page. Its stack trace, which nobody reads, cost
    // more than all the rest of a list (an eighth of the CPU time of a GraphQL request).
    const limit = Error.stackTraceLimit
    Error.stackTraceLimit = 0
    super(message)
    Error.stackTraceLimit = limit
    this.name = new.target.name
  }
}

/** Throws the refusal a guard returned; does nothing when the guard found none. */
export function refuse(refusal: Refusal | null): void {
  if (refusal) throw refusal
}

/** The thing asked for does not exist, or the actor may not know that it does. */
export class NotFound extends Refusal {
  readonly code = 'NOT_FOUND'
  readonly noun: string
  constructor(noun: string) {
    super(`${noun} not found, or not visible to you`)
    this.noun = noun
  }
}

/** One field that was wrong: `path` names it (`indicators.0.unit`), `remedy` says what to do. */
export interface FieldProblem {
  path: string
  message: string
  remedy: string
}

/** Road two: every field error of one input, at once. */
export class InvalidInput extends Refusal {
  readonly code = 'INVALID_INPUT'
  readonly problems: readonly FieldProblem[]
  constructor(problems: readonly FieldProblem[]) {
    super(problems.map(p => `${p.path}: ${p.message}`).join('; '))
    this.problems = problems
  }
}

/** Throws one `InvalidInput` naming every problem, if there is any. */
export function requireValid(problems: readonly FieldProblem[]): void {
  if (problems.length > 0) throw new InvalidInput(problems)
}

/**
 * States are data: a table state × event. The same table decides in the domain, feeds the database's own
 * transition check, draws the diagram in the docs and tells a screen which buttons are on.
 */
import { Refusal } from './refusal.ts'

export interface Lifecycle<S extends string, E extends string> {
  readonly initial: S
  readonly transitions: Readonly<Record<S, Readonly<Partial<Record<E, S>>>>>
}

/** The event is not possible in the state the subject is in now. */
export class WrongState extends Refusal {
  readonly code = 'WRONG_STATE'
  readonly state: string
  readonly event: string
  readonly possible: readonly string[]
  constructor(state: string, event: string, possible: readonly string[]) {
    super(`"${event}" is not possible in state "${state}"; possible now: ${possible.join(', ') || 'nothing'}`)
    this.state = state
    this.event = event
    this.possible = possible
  }
}

/** Says why `event` cannot happen in `state`, or null when it can. */
export function checkTransition<S extends string, E extends string>(
  lifecycle: Lifecycle<S, E>,
  state: S,
  event: E,
): WrongState | null {
  const row = lifecycle.transitions[state]
  return row[event] === undefined ? new WrongState(state, event, Object.keys(row)) : null
}

/** The state after `event`; throws {@link WrongState} when the table has no such step. */
export function decideTransition<S extends string, E extends string>(
  lifecycle: Lifecycle<S, E>,
  state: S,
  event: E,
): S {
  const next = lifecycle.transitions[state][event]
  if (next === undefined) throw new WrongState(state, event, Object.keys(lifecycle.transitions[state]))
  return next
}

/** Every step of the table as rows, the shape in which the database holds it. */
export function listTransitions<S extends string, E extends string>(
  lifecycle: Lifecycle<S, E>,
): { from: S; event: E; to: S }[] {
  const rows: { from: S; event: E; to: S }[] = []
  for (const from of Object.keys(lifecycle.transitions) as S[])
    for (const [event, to] of Object.entries(lifecycle.transitions[from]) as [E, S][]) rows.push({ from, event, to })
  return rows
}

/**
 * Evaluates a pack in slices of a few milliseconds, so that the process goes on answering while a city is evaluated.
 * Determinations are handed on one by one and not kept.
 */
import { type EvaluationOptions, evaluateInSteps } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import type { Determination } from '#domain/subsidy/evaluate/trace.ts'
import type { Facts } from '#domain/subsidy/facts/facts.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'

/** How long a slice may hold the process. */
const sliceMs = 8

/** Lets others go first whenever a slice is used up; throws what `onPause` throws. */
export function createPace(onPause: () => Promise<void> | void = () => {}): () => Promise<void> {
  let until = performance.now() + sliceMs
  return async () => {
    if (performance.now() < until) return
    await new Promise<void>(resolve => setImmediate(resolve))
    await onPause()
    until = performance.now() + sliceMs
  }
}

/** Thrown out of work in the background: it is not this worker's any more, or the process is to end. */
export class Interrupted extends Error {
  readonly why: 'stopped' | 'lost'
  constructor(why: 'stopped' | 'lost') {
    super(`interrupted: ${why}`)
    this.name = 'Interrupted'
    this.why = why
  }
}

/** Says something to whoever runs the service; nobody else is told. */
export type Warn = (about: object, text: string) => void

/** What a worker gives to the work that it does; without, work is not interrupted, and warns nobody. */
export interface WorkInput {
  isStopped?: () => boolean
  warn?: Warn
}

const heartbeatMs = 2_000

/**
 * The pace of work that is taken from a queue: says now and then that the worker lives; `beat` is false when another has
 * taken the work. @throws Interrupted
 */
export function createWorkPace(work: { isStopped(): boolean; beat(): Promise<boolean> }): () => Promise<void> {
  let saidAt = performance.now()
  const pace = createPace(async () => {
    if (performance.now() - saidAt < heartbeatMs) return
    saidAt = performance.now()
    if (!(await work.beat())) throw new Interrupted('lost')
  })
  return async () => {
    if (work.isStopped()) throw new Interrupted('stopped')
    await pace()
  }
}

export interface BackgroundEvaluation {
  pack: PolicyPack
  /** Admitted by `parseFacts`, or of the register. */
  facts: Facts
  options?: EvaluationOptions
  pace: () => Promise<void>
}

/** @throws what `evaluatePolicy` throws, and what the pace throws. */
export async function evaluateInBackground(
  { pack, facts, options = {}, pace }: BackgroundEvaluation,
  take: (found: Determination) => void,
): Promise<void> {
  for (const found of evaluateInSteps(pack, facts, options)) {
    if (found) take(found)
    await pace()
  }
}

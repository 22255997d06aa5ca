/** A run over the register: waits, works, and ends done or failed; it is taken up again when its process dies. */
import { Refusal } from '../../refusal.ts'

export const runStates = ['queued', 'running', 'done', 'failed'] as const

/**
 * Why a run leaves out a figure that comes to something. `own_claim`: whoever asked for the run has claimed the figure that
 * waits, or is a member of the unit, and may not determine it. `outside_region`, `other_payer`: it is for another bureau to determine, or to pay.
 * `other_version`: its rule has no years, and the version that governs today is another than the run's.
 */
export const runOmissions = ['own_claim', 'outside_region', 'other_payer', 'other_version'] as const
export type RunOmission = (typeof runOmissions)[number]

/** How many figures a run left out, by the reason; none where it has no entry. */
export type LeftOut = Readonly<Partial<Record<RunOmission, number>>>

/** With so many figures more for this reason. */
export function leaveOut(leftOut: LeftOut, reason: RunOmission, count: number): LeftOut {
  return count === 0 ? leftOut : { ...leftOut, [reason]: (leftOut[reason] ?? 0) + count }
}

/** A worker that has said nothing for so long is taken for dead. */
export const runLeaseSeconds = 120
/** How often a run is taken up before it is given up. */
export const mostRunAttempts = 3

/** Records of the register up to which a rule is determined while its asker waits; beyond, a run does it. */
export const mostRecordsAtOnce = 20_000

/** It would hold the service for everybody else. */
export class RegisterTooLarge extends Refusal {
  readonly code = 'REGISTER_TOO_LARGE'
  readonly most: number
  constructor(most = mostRecordsAtOnce) {
    super(`The register has more than ${most} records; ask for a run, which is worked off in the background`)
    this.most = most
  }
}

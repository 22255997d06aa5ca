/** A run over the register: waits, works, and ends done or failed; it is taken up again when its process dies. */
import { Refusal } from '../../refusal.ts'

export const runStates = ['queued', 'running', 'done', 'failed'] as const

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

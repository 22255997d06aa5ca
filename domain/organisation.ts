/** An organisation must be verified by a bureau officer before it may publish or bid. */
import type { Lifecycle } from './lifecycle.ts'

export const organisationStates = ['unverified', 'verified', 'rejected'] as const
export type OrganisationState = (typeof organisationStates)[number]
export type OrganisationEvent = 'verify' | 'reject' | 'resubmit' | 'suspend'

export const organisationLifecycle: Lifecycle<OrganisationState, OrganisationEvent> = {
  initial: 'unverified',
  transitions: {
    unverified: { verify: 'verified', reject: 'rejected' },
    rejected: { resubmit: 'unverified' },
    verified: { suspend: 'unverified' },
  },
}

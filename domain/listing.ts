/**
 * What the three libraries share: an entry ("listing") is drafted, checked, published for a time and renewed.
 * Its lifecycle is one table for all three (lifecycles of the founding documents, "Demand and achievement").
 */
import type { Lifecycle } from './lifecycle.ts'

export const libraries = ['achievement', 'demand', 'expert'] as const
export type Library = (typeof libraries)[number]

export const listingStates = ['draft', 'submitted', 'returned', 'published', 'withdrawn', 'expired'] as const
export type ListingState = (typeof listingStates)[number]

export const listingEvents = ['submit', 'return', 'publish', 'withdraw', 'expire', 'renew'] as const
export type ListingEvent = (typeof listingEvents)[number]

export const listingLifecycle: Lifecycle<ListingState, ListingEvent> = {
  initial: 'draft',
  transitions: {
    draft: { submit: 'submitted' },
    submitted: { return: 'returned', publish: 'published', withdraw: 'withdrawn' },
    returned: { submit: 'submitted' },
    published: { withdraw: 'withdrawn', expire: 'expired', renew: 'published' },
    withdrawn: { submit: 'submitted' },
    expired: { renew: 'published', withdraw: 'withdrawn' },
  },
}

/** States in which the owner may still change the content; a published text never changes silently. */
export const editableListingStates: readonly ListingState[] = ['draft', 'returned', 'withdrawn']

/** States in which a text is before the bureau or the public: an organisation hands in the very same once. */
export const handedInListingStates = ['submitted', 'published'] as const satisfies readonly ListingState[]

/** Is it public at `now`? One whose time is up is not, whether or not the sweep has come by. */
export function isPublicAt({ state, expiresAt }: { state: string; expiresAt: Date | null }, now: Date): boolean {
  return state === 'published' && expiresAt !== null && expiresAt > now
}

/** How long a listing stays public before it must be renewed, in months. A parameter of the platform. */
export const defaultListingMonths = 12

/** Technology readiness level, GB/T 22900-2022: 1 (principle observed) to 9 (in regular use). */
export const minTrl = 1
export const maxTrl = 9

/** How a result may change hands. 转让 · 许可 · 作价投资 · 合作开发 (促进科技成果转化法, art. 16). */
export const waysOfTransfer = ['transfer', 'licence', 'equity', 'joint_development'] as const
export type WayOfTransfer = (typeof waysOfTransfer)[number]

/** How to reach the person behind a listing. Disclosed in stages: never part of the public teaser. */
export interface Contact {
  name: string
  phone: string
  email: string
}

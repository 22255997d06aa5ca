/** A bid ("揭榜方案"): a sealed proposal with price, plan and team. Its contents are nobody's but the bidder's until opening. */
import type { Lifecycle } from '../lifecycle.ts'

export const bidStates = ['draft', 'sealed', 'withdrawn', 'opened', 'shortlisted', 'awarded', 'not_awarded'] as const
export type BidState = (typeof bidStates)[number]
export type BidEvent = 'seal' | 'withdraw' | 'open' | 'shortlist' | 'award' | 'decline'

export const bidLifecycle: Lifecycle<BidState, BidEvent> = {
  initial: 'draft',
  transitions: {
    draft: { seal: 'sealed', withdraw: 'withdrawn' },
    sealed: { withdraw: 'withdrawn', open: 'opened' },
    withdrawn: {},
    opened: { shortlist: 'shortlisted', award: 'awarded', decline: 'not_awarded' },
    shortlisted: { award: 'awarded', decline: 'not_awarded' },
    awarded: {},
    not_awarded: {},
  },
}

/** States in which the contents are no longer sealed. */
export const openedBidStates: readonly BidState[] = ['opened', 'shortlisted', 'awarded', 'not_awarded']

export interface TeamMember {
  name: string
  title: string
  duty: string
}

/** What is sealed. `priceFen` in 分. */
export interface BidContent {
  priceFen: bigint
  plan: string
  team: TeamMember[]
  durationDays: number
}

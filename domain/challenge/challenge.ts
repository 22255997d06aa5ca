/**
 * A challenge ("榜单项目"): a demand (attack) or an achievement (conversion) published for bids.
 * The table is the whole lifecycle of the trade; verbs that are not built yet simply have no caller.
 */
import type { Lifecycle } from '../lifecycle.ts'

export const challengeKinds = ['attack', 'conversion'] as const

export const selections = ['open', 'race', 'directed'] as const

export const challengeStates = [
  'draft',
  'submitted',
  'returned',
  'vetted',
  'published',
  'closed',
  'opened',
  'under_review',
  'recommended',
  'public_notice',
  'objected',
  'awarded',
  'contracted',
  'in_progress',
  'accepted',
  'exempted',
  'failed',
  'archived',
  'cancelled',
  'no_bids',
] as const
export type ChallengeState = (typeof challengeStates)[number]

export type ChallengeEvent =
  | 'submit'
  | 'return'
  | 'vet'
  | 'publish'
  | 'direct'
  | 'close'
  | 'declare_no_bids'
  | 'open'
  | 'start_review'
  | 'recommend'
  | 'give_notice'
  | 'object'
  | 'resume_review'
  | 'renew_notice'
  | 'award'
  | 'contract'
  | 'start'
  | 'accept'
  | 'exempt'
  | 'fail'
  | 'archive'
  | 'cancel'
  | 'relist'

export const challengeLifecycle: Lifecycle<ChallengeState, ChallengeEvent> = {
  initial: 'draft',
  transitions: {
    draft: { submit: 'submitted', cancel: 'cancelled' },
    submitted: { return: 'returned', vet: 'vetted', cancel: 'cancelled' },
    returned: { submit: 'submitted', cancel: 'cancelled' },
    // A directed commission skips bidding, but not argumentation, approval and public notice.
    vetted: { publish: 'published', direct: 'recommended', cancel: 'cancelled' },
    published: { close: 'closed', cancel: 'cancelled' },
    closed: { open: 'opened', declare_no_bids: 'no_bids', cancel: 'cancelled' },
    opened: { start_review: 'under_review', cancel: 'cancelled' },
    under_review: { recommend: 'recommended', cancel: 'cancelled' },
    recommended: { give_notice: 'public_notice', cancel: 'cancelled' },
    public_notice: { object: 'objected', award: 'awarded', cancel: 'cancelled' },
    objected: { resume_review: 'under_review', renew_notice: 'public_notice', cancel: 'cancelled' },
    awarded: { contract: 'contracted', cancel: 'cancelled' },
    contracted: { start: 'in_progress' },
    in_progress: { accept: 'accepted', exempt: 'exempted', fail: 'failed' },
    accepted: { archive: 'archived' },
    exempted: { archive: 'archived' },
    failed: { archive: 'archived' },
    archived: {},
    cancelled: {},
    no_bids: { relist: 'draft' },
  },
}

/** States in which the public may see the challenge. */
export const publicChallengeStates: readonly ChallengeState[] = challengeStates.filter(
  s => !['draft', 'submitted', 'returned', 'vetted'].includes(s),
)

/** The orders in which the list can be shown. */
export const challengeSorts = ['newest', 'deadline', 'reward_high'] as const
export type ChallengeSort = (typeof challengeSorts)[number]

/** What people are told without asking (消息), and how often they want to be told of matches. */
import type { Library } from '../listing.ts'
import type { ClawbackReason } from '../subsidy/money/clawback.ts'

/** What a message of the outbox announces. */
export const outboxTopics = [
  'listing.published',
  'match.invited',
  'match.answered',
  'subsidy.told',
  'subsidy.claimed',
  'subsidy.approved',
  'subsidy.refused',
  'subsidy.paid',
  'subsidy.clawed_back',
  'subsidy.clawback_cancelled',
  'subsidy.recomputed',
  'subsidy.ground_changed',
] as const satisfies readonly OutboxMessage['topic'][]

/**
 * `listing.published`: the listing. `match.invited`, `match.answered`: the listing whose owner is invited or has answered,
 * and the invitation. `subsidy.…`: the determination that took a step; `subsidy.ground_changed`: what it stood on.
 */
export type OutboxMessage =
  | { topic: 'listing.published'; payload: { library: Library; id: string } }
  | { topic: 'match.invited' | 'match.answered'; payload: { library: Library; id: string; invitationId: string } }
  | { topic: SubsidyTopic; payload: { determinationId: string; clawbackId: string | null } }
  | { topic: 'subsidy.ground_changed'; payload: GroundChange }

/** A step of a determination that somebody is told of. */
export type SubsidyTopic =
  | 'subsidy.told'
  | 'subsidy.claimed'
  | 'subsidy.approved'
  | 'subsidy.refused'
  | 'subsidy.paid'
  | 'subsidy.clawed_back'
  | 'subsidy.clawback_cancelled'
  | 'subsidy.recomputed'

/** What happened to what money may have been granted on. */
export type GroundChange = RecordChange | FigureLowered

/** To a record: registration, money fact, integrity record, kept fact. */
interface RecordChange {
  reason: Exclude<ClawbackReason, 'figure_lowered'>
  causeId: string
}

/** That less is due on the entitlements of these figures than stands granted on them. */
export interface FigureLowered {
  reason: 'figure_lowered'
  figureIds: readonly string[]
  /** The integrity record that hid it until it was revoked; null: each figure, on its own entitlement. */
  causeId: string | null
}

/** Whose turn it is: an achievement is brought to the demand's owner, or a demand to the achievement's owner. */
export const alertDirections = ['achievement_for_demand', 'demand_for_achievement'] as const
export type AlertDirection = (typeof alertDirections)[number]

/** 对接邀请 and its answer: somebody wrote them. */
export const invitationKinds = ['match_invitation', 'match_answer'] as const

/** Steps of a determination: told, approved, refused or withdrawn, paid, clawed back (or not any more) and computed anew to the beneficiary, claimed to the bureau's reviewers. */
export const subsidyKinds = [
  'subsidy_told',
  'subsidy_claimed',
  'subsidy_approved',
  'subsidy_refused',
  'subsidy_paid',
  'subsidy_clawed_back',
  'subsidy_clawback_cancelled',
  'subsidy_recomputed',
] as const
export type SubsidyKind = (typeof subsidyKinds)[number]

/** Each kind of notification there is: alerts of matches, what somebody wrote, and steps of a determination. */
export const notificationKinds = [...alertDirections, ...invitationKinds, ...subsidyKinds] as const
export type NotificationKind = (typeof notificationKinds)[number]

export const matchAlertPreferences = ['at_once', 'daily', 'off'] as const
export type MatchAlerts = (typeof matchAlertPreferences)[number]

/** For whoever has not chosen. Once a day: a mailbox that fills by itself is soon not read at all. */
export const defaultMatchAlerts: MatchAlerts = 'daily'

/** The pair of listings an alert speaks of, by side. */
export interface AlertPair {
  achievementId: string
  demandId: string
  direction: AlertDirection
}

/** The receiver's own listing, and the one that is brought to it. */
export function sidesOf(pair: AlertPair): {
  own: { library: Library; id: string }
  found: { library: Library; id: string }
} {
  const achievement = { library: 'achievement', id: pair.achievementId } as const
  const demand = { library: 'demand', id: pair.demandId } as const
  return pair.direction === 'achievement_for_demand'
    ? { own: demand, found: achievement }
    : { own: achievement, found: demand }
}

/** The alert for a listing that was just published and one it matches; null where nobody is to be told. */
export function pairOf(published: { library: Library; id: string }, foundId: string): AlertPair | null {
  if (published.library === 'achievement')
    return { achievementId: published.id, demandId: foundId, direction: 'achievement_for_demand' }
  if (published.library === 'demand')
    return { achievementId: foundId, demandId: published.id, direction: 'demand_for_achievement' }
  return null
}

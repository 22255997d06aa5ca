/** What every bidder who lost is told: a reason from this list and free text, beside the scores by dimension. */
import { checkLength, checkPresent } from '../field-check.ts'
import type { FieldProblem } from '../refusal.ts'

export const feedbackReasons = [
  'indicators_not_met',
  'solution_weaker',
  'team_weaker',
  'price_too_high',
  'schedule_too_long',
  'conditions_not_met',
  'other',
] as const
export type FeedbackReason = (typeof feedbackReasons)[number]

export interface BidFeedback {
  bidId: string
  reason: FeedbackReason
  text: string
}

/** Every losing bid needs exactly one feedback with a text; feedback to any other bid is a mistake. */
export function checkFeedback(feedback: readonly BidFeedback[], losingBidIds: readonly string[]): FieldProblem[] {
  const missing = losingBidIds.filter(id => feedback.filter(f => f.bidId === id).length !== 1)
  const strange = feedback.flatMap((f, i) =>
    losingBidIds.includes(f.bidId)
      ? []
      : [{ path: `feedback.${i}.bidId`, message: 'is no losing bid of this challenge', remedy: 'leave it out' }],
  )
  return [
    ...missing.map(id => ({
      path: 'feedback',
      message: `bid ${id} has no feedback, or more than one`,
      remedy: 'give every bidder who lost one reason and a text',
    })),
    ...strange,
    ...feedback.flatMap((f, i) => [
      ...checkPresent(`feedback.${i}.text`, f.text.trim() !== '', 'explain the decision to the bidder'),
      ...checkLength(`feedback.${i}.text`, f.text, 5_000),
    ]),
  ]
}

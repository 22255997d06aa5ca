/** Payout files for the treasury ("国库集中支付"): words and shapes. A line is confirmed once, as paid or as failed. */
export const payoutOutcomes = ['paid', 'failed'] as const
export type PayoutOutcome = (typeof payoutOutcomes)[number]

/** A batch holds at most this many lines: what a person can check and one transaction can confirm. */
export const maxPayoutLines = 500

/** `ZF-2026-0001`: the number of a batch among those of its bureau and year. */
export function formatPayoutNumber(year: number, number: number): string {
  return `ZF-${year}-${String(number).padStart(4, '0')}`
}

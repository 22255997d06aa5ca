/** Reasons from a list: why a challenge is cancelled. The code is for statistics, the text beside it for people. */
export const cancelReasons = [
  'poster_withdrew',
  'solved_elsewhere',
  'terms_faulty',
  'funds_missing',
  'irregularity',
  'other',
] as const
export type CancelReason = (typeof cancelReasons)[number]

/** Why granted money falls back: what happened to the record it was computed from, after it was approved or paid. */
export const clawbackReasons = [
  'registration_deregistered',
  'registration_revoked',
  'money_fact_reversed',
  'integrity_record',
] as const
export type ClawbackReason = (typeof clawbackReasons)[number]

/** What an integrity record ("诚信记录") says was found. */
export const integrityCategories = [
  'false_materials',
  'misuse_of_funds',
  'research_misconduct',
  'serious_dishonesty',
] as const
export type IntegrityCategory = (typeof integrityCategories)[number]

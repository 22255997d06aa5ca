/** An expert ("专家") who can solve, review or advise: the second library. */
import type { Contact } from '../listing.ts'
import type { TechnologyField } from '../technology-field.ts'

/** 技术 · 产业 · 经济法律 */
export const expertKinds = ['technical', 'industrial', 'economic_legal'] as const
export type ExpertKind = (typeof expertKinds)[number]

/** Everything entered about an expert. A draft may leave any of it empty; the quality gate says what publishing needs. */
export interface ExpertContent {
  name: string
  unit: string
  /** Professional title ("职称"). */
  title: string
  kinds: ExpertKind[]
  fields: TechnologyField[]
  disciplines: string[]
  researchDirections: string
  summary: string
  /** GB/T 2260 six-digit code. */
  regionCode: string | null
  birthYear: number | null
  /** Most reviews a year the expert accepts. */
  reviewsPerYear: number
  /** Names of units the expert may never review for ("回避单位"). */
  recusalUnits: string[]
  /** The day the expert consented to be listed, and the day the consent ends. */
  consentedOn: string | null
  consentExpiresOn: string | null
  contact: Contact
}

export const defaultReviewsPerYear = 10

/** An expert about whom nothing has been entered yet. */
export function emptyExpert(): ExpertContent {
  return {
    name: '',
    unit: '',
    title: '',
    kinds: [],
    fields: [],
    disciplines: [],
    researchDirections: '',
    summary: '',
    regionCode: null,
    birthYear: null,
    reviewsPerYear: defaultReviewsPerYear,
    recusalUnits: [],
    consentedOn: null,
    consentExpiresOn: null,
    contact: { name: '', phone: '', email: '' },
  }
}

/** The orders in which the library can be listed. */
export const expertSorts = ['newest'] as const
export type ExpertSort = (typeof expertSorts)[number]

/** A scientific and technological achievement ("科技成果") offered for transfer: the first library. */
import type { Contact, WayOfTransfer } from '../listing.ts'
import type { TechnologyField } from '../technology-field.ts'

/** 初期 · 中期 · 成熟应用 */
export const stages = ['early', 'middle', 'mature'] as const
export type Stage = (typeof stages)[number]

/** 职务科技成果赋权: none, ownership given to the team, or a long-term right of use. */
export const empowerments = ['none', 'ownership', 'long_term_use'] as const
export type Empowerment = (typeof empowerments)[number]

export const ipKinds = ['invention_patent', 'utility_model', 'design', 'software', 'variety', 'trade_secret'] as const
export type IpKind = (typeof ipKinds)[number]

export interface IpRight {
  kind: IpKind
  /** Patent application number with its check digit, or the certificate's number; empty for a trade secret. */
  number: string
  title: string
}

/** Everything an owner enters. A draft may leave any of it empty; the quality gate says what publishing needs. */
export interface AchievementContent {
  title: string
  summary: string
  advantages: string
  field: TechnologyField | null
  /** GB/T 4754-2017 code, any level. */
  industryCode: string | null
  /** GB/T 2260 six-digit code. */
  regionCode: string | null
  /** Completing units, in order of contribution. */
  completingUnits: string[]
  /** Completers, in order of contribution. */
  completers: string[]
  stage: Stage | null
  trl: number | null
  ipRights: IpRight[]
  waysOfTransfer: WayOfTransfer[]
  priceMinFen: bigint | null
  priceMaxFen: bigint | null
  keywords: string[]
  /** 科技成果登记号, 12 characters, or null. */
  registrationNumber: string | null
  empowerment: Empowerment
  contact: Contact
}

/** An achievement in which nothing has been entered yet. */
export function emptyAchievement(): AchievementContent {
  return {
    title: '',
    summary: '',
    advantages: '',
    field: null,
    industryCode: null,
    regionCode: null,
    completingUnits: [],
    completers: [],
    stage: null,
    trl: null,
    ipRights: [],
    waysOfTransfer: [],
    priceMinFen: null,
    priceMaxFen: null,
    keywords: [],
    registrationNumber: null,
    empowerment: 'none',
    contact: { name: '', phone: '', email: '' },
  }
}

/** The orders in which the library can be listed. */
export const achievementSorts = ['newest', 'amount_low', 'maturity'] as const
export type AchievementSort = (typeof achievementSorts)[number]

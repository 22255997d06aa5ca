/** A major technical demand ("重大技术需求"): an enterprise's bottleneck, in the third library. */
import type { Contact, WayOfTransfer } from '../listing.ts'
import type { TechnologyField } from '../technology-field.ts'

export const comparators = ['gte', 'lte', 'gt', 'lt', 'eq', 'between'] as const
export type Comparator = (typeof comparators)[number]

/** A quantified assessment indicator ("考核指标"). Values are decimal strings, so that 0.10 stays 0.10. */
export interface Indicator {
  name: string
  comparator: Comparator
  value: string
  /** Upper bound, only with `between`. */
  valueMax: string | null
  unit: string
  testMethod: string
}

/** 委托开发 · 合作开发 · 技术转让 · 技术许可 · 技术咨询 · 技术服务 · 共建研发机构 */
export const cooperationModes = [
  'commissioned_development',
  'joint_development',
  'transfer',
  'licence',
  'consulting',
  'service',
  'joint_lab',
] as const
export type CooperationMode = (typeof cooperationModes)[number]

/** Who shall own the result: 归需求方 · 共有 · 归研发方 · 协商 */
export const ipWishes = ['buyer', 'shared', 'seller', 'negotiable'] as const
export type IpWish = (typeof ipWishes)[number]

/** Everything an owner enters. A draft may leave any of it empty; the quality gate says what publishing needs. */
export interface DemandContent {
  title: string
  problem: string
  background: string
  indicators: Indicator[]
  field: TechnologyField | null
  /** GB/T 4754-2017 code, any level. */
  industryCode: string | null
  /** GB/T 2260 six-digit code. */
  regionCode: string | null
  budgetMinFen: bigint | null
  budgetMaxFen: bigint | null
  /** The day (YYYY-MM-DD) by which a solution is needed. */
  neededBy: string | null
  trlWanted: number | null
  cooperationModes: CooperationMode[]
  waysOfTransfer: WayOfTransfer[]
  ipWish: IpWish | null
  solverConditions: string
  contact: Contact
}

/** A demand in which nothing has been entered yet. */
export function emptyDemand(): DemandContent {
  return {
    title: '',
    problem: '',
    background: '',
    indicators: [],
    field: null,
    industryCode: null,
    regionCode: null,
    budgetMinFen: null,
    budgetMaxFen: null,
    neededBy: null,
    trlWanted: null,
    cooperationModes: [],
    waysOfTransfer: [],
    ipWish: null,
    solverConditions: '',
    contact: { name: '', phone: '', email: '' },
  }
}

/** The orders in which the library can be listed. */
export const demandSorts = ['newest', 'amount_high', 'deadline'] as const
export type DemandSort = (typeof demandSorts)[number]

/** 简体中文: the first language of the screens. Every other language has exactly these keys. */
import { account } from './zh-CN/account.ts'
import { bid } from './zh-CN/bid.ts'
import { challenge } from './zh-CN/challenge.ts'
import { common } from './zh-CN/common.ts'
import { contract } from './zh-CN/contract.ts'
import { enums } from './zh-CN/enums.ts'
import { fact } from './zh-CN/fact.ts'
import { grantUse } from './zh-CN/grant-use.ts'
import { integrity } from './zh-CN/integrity.ts'
import { duplicate, listing, search } from './zh-CN/listing.ts'
import { matchWeights } from './zh-CN/match-weights.ts'
import { inbox, matching } from './zh-CN/matching.ts'
import { home, importing, matchDesk, office } from './zh-CN/office.ts'
import { policyEditor } from './zh-CN/policy-editor.ts'
import { policyGrowth } from './zh-CN/policy-growth.ts'
import { policyNotice } from './zh-CN/policy-notice.ts'
import { refusals } from './zh-CN/refusals.ts'
import { registration } from './zh-CN/registration.ts'
import { shell } from './zh-CN/shell.ts'
import { subsidy } from './zh-CN/subsidy.ts'
import { subsidyMoney } from './zh-CN/subsidy-money.ts'
import { tradeEnums } from './zh-CN/trade-enums.ts'
import { whatIf } from './zh-CN/what-if.ts'

export const zhCN = {
  common,
  shell,
  account,
  listing,
  search,
  duplicate,
  matching,
  inbox,
  office,
  matchDesk,
  matchWeights,
  home,
  importing,
  challenge,
  bid,
  contract,
  registration,
  subsidy,
  subsidyMoney,
  fact,
  grantUse,
  integrity,
  whatIf,
  policyEditor,
  policyGrowth,
  policyNotice,
  enums: { ...enums, ...tradeEnums },
  refusals,
}

type SameKeys<T> = { [K in keyof T]: T[K] extends string ? string : SameKeys<T[K]> }
/** The shape a translation must have. */
export type Words = SameKeys<typeof zhCN>

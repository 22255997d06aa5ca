/** English. Refusals are not here: the server already words them in English, each with what to do. */
import { account } from './en/account.ts'
import { bid } from './en/bid.ts'
import { challenge } from './en/challenge.ts'
import { common } from './en/common.ts'
import { contract } from './en/contract.ts'
import { enums } from './en/enums.ts'
import { fact } from './en/fact.ts'
import { grantUse } from './en/grant-use.ts'
import { integrity } from './en/integrity.ts'
import { duplicate, listing, search } from './en/listing.ts'
import { matchWeights } from './en/match-weights.ts'
import { inbox, matching } from './en/matching.ts'
import { home, importing, matchDesk, office } from './en/office.ts'
import { policyEditor } from './en/policy-editor.ts'
import { policyGrowth } from './en/policy-growth.ts'
import { policyNotice } from './en/policy-notice.ts'
import { registration } from './en/registration.ts'
import { shell } from './en/shell.ts'
import { subsidy } from './en/subsidy.ts'
import { subsidyMoney } from './en/subsidy-money.ts'
import { tradeEnums } from './en/trade-enums.ts'
import { whatIf } from './en/what-if.ts'
import type { Words } from './zh-CN.ts'

export const en: Omit<Words, 'refusals'> = {
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
}

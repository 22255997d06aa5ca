/** What the detectors look at: the contracts of a determination (`isOwn`) and their neighbourhood, as the database has it. */
import type { ContractType, MoneyFactKind } from '../../contract/contract.ts'

export interface FlagContract {
  id: string
  title: string
  type: ContractType
  buyerId: string
  sellerId: string
  contractAmountFen: bigint
  technologyAmountFen: bigint
  signedOn: string
  challengeId: string | null
  /** The determination rests on it. */
  isOwn: boolean
}

export interface FlagMoney {
  id: string
  contractId: string
  kind: MoneyFactKind
  amountFen: bigint
  occurredOn: string
  evidenceName: string
  /** Of the document that proves it. */
  sha256: string
}

/** How an organisation lets itself be reached, as one of its listings says. */
export interface FlagContact {
  listingId: string
  listingTitle: string
  phone: string
  email: string
}

export interface FlagParty {
  id: string
  name: string
  creditCode: string
  /** User ids of its members, those of the last years included. */
  members: readonly { userId: string; name: string }[]
  contacts: readonly FlagContact[]
  /** Bank accounts it gave with claims, each with one of these. */
  accounts: readonly { number: string; determinationId: string }[]
}

export interface FlagBid {
  id: string
  organisationId: string
  organisationName: string
  /** Null while the bid is sealed. */
  priceFen: bigint | null
  /** Null while the bid is sealed. */
  plan: string | null
}

export interface FlagChallenge {
  id: string
  title: string
  selection: 'open' | 'race' | 'directed'
  rewardFen: bigint
  publishedAt: Date | null
  bidsCloseAt: Date | null
  /** What is published and may be quoted by everybody. */
  publicText: string
  /** Without withdrawn ones and drafts. */
  bids: readonly FlagBid[]
}

/** A text of a contract, or of a bid that led to none. */
export interface FlagText {
  kind: 'contract' | 'bid'
  id: string
  title: string
  /** Null for a bid. */
  signedOn: string | null
  buyerId: string
  sellerId: string
  challengeId: string | null
  text: string
  /** Of its challenge: what both may have quoted. */
  publicText: string
}

/** The determination itself, or another one: what it rests on. */
export interface FlagGrant {
  determinationId: string
  policyId: string
  policyTitle: string
  rule: string
  ruleTitle: string
  beneficiaryId: string
  subjectId: string
  window: string
  state: string
  ceilingFen: bigint
  /** Of another determination: by another version, and the rule of the later one is not in the earlier one as it is. */
  isOfOtherForm?: boolean
  /** The records that it counts; of its own determination with what they are called. */
  used: readonly { record: string; contractId: string | null; kind?: string; on?: string; contractTitle?: string }[]
}

/** A rule that must not go together with the determination's own, and for what: one beneficiary, or one record. */
export interface ExclusiveRule {
  rule: string
  per: string
}

export interface Threshold {
  amountFen: bigint
  /** Which amount of a contract it is compared with. */
  measure: 'contract' | 'technology'
  source: string
}

export interface FlagFacts {
  grant: FlagGrant
  exclusives: readonly ExclusiveRule[]
  /** Of the policy; those of every policy are parameters. */
  thresholds: readonly Threshold[]
  contracts: readonly FlagContract[]
  money: readonly FlagMoney[]
  /** Money facts anywhere that are proved by the document of one of the determination's contracts. */
  sameEvidence: readonly (FlagMoney & { contractTitle: string })[]
  parties: readonly FlagParty[]
  challenges: readonly FlagChallenge[]
  /** Of the determination's contracts. */
  ownTexts: readonly FlagText[]
  otherTexts: readonly FlagText[]
  otherGrants: readonly FlagGrant[]
}

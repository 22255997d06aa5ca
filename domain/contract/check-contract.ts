/**
 * What a technology contract must satisfy to be drafted, changed and signed. Lines of equipment, instruments, parts and
 * materials lie within the face value (技术合同认定规则, art. 14); what one party has signed, nobody changes any more.
 */
import { doerKinds, type OrganisationKind } from '../access/roles.ts'
import { checkCount, checkLength, checkPresent } from '../field-check.ts'
import { checkTransition, WrongState } from '../lifecycle.ts'
import { isAmountFen } from '../money.ts'
import { type FieldProblem, Refusal } from '../refusal.ts'
import { type TechnologyField, technologyFields } from '../technology-field.ts'
import {
  type ContractLine,
  type ContractState,
  type ContractType,
  contractLifecycle,
  contractLineKinds,
  contractTypes,
} from './contract.ts'

/** What the parties agree on beside who they are. Amounts in 分. */
export interface ContractTerms {
  type: ContractType
  field: TechnologyField
  title: string
  contractAmountFen: bigint
  lines: readonly ContractLine[]
}

/** The sides of a contract that sign it. */
export type ContractSide = 'buyer' | 'seller'

const mostLines = 100

function checkAmount(path: string, fen: bigint): FieldProblem[] {
  return isAmountFen(fen) && fen > 0n
    ? []
    : [{ path, message: `${fen} 分 is not an amount`, remedy: 'enter an amount above 0 and up to 90 万亿元' }]
}

function checkOneOf(path: string, word: string, words: readonly string[]): FieldProblem[] {
  return words.includes(word)
    ? []
    : [{ path, message: `"${word}" is not known`, remedy: `choose one of: ${words.join(', ')}` }]
}

function checkLine(line: ContractLine, path: string): FieldProblem[] {
  return [
    ...checkOneOf(`${path}.kind`, line.kind, contractLineKinds),
    ...checkPresent(`${path}.description`, line.description.trim() !== '', 'say what is bought'),
    ...checkLength(`${path}.description`, line.description, 500),
    ...checkAmount(`${path}.amountFen`, line.amountFen),
  ]
}

/** Every problem of the terms at once; empty when the contract can be stored. */
export function checkContractTerms(terms: ContractTerms): FieldProblem[] {
  const linesFen = terms.lines.reduce((sum, line) => sum + line.amountFen, 0n)
  const problems = [
    ...checkOneOf('type', terms.type, contractTypes),
    ...checkOneOf('field', terms.field, technologyFields),
    ...checkPresent('title', terms.title.trim() !== '', 'give the contract a title'),
    ...checkLength('title', terms.title, 200),
    ...checkAmount('contractAmountFen', terms.contractAmountFen),
    ...checkCount('lines', terms.lines.length, mostLines),
    ...terms.lines.flatMap((line, i) => checkLine(line, `lines.${i}`)),
  ]
  if (linesFen > terms.contractAmountFen)
    problems.push({
      path: 'lines',
      message: `sum to ${linesFen} 分, more than the contract amount of ${terms.contractAmountFen} 分`,
      remedy: 'correct the lines or the contract amount: the lines are part of it',
    })
  return problems
}

export class SameParty extends Refusal {
  readonly code = 'SAME_PARTY'
  constructor() {
    super('Buyer and seller must be two different organisations')
  }
}

/** A party that cannot be one: unknown, not verified by a bureau, or of a kind that concludes no technology contracts. */
export class PartyNotEligible extends Refusal {
  readonly code = 'PARTY_NOT_ELIGIBLE'
  readonly organisationId: string
  constructor(organisationId: string) {
    super('A party must be a verified enterprise, university or institute; ask it to be verified first')
    this.organisationId = organisationId
  }
}

interface Party {
  id: string
  kind: OrganisationKind
  state: string
}

/** Two different, verified organisations that can conclude a technology contract; null when they are. */
export function checkParties(buyer: Party, seller: Party): Refusal | null {
  if (buyer.id === seller.id) return new SameParty()
  const unfit = [buyer, seller].find(party => party.state !== 'verified' || !doerKinds.includes(party.kind))
  return unfit ? new PartyNotEligible(unfit.id) : null
}

/** What signing has reached: who signed for which side. */
export interface Signatures {
  state: ContractState
  buyerSignedBy: string | null
  sellerSignedBy: string | null
}

/** The contract bears a signature: the text the party signed must stay the text it signed. */
export class ContractSigned extends Refusal {
  readonly code = 'CONTRACT_SIGNED'
  constructor() {
    super('A contract that a party has signed cannot be changed')
  }
}

/** Why the terms cannot be changed: it is no draft any more, or a party has signed it; null when they can. */
export function checkContractEditable(contract: Signatures): Refusal | null {
  if (contract.state !== 'draft')
    return new WrongState(contract.state, 'edit', Object.keys(contractLifecycle.transitions[contract.state]))
  return contract.buyerSignedBy !== null || contract.sellerSignedBy !== null ? new ContractSigned() : null
}

/** Why a party cannot drop it, or null. A draft can be dropped though one side has signed; a concluded contract binds. */
export function checkContractCancellable(state: ContractState): Refusal | null {
  if (state === 'signed' || state === 'performing') return new ContractSigned()
  return checkTransition(contractLifecycle, state, 'terminate')
}

export class AlreadySigned extends Refusal {
  readonly code = 'ALREADY_SIGNED'
  readonly side: ContractSide
  constructor(side: ContractSide) {
    super(`The ${side} has signed already`)
    this.side = side
  }
}

/** One person in the service of both parties signed for the other one ("双方代理", 民法典 art. 168). */
export class SignedForOtherParty extends Refusal {
  readonly code = 'SIGNED_FOR_OTHER_PARTY'
  constructor() {
    super('You signed for the other party; another person must sign for this one')
  }
}

/** Why this person cannot sign for the side now, or null. */
export function checkSigning(contract: Signatures, side: ContractSide, userId: string): Refusal | null {
  const [own, other] =
    side === 'buyer'
      ? [contract.buyerSignedBy, contract.sellerSignedBy]
      : [contract.sellerSignedBy, contract.buyerSignedBy]
  if (own !== null) return new AlreadySigned(side)
  return other === userId ? new SignedForOtherParty() : null
}

/** A contract of a challenge may cost less than the bid that won, never more: the price was part of the choice. */
export class AmountAboveBid extends Refusal {
  readonly code = 'AMOUNT_ABOVE_BID'
  readonly bidPriceFen: bigint
  constructor(bidPriceFen: bigint) {
    super('The contract amount is above the price of the bid that won; agree on that price, or on less')
    this.bidPriceFen = bidPriceFen
  }
}

/** `bidPriceFen` in 分; null for a contract made outside the list. */
export function checkWithinBid(contractAmountFen: bigint, bidPriceFen: bigint | null): AmountAboveBid | null {
  return bidPriceFen !== null && contractAmountFen > bidPriceFen ? new AmountAboveBid(bidPriceFen) : null
}

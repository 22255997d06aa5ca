/**
 * Drafts a contract: of an awarded challenge, whose poster buys from the awarded bidder, or between any two verified
 * organisations of which the actor's is one.
 */
import type { Transaction } from '#db/client.ts'
import { findAwardedBid } from '#db/queries/bid.ts'
import {
  type ContractHead,
  findContractOfChallenge,
  insertContract,
  replaceContractLines,
} from '#db/queries/contract.ts'
import { findOrganisation } from '#db/queries/organisation.ts'
import { may } from '#domain/access/may.ts'
import { challengeLifecycle } from '#domain/challenge/challenge.ts'
import {
  type ContractTerms,
  checkContractTerms,
  checkParties,
  checkWithinBid,
  PartyNotEligible,
} from '#domain/contract/check-contract.ts'
import { technologyAmountOf } from '#domain/contract/contract.ts'
import { checkTransition } from '#domain/lifecycle.ts'
import { InvalidInput, Refusal, refuse, requireValid } from '#domain/refusal.ts'
import { lockChallengeOrRefuse } from '../challenge/move-challenge.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { requirePerson } from '../support/person.ts'
import { partiesOf } from './contract-access.ts'
import { getContract } from './get-contract.ts'

export interface CreateContractInput {
  /** The awarded challenge it comes from; then the parties are fixed and need not be given. */
  challengeId?: string | null
  buyerId?: string | null
  sellerId?: string | null
  terms: ContractTerms
}

/** A challenge has one contract; a second one would split what the subsidy is computed from. */
export class ContractExists extends Refusal {
  readonly code = 'CONTRACT_EXISTS'
  readonly contractId: string
  constructor(contractId: string) {
    super('This challenge has a contract already; edit that one, or cancel it first')
    this.contractId = contractId
  }
}

interface Origin {
  challengeId: string | null
  bidId: string | null
  /** The price that won; null outside the list. */
  bidPriceFen: bigint | null
  buyerId: string
  sellerId: string
}

async function originInChallenge(ctx: Ctx, tx: Transaction, challengeId: string): Promise<Origin> {
  const challenge = await lockChallengeOrRefuse(tx, challengeId)
  const awardedBid = await findAwardedBid(tx, challengeId)
  const sellerId = awardedBid?.organisationId ?? null
  refuse(may(ctx.actor, 'contract.create', { buyer: challenge.posterId, seller: sellerId }))
  const existing = await findContractOfChallenge(tx, challengeId)
  if (existing) throw new ContractExists(existing.id)
  refuse(checkTransition(challengeLifecycle, challenge.state, 'contract'))
  if (!awardedBid || sellerId === null) throw new Error(`challenge ${challengeId} is awarded to no bid`)
  const { id: bidId, priceFen: bidPriceFen } = awardedBid
  return { challengeId, bidId, bidPriceFen, buyerId: challenge.posterId, sellerId }
}

function originOutside(ctx: Ctx, { buyerId, sellerId }: CreateContractInput): Origin {
  if (!buyerId || !sellerId)
    throw new InvalidInput([
      { path: buyerId ? 'sellerId' : 'buyerId', message: 'is missing', remedy: 'name both parties, or the challenge' },
    ])
  refuse(may(ctx.actor, 'contract.create', partiesOf({ buyerId, sellerId })))
  return { challengeId: null, bidId: null, bidPriceFen: null, buyerId, sellerId }
}

async function requireEligible(tx: Transaction, { buyerId, sellerId }: Omit<Origin, 'bidPriceFen'>): Promise<void> {
  const buyer = await findOrganisation(tx, buyerId)
  const seller = await findOrganisation(tx, sellerId)
  if (!buyer || !seller) throw new PartyNotEligible(buyer ? sellerId : buyerId)
  refuse(checkParties(buyer, seller))
}

export async function createContract(ctx: Ctx, input: CreateContractInput): Promise<ContractHead> {
  const { lines, ...terms } = input.terms
  const { userId } = requirePerson(ctx.actor)
  const id = await mutate(ctx, async tx => {
    const { bidPriceFen, ...origin } = input.challengeId
      ? await originInChallenge(ctx, tx, input.challengeId)
      : originOutside(ctx, input)
    requireValid(checkContractTerms(input.terms))
    refuse(checkWithinBid(terms.contractAmountFen, bidPriceFen))
    await requireEligible(tx, origin)
    const technologyAmountFen = technologyAmountOf(terms.contractAmountFen, lines)
    const row = { id: ctx.newId(), ...origin, ...terms, technologyAmountFen, createdBy: userId }
    await insertContract(tx, row)
    await replaceContractLines(tx, row.id, lines)
    return {
      result: row.id,
      audit: {
        action: 'contract.create',
        subjectKind: 'contract',
        subjectId: row.id,
        before: null,
        after: { ...row, lines },
      },
    }
  })
  return getContract(ctx, { id })
}

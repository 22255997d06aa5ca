/** Who may read a contract, and what its viewer may do with it now: the guards of the verbs, asked by the screen. */
import type { ContractHead } from '#db/queries/contract.ts'
import type { Actor } from '#domain/access/actor.ts'
import { type Action, may } from '#domain/access/may.ts'
import {
  type ContractSide,
  checkContractCancellable,
  checkContractEditable,
  checkSigning,
} from '#domain/contract/check-contract.ts'
import { checkContractSigned } from '#domain/contract/check-money-fact.ts'
import { contractLifecycle } from '#domain/contract/contract.ts'
import { checkTransition } from '#domain/lifecycle.ts'
import type { Refusal } from '#domain/refusal.ts'
import { type RegistrationState, registrationLifecycle } from '#domain/registration/registration.ts'

interface Parties {
  buyerId: string
  sellerId: string
}

/** The contract as a subject of the access table. */
export function partiesOf(contract: Parties): { buyer: string; seller: string } {
  return { buyer: contract.buyerId, seller: contract.sellerId }
}

/** Parties, bureaus, and every registry to which the contract was handed in. Null when the actor is one of them. */
export function checkMayRead(actor: Actor, parties: Parties, registryIds: readonly string[]): Refusal | null {
  const verdicts = [null, ...registryIds].map(registry =>
    may(actor, 'contract.read', { ...partiesOf(parties), registry }),
  )
  return verdicts.includes(null) ? null : (verdicts[0] ?? null)
}

export function checkMayReadHead(actor: Actor, head: ContractHead): Refusal | null {
  return checkMayRead(
    actor,
    head,
    head.registrations.map(({ registryId }) => registryId),
  )
}

/** The side for which an organisation signs. */
export function sideOf(contract: Parties, organisationId: string | undefined): ContractSide {
  return organisationId === contract.buyerId ? 'buyer' : 'seller'
}

const overStates: readonly RegistrationState[] = ['refused', 'deregistered', 'revoked']

export interface ContractVerdicts {
  edit: Refusal | null
  sign: Refusal | null
  cancel: Refusal | null
  recordPayment: Refusal | null
  recordReceipt: Refusal | null
  recordInvoice: Refusal | null
  submitRegistration: Refusal | null
}

/** Null where the button is on; otherwise the refusal that the verb would answer with. */
export function contractVerdicts(actor: Actor, head: ContractHead): ContractVerdicts {
  const allowed = (action: Action) => may(actor, action, partiesOf(head))
  const acting = actor.kind === 'user' ? actor.acting?.organisationId : undefined
  const userId = actor.kind === 'user' ? actor.userId : ''
  const notSigned = checkContractSigned(head.state)
  const live = head.registrations.find(({ state }) => !overStates.includes(state))
  return {
    edit: allowed('contract.create') ?? checkContractEditable(head),
    sign:
      allowed('contract.sign') ??
      checkTransition(contractLifecycle, head.state, 'sign') ??
      checkSigning(head, sideOf(head, acting), userId),
    cancel: allowed('contract.create') ?? checkContractCancellable(head.state),
    recordPayment: allowed('contract.record_payment') ?? notSigned,
    recordReceipt: allowed('contract.record_receipt') ?? notSigned,
    recordInvoice: allowed('contract.record_invoice') ?? notSigned,
    submitRegistration:
      allowed('registration.submit') ??
      notSigned ??
      (live ? checkTransition(registrationLifecycle, live.state, 'submit') : null),
  }
}

/**
 * The seller hands a signed contract in at a verified registry, and hands it in again after a correction was asked for.
 * The contract's lock lets two submissions come one after the other: a contract is registered once.
 */
import type { Transaction } from '#db/client.ts'
import { type ContractRow, lockContract } from '#db/queries/contract.ts'
import { findOrganisation } from '#db/queries/organisation.ts'
import {
  insertRegistration,
  lockLiveRegistration,
  type RegistrationHead,
  updateRegistration,
} from '#db/queries/registration.ts'
import { may } from '#domain/access/may.ts'
import { checkContractSigned } from '#domain/contract/check-money-fact.ts'
import { checkReason } from '#domain/field-check.ts'
import { checkTransition } from '#domain/lifecycle.ts'
import { NotFound, refuse, requireValid } from '#domain/refusal.ts'
import { checkRegistry, RegistryNotAvailable } from '#domain/registration/check-registration.ts'
import { registrationLifecycle } from '#domain/registration/registration.ts'
import { partiesOf } from '../contract/contract-access.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { requirePerson } from '../support/person.ts'
import { takeStep } from '../support/step.ts'
import { getRegistration } from './find-registration.ts'

export interface SubmitRegistrationInput {
  contractId: string
  registryId: string
  /** What was corrected, or what the registrar should know. */
  note: string
}

async function requireRegistry(tx: Transaction, row: ContractRow, registryId: string): Promise<void> {
  const registry = await findOrganisation(tx, registryId)
  if (!registry) throw new RegistryNotAvailable(registryId)
  refuse(checkRegistry(registry, row))
}

/** The registration under way, or a new draft. After a correction it goes back to the registry that asked for it. */
async function openRegistration(ctx: Ctx, tx: Transaction, row: ContractRow, registryId: string) {
  const live = await lockLiveRegistration(tx, row.id)
  if (live) {
    refuse(checkTransition(registrationLifecycle, live.state, 'submit'))
    if (live.registryId !== registryId) throw new RegistryNotAvailable(registryId)
    return { id: live.id, state: live.state }
  }
  const id = ctx.newId()
  const { userId } = requirePerson(ctx.actor)
  await insertRegistration(tx, { id, contractId: row.id, registryId, submittedBy: userId })
  return { id, state: registrationLifecycle.initial }
}

export async function submitRegistration(ctx: Ctx, input: SubmitRegistrationInput): Promise<RegistrationHead> {
  const id = await mutate(ctx, async tx => {
    const row = await lockContract(tx, input.contractId)
    if (!row) throw new NotFound('contract')
    refuse(may(ctx.actor, 'registration.submit', partiesOf(row)))
    refuse(checkContractSigned(row.state))
    requireValid(checkReason('note', input.note, { isNeeded: false }))
    await requireRegistry(tx, row, input.registryId)
    const open = await openRegistration(ctx, tx, row, input.registryId)
    const state = await takeStep(ctx, tx, {
      kind: 'registration',
      id: open.id,
      lifecycle: registrationLifecycle,
      from: open.state,
      event: 'submit',
      reason: input.note,
    })
    await updateRegistration(tx, open.id, { state, submittedBy: requirePerson(ctx.actor).userId })
    return {
      result: open.id,
      audit: {
        action: 'registration.submit',
        subjectKind: 'registration',
        subjectId: open.id,
        before: { state: open.state },
        after: { state, ...input },
      },
    }
  })
  return getRegistration(ctx, { id })
}

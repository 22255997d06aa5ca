/** What the viewer may do with a registration now: the guards of the registrar's verbs, asked by the screen. */
import type { RegistrationHead } from '#db/queries/registration.ts'
import type { Actor } from '#domain/access/actor.ts'
import { may } from '#domain/access/may.ts'
import { checkTransition } from '#domain/lifecycle.ts'
import type { Refusal } from '#domain/refusal.ts'
import { checkSecondExaminer } from '#domain/registration/check-registration.ts'
import { type RegistrationEvent, registrationLifecycle } from '#domain/registration/registration.ts'
import { checkMayRead, partiesOf } from '../contract/contract-access.ts'

/** Null when the actor may read it: its parties, its own registry, bureaus. */
export function checkMayReadRegistration(actor: Actor, head: RegistrationHead): Refusal | null {
  return checkMayRead(actor, head.contract, [head.registryId])
}

export interface RegistrationVerdicts {
  resubmit: Refusal | null
  accept: Refusal | null
  requestCorrection: Refusal | null
  examine: Refusal | null
  register: Refusal | null
  refuse: Refusal | null
  deregister: Refusal | null
  revoke: Refusal | null
}

/** Null where the button is on. That the person belongs to a party is found out by the verb itself. */
export function registrationVerdicts(actor: Actor, head: RegistrationHead): RegistrationVerdicts {
  const step = (event: RegistrationEvent) => checkTransition(registrationLifecycle, head.state, event)
  const handle = (event: RegistrationEvent) =>
    may(actor, 'registration.handle', { registry: head.registryId }) ?? step(event)
  const userId = actor.kind === 'user' ? actor.userId : ''
  return {
    resubmit: may(actor, 'registration.submit', partiesOf(head.contract)) ?? step('submit'),
    accept: handle('accept'),
    requestCorrection: handle('request_correction'),
    examine: handle('examine'),
    register: handle('register') ?? checkSecondExaminer(head, userId),
    refuse: handle('refuse'),
    deregister: handle('deregister'),
    revoke: handle('revoke'),
  }
}

import { findRegistrationHead, type RegistrationHead } from '#db/queries/registration.ts'
import { NotFound } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { checkMayReadRegistration } from './registration-access.ts'

export type { RegistrationHead }

/** For the parties, its registry and bureaus. @throws NotFound for everybody else, as for no registration. */
export async function findRegistration(ctx: Ctx, input: { id: string }): Promise<RegistrationHead> {
  const head = await findRegistrationHead(ctx.db, input.id)
  if (!head || checkMayReadRegistration(ctx.actor, head)) throw new NotFound('registration')
  return head
}

import { findRegistrationHead, type RegistrationHead } from '#db/queries/registration.ts'
import { NotFound } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { checkMayReadRegistration } from './registration-access.ts'

export type { RegistrationHead }

/** For the parties, its registry and bureaus; null for everybody else, as for no registration. */
export async function findRegistration(ctx: Ctx, input: { id: string }): Promise<RegistrationHead | null> {
  const head = await findRegistrationHead(ctx.db, input.id)
  return head && checkMayReadRegistration(ctx.actor, head) === null ? head : null
}

/** As `findRegistration`. @throws NotFound instead of null. */
export async function getRegistration(ctx: Ctx, input: { id: string }): Promise<RegistrationHead> {
  const head = await findRegistration(ctx, input)
  if (!head) throw new NotFound('registration')
  return head
}

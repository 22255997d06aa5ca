import { pageOfRegistrations, type RegistrationFilter, type RegistrationHead } from '#db/queries/registration.ts'
import { checkPageSize, type Page } from '#domain/page.ts'
import type { Ctx } from '../support/ctx.ts'
import { contractScopeOf } from '../support/scope.ts'

export interface ListRegistrationsInput extends Pick<RegistrationFilter, 'states'> {
  first: number | null | undefined
  after: string | null | undefined
}

/** A registry's queue; a party sees those of its own contracts, a bureau all. Newest first. */
export async function listRegistrations(ctx: Ctx, input: ListRegistrationsInput): Promise<Page<RegistrationHead>> {
  const page = { first: checkPageSize(input.first), after: input.after ?? null }
  return pageOfRegistrations(ctx.db, { scope: contractScopeOf(ctx), states: input.states }, page)
}

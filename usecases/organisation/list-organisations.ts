import {
  countOrganisations as countRows,
  type OrganisationFilter,
  type OrganisationRow,
  pageOfOrganisations,
} from '#db/queries/organisation.ts'
import { may } from '#domain/access/may.ts'
import { checkPageSize, type Page } from '#domain/page.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'

export interface ListOrganisationsInput {
  filter: OrganisationFilter
  first: number | null
  after: string | null
}

/** All organisations, newest first: the desk of the officer who verifies them. */
export async function listOrganisations(ctx: Ctx, input: ListOrganisationsInput): Promise<Page<OrganisationRow>> {
  refuse(may(ctx.actor, 'organisation.read_all'))
  return pageOfOrganisations(ctx.db, input.filter, { first: checkPageSize(input.first), after: input.after })
}

export async function countListedOrganisations(ctx: Ctx, filter: OrganisationFilter): Promise<number> {
  refuse(may(ctx.actor, 'organisation.read_all'))
  return countRows(ctx.db, filter)
}

import { pageOfImportBatches } from '#db/queries/import.ts'
import { may, requireActing } from '#domain/access/may.ts'
import type { Library } from '#domain/listing.ts'
import { checkPageSize, type Page } from '#domain/page.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { type ImportView, presentImports } from './import-view.ts'

export interface ListImportsInput {
  library: Library | null
  first: number | null
  after: string | null
}

/** The imports of the organisation the actor acts for, newest first. */
export async function listImports(ctx: Ctx, input: ListImportsInput): Promise<Page<ImportView>> {
  const { organisationId } = requireActing(ctx.actor)
  refuse(may(ctx.actor, 'listing.import', { owner: organisationId }))
  const page = { first: checkPageSize(input.first), after: input.after }
  const { items, hasNextPage } = await pageOfImportBatches(ctx.db, { organisationId, library: input.library }, page)
  const views = await presentImports(
    ctx.db,
    items.map(({ item }) => item),
  )
  const byId = new Map(views.map(view => [view.id, view]))
  return {
    items: items.flatMap(({ item, cursor }) => {
      const view = byId.get(item.id)
      return view ? [{ item: view, cursor }] : []
    }),
    hasNextPage,
  }
}

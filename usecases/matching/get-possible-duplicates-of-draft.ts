import { may, requireActing } from '#domain/access/may.ts'
import { checkLength, checkPresent } from '#domain/field-check.ts'
import type { Library } from '#domain/listing.ts'
import { refuse, requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { listNearDuplicates, type PossibleDuplicate } from './list-near-duplicates.ts'

export interface Draft {
  library: Library
  /** Of an expert the name. */
  title: string
  /** Of an expert the research directions. */
  text: string
  exceptId: string | null
}

/** For the form, before anything is saved: asked by whoever may add to the library. */
export async function getPossibleDuplicatesOfDraft(ctx: Ctx, draft: Draft): Promise<PossibleDuplicate[]> {
  const { library, title, text, exceptId } = draft
  const { organisationId } = requireActing(ctx.actor)
  refuse(may(ctx.actor, `${library}.create`, { owner: organisationId }))
  requireValid([
    ...checkPresent('title', title.trim() !== '', 'enter the title first'),
    ...checkLength('title', title, 200),
    ...checkLength('text', text, 20_000),
  ])
  const isExpert = library === 'expert'
  const document = { title: isExpert ? text : title, text: isExpert ? '' : text, keywords: [] }
  const question = { library, id: exceptId, organisationId, name: isExpert ? title : null, document }
  const [found] = await listNearDuplicates(ctx, library, [question])
  return found ?? []
}

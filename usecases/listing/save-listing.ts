/** Creates or edits a draft in one of the libraries. What is published never changes silently: withdraw it first. */

import { readClock } from '#db/queries/clock.ts'
import { lockListing } from '#db/queries/listing.ts'
import { listListingsByIds } from '#db/queries/listing-page.ts'
import { may, requireActing } from '#domain/access/may.ts'
import { editableListingStates, type Library, type ListingState } from '#domain/listing.ts'
import { InvalidInput, NotFound, Refusal, refuse, requireValid } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'
import { type ListingContents, type ListingRows, listingKinds } from '../support/listing-kinds.ts'
import { mutate } from '../support/mutate.ts'
import { refuseViolations } from '../support/violation.ts'

export interface SaveListingInput<L extends Library> {
  library: L
  /** Null creates. */
  id: string | null
  /** The version the editor began from; required with `id`. */
  version: number | null
  content: ListingContents[L]
}

/** Somebody else saved in the meantime: nothing was overwritten, nothing is lost. */
export class EditConflict extends Refusal {
  readonly code = 'EDIT_CONFLICT'
  readonly currentVersion: number
  constructor(currentVersion: number) {
    super(`Somebody else has saved version ${currentVersion} in the meantime; reload, compare and save again`)
    this.currentVersion = currentVersion
  }
}

export class NotEditable extends Refusal {
  readonly code = 'NOT_EDITABLE'
  readonly state: ListingState
  constructor(state: ListingState) {
    super(`A listing that is "${state}" cannot be edited; withdraw it first, then edit and submit it again`)
    this.state = state
  }
}

const unknownCode = (path: string, standard: string, example: string) => () =>
  new InvalidInput([
    {
      path,
      message: `is no code of ${standard} that is kept here`,
      remedy: `choose one from the list, such as ${example}`,
    },
  ])

/** The tables of regions and industries have the last word on which codes there are. */
const codeViolations = (library: Library): Record<string, () => Refusal> => ({
  [`${library}_region_code_region_code_fk`]: unknownCode('regionCode', 'GB/T 2260', '410100'),
  [`${library}_industry_code_industry_code_fk`]: unknownCode('industryCode', 'GB/T 4754-2017', 'C39'),
})

export async function saveListing<L extends Library>(ctx: Ctx, input: SaveListingInput<L>): Promise<ListingRows[L]> {
  const saving = input.id === null ? createListing(ctx, input) : editListing(ctx, input, input.id)
  const id = await refuseViolations(saving, codeViolations(input.library))
  const [row] = await listListingsByIds<ListingRows[L]>(ctx.db, input.library, [id])
  if (!row) throw new Error(`${input.library} ${id}, just saved, is not there`)
  return row
}

async function createListing<L extends Library>(ctx: Ctx, { library, content }: SaveListingInput<L>): Promise<string> {
  const acting = requireActing(ctx.actor)
  refuse(may(ctx.actor, `${library}.create`, { owner: acting.organisationId }))
  requireValid(listingKinds[library].checkDraft(content))
  return mutate(ctx, async tx => {
    const id = ctx.newId()
    const frame = {
      id,
      organisationId: acting.organisationId,
      createdBy: userOf(ctx),
      searchText: listingKinds[library].searchText(content),
    }
    await listingKinds[library].insert(tx, [{ ...content, ...frame }])
    return {
      result: id,
      audit: { action: `${library}.create`, subjectKind: library, subjectId: id, before: null, after: content },
    }
  })
}

async function editListing<L extends Library>(ctx: Ctx, input: SaveListingInput<L>, id: string): Promise<string> {
  const { library, content } = input
  return mutate(ctx, async tx => {
    const row = await lockListing(tx, library, id)
    if (!row) throw new NotFound(library)
    refuse(may(ctx.actor, 'listing.edit', { owner: row.organisationId }))
    requireValid(listingKinds[library].checkDraft(content))
    if (!editableListingStates.includes(row.state)) throw new NotEditable(row.state)
    if (row.version !== input.version) throw new EditConflict(row.version)
    const updatedAt = await readClock(tx)
    const searchText = listingKinds[library].searchText(content)
    await listingKinds[library].update(tx, id, { ...content, searchText, version: row.version + 1, updatedAt })
    return {
      result: id,
      audit: { action: `${library}.edit`, subjectKind: library, subjectId: id, before: row, after: content },
    }
  })
}

function userOf(ctx: Ctx): string | null {
  return ctx.actor.kind === 'user' ? ctx.actor.userId : null
}

/** An organisation lists the same text once: said at submission, where the officer would otherwise have to see it. */
import type { Transaction } from '#db/client.ts'
import { listListingsByIds, listPublicTitles } from '#db/queries/listing-page.ts'
import type { Library } from '#domain/listing.ts'
import { DuplicateListing, isSameText } from '#domain/matching/duplicates.ts'
import type { ListingRows } from '../support/listing-kinds.ts'

/** What must be the same; of an expert the person, and of all three what the match engine reads as their text. */
const texts: { [L in Library]: (row: ListingRows[L]) => string[] } = {
  achievement: row => [row.title, row.summary, row.advantages],
  demand: row => [row.title, row.problem, row.background],
  expert: row => [row.name, row.unit, row.researchDirections, row.summary],
}

/** Throws `DuplicateListing` when another public listing of the same organisation says the very same. */
export async function refuseIdenticalListing<L extends Library>(
  tx: Transaction,
  library: L,
  row: ListingRows[L] & { id: string; organisationId: string },
): Promise<void> {
  const [title = '', ...rest] = texts[library](row)
  const others = await listPublicTitles(tx, library, { organisationId: row.organisationId, exceptId: row.id })
  const sameTitle = others.filter(other => isSameText(other.title, title))
  const rows = await listListingsByIds<ListingRows[L]>(
    tx,
    library,
    sameTitle.map(({ id }) => id),
  )
  const identical = rows.find(other =>
    texts[library](other)
      .slice(1)
      .every((text, i) => isSameText(text, rest[i] ?? '')),
  )
  if (identical) throw new DuplicateListing(library, { id: identical.id, title })
}

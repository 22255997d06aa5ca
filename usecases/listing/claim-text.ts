/**
 * An organisation hands in the very same once: said at submission, where the officer would otherwise have to see it, and
 * again wherever a listing comes before the public. The unique indexes `…_text_once` say so too.
 */
import type { Transaction } from '#db/client.ts'
import { sha256 } from '#db/digest.ts'
import { lockSameText } from '#db/queries/listing.ts'
import { listListingsByIds } from '#db/queries/listing-page.ts'
import type { Library } from '#domain/listing.ts'
import { bareText, DuplicateListing } from '#domain/matching/duplicates.ts'
import type { ListingRows } from '../support/listing-kinds.ts'

/** What must be the same, the name first; of an expert the person, and of all three what the match engine reads. */
const texts: { [L in Library]: (row: ListingRows[L]) => [name: string, ...rest: string[]] } = {
  achievement: row => [row.title, row.summary, row.advantages],
  demand: row => [row.title, row.problem, row.background],
  expert: row => [row.name, row.unit, row.researchDirections, row.summary],
}

function hashOf<L extends Library>(library: L, row: ListingRows[L]): string {
  return sha256(JSON.stringify(texts[library](row).map(bareText)))
}

/**
 * The hash that the step is to write. Throws `DuplicateListing` when another listing of the same organisation that is
 * submitted or published says the very same. One that has no hash yet is read itself, if it has the very same name.
 */
export async function claimText<L extends Library>(
  tx: Transaction,
  { library, id }: { library: L; id: string },
): Promise<{ textHash: string }> {
  const [row] = await listListingsByIds<ListingRows[L]>(tx, library, [id])
  if (!row) throw new Error(`${library} ${id} is locked but not there`)
  const [name] = texts[library](row)
  const textHash = hashOf(library, row)
  const said = await lockSameText(tx, library, { id, organisationId: row.organisationId, name, textHash })
  const unhashed = said.filter(other => other.textHash === null).map(other => other.id)
  const same = new Set(
    (await listListingsByIds<ListingRows[L]>(tx, library, unhashed)).flatMap(other =>
      hashOf(library, other) === textHash ? [other.id] : [],
    ),
  )
  const other = said.find(candidate => candidate.textHash !== null || same.has(candidate.id))
  if (other) throw new DuplicateListing(library, { id: other.id, title: other.name })
  return { textHash }
}

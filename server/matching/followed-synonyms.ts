/** The pairs of synonyms in force, handed to the index whenever they are others. */
import type { Database } from '#db/client.ts'
import { listActiveSynonyms } from '#db/queries/synonym.ts'
import type { IndexCommands } from './index-host.ts'

/** Takes the stamp of the table as it is by now; reads the pairs only when it is another one. */
export function followSynonyms(
  db: Database,
  index: Pick<IndexCommands, 'setSynonyms'>,
): (stamp: string) => Promise<void> {
  let taken: string | null = null
  return async stamp => {
    if (stamp === taken) return
    const pairs = await listActiveSynonyms(db)
    await index.setSynonyms(pairs.map(({ term, synonym }) => ({ term, synonym })))
    taken = stamp
  }
}

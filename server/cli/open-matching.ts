import type { Logger } from 'pino'
import type { Database } from '#db/client.ts'
import type { Env } from '../env.ts'
import { createLocalIndex, type IndexClient } from '../matching/index-client.ts'
import { createMatching, type FollowingMatching } from '../matching/matching.ts'
import { openTextVectors } from '../matching/text-vectors.ts'

/** Ranks as the service does, in the thread of a command. `folder` is where a snapshot is kept; null: nowhere. */
export function openMatching(
  db: Database,
  { embeddings }: Env,
  { folder, log }: { folder: string | null; log: Logger },
): { matching: FollowingMatching; index: IndexClient } {
  const index = createLocalIndex()
  const vectors = embeddings && openTextVectors(embeddings, { db, log })
  return { index, matching: createMatching({ db, index, folder, log, vectors, followsByItself: false }) }
}

import { listActiveSynonyms, type SynonymPairRow } from '#db/queries/synonym.ts'
import { may } from '#domain/access/may.ts'
import { refuse } from '#domain/refusal.ts'
import type { Ctx } from '../support/ctx.ts'

/** The pairs in force, for those who maintain them. Everybody sees one where it made a match. */
export async function listSynonymPairs(ctx: Ctx): Promise<SynonymPairRow[]> {
  refuse(may(ctx.actor, 'synonym.maintain'))
  return listActiveSynonyms(ctx.db)
}

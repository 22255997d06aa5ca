/** What facts there are to keep: the policies' own ones beside the dictionary's, and the words that rules ask for. */
import type { Queryable } from '#db/client.ts'
import { listLatestPolicyVersions } from '#db/queries/subsidy.ts'
import { may } from '#domain/access/may.ts'
import { refuse } from '#domain/refusal.ts'
import type { DeclaredField } from '#domain/subsidy/fact-tables.ts'
import { type WordsAsked, wordsAsked } from '#domain/subsidy/words-asked.ts'
import type { Ctx } from '../support/ctx.ts'
import { packOf } from './policy-packs.ts'

export interface FactForm {
  declared: DeclaredField[]
  words: WordsAsked[]
}

/** The facts that the policies' latest versions declare as their own. */
export async function listDeclaredFields(db: Queryable): Promise<DeclaredField[]> {
  return (await listLatestPolicyVersions(db)).flatMap(version => packOf(version).fields)
}

export async function findFactForm(ctx: Ctx): Promise<FactForm> {
  refuse(may(ctx.actor, 'subsidy_fact.record'))
  const packs = (await listLatestPolicyVersions(ctx.db)).map(packOf)
  return { declared: packs.flatMap(({ fields }) => fields), words: wordsAsked(packs) }
}

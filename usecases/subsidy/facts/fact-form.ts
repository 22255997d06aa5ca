/** What facts there are to keep: the policies' own ones beside the dictionary's, and the words that rules ask for. */
import type { Queryable } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import { mayInOwnRegion } from '#domain/access/may.ts'
import { dayInChina } from '#domain/calendar.ts'
import { refuse } from '#domain/refusal.ts'
import type { DeclaredField } from '#domain/subsidy/facts/fact-tables.ts'
import { type WordsAsked, wordsAsked } from '#domain/subsidy/facts/words-asked.ts'
import type { Ctx } from '../../support/ctx.ts'
import { listCurrentVersions } from '../policy/current-version.ts'
import { packOf } from '../policy/policy-packs.ts'

export interface FactForm {
  declared: DeclaredField[]
  words: WordsAsked[]
}

/** What policies in force declare as their own facts, and which words their rules ask for. */
export async function listFactForm(db: Queryable): Promise<FactForm> {
  const packs = (await listCurrentVersions(db, dayInChina(await readClock(db)))).map(packOf)
  return { declared: packs.flatMap(({ fields }) => fields), words: wordsAsked(packs) }
}

export async function findFactForm(ctx: Ctx): Promise<FactForm> {
  refuse(mayInOwnRegion(ctx.actor, 'subsidy_fact.record'))
  return listFactForm(ctx.db)
}

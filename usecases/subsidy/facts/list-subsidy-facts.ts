/** Facts that bureaus keep, for bureaus of the place and above it; and for whoever they are about, so that everybody sees what is known of them. */
import {
  findKeptFact,
  findReferences,
  type KeptFactFilter,
  pageOfKeptFacts,
  type SubsidyFactView,
} from '#db/queries/kept-fact.ts'
import { type Actor, actsForBureau } from '#domain/access/actor.ts'
import { may, requireActing } from '#domain/access/may.ts'
import { checkPageSize, type Page } from '#domain/page.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import { keptFieldsOf } from '#domain/subsidy/facts/kept-fields.ts'
import type { Ctx } from '../../support/ctx.ts'

/** A fact with the names of everything it refers to; who of the bureau kept it, the bureaus know. */
export interface SubsidyFact extends Omit<SubsidyFactView, 'recordedByName'> {
  recordedByName: string | null
  references: { id: string; name: string }[]
}

type Concerned = Pick<SubsidyFactView, 'holderId' | 'buyerId' | 'sellerId' | 'regions'>

/** Whether the actor may know of a fact: a bureau of the place or above it, and the unit or the parties of its contract. */
function isReadable(actor: Actor, { holderId, buyerId, sellerId, regions }: Concerned): boolean {
  return may(actor, 'subsidy_fact.read', { beneficiary: holderId, buyer: buyerId, seller: sellerId, regions }) === null
}

export interface ListSubsidyFactsInput extends Pick<KeptFactFilter, 'table' | 'search' | 'isStandingOnly'> {
  /** Of a bureau: only what it recorded itself. */
  isOwnBureauOnly: boolean
  first: number | null | undefined
  after: string | null | undefined
}

/** A bureau sees what lies in its region and below, anybody else what is about them. Newest first. */
export async function listSubsidyFacts(ctx: Ctx, input: ListSubsidyFactsInput): Promise<Page<SubsidyFact>> {
  const { organisationId, organisationKind, regionCode } = requireActing(ctx.actor)
  refuse(may(ctx.actor, 'subsidy_fact.read', { beneficiary: organisationId, regions: [regionCode] }))
  const isBureau = organisationKind === 'bureau'
  const { table, isStandingOnly, isOwnBureauOnly, first, after } = input
  const filter: KeptFactFilter = {
    table,
    isStandingOnly,
    search: input.search.trim(),
    bureauId: isBureau && isOwnBureauOnly ? organisationId : null,
    partyId: isBureau ? null : organisationId,
    regionCode: isBureau ? regionCode : null,
  }
  const page = await pageOfKeptFacts(ctx.db, filter, { first: checkPageSize(first), after: after ?? null })
  const named = await withNames(
    ctx,
    page.items.map(({ item }) => item),
  )
  const items = page.items.map(({ cursor }, i) => ({ cursor, item: named[i] as SubsidyFact }))
  return { ...page, items }
}

/** @throws NotFound for whoever may not know of it */
export async function getSubsidyFact(ctx: Ctx, { id }: { id: string }): Promise<SubsidyFact> {
  const fact = await findKeptFact(ctx.db, id)
  if (!fact || !isReadable(ctx.actor, fact)) throw new NotFound('fact')
  const [named] = await withNames(ctx, [fact])
  return named as SubsidyFact
}

async function withNames(ctx: Ctx, facts: readonly SubsidyFactView[]): Promise<SubsidyFact[]> {
  const found = await findReferences(ctx.db, [...new Set(facts.flatMap(referencesIn))])
  const names = new Map(found.map(({ id, name }) => [id, name]))
  return facts.map(fact => ({
    ...fact,
    ...(actsForBureau(ctx.actor) ? {} : { recordedByName: null, withdrawnByName: null }),
    references: referencesIn(fact).map(id => ({ id, name: names.get(id) ?? id })),
  }))
}

function referencesIn({ factTable, content }: SubsidyFactView): string[] {
  return keptFieldsOf(factTable).flatMap(({ name, to }) => {
    const value = content[name]
    return to && typeof value === 'string' ? [value] : []
  })
}

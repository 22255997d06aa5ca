/**
 * Public listings of the same library that say nearly the same. It is advice: the person decides. What is exactly the same
 * is refused at submission.
 */
import { readClock } from '#db/queries/clock.ts'
import { may } from '#domain/access/may.ts'
import type { Library } from '#domain/listing.ts'
import type { MatchQuery } from '#domain/matching/document.ts'
import {
  type ComparedSide,
  duplicateThreshold,
  isSameText,
  shareSaid,
  similarityOf,
} from '#domain/matching/duplicates.ts'
import type { Refusal } from '#domain/refusal.ts'
import { findListings } from '../listing/find-listings.ts'
import type { ListingView } from '../listing/listing-view.ts'
import type { Ctx } from '../support/ctx.ts'
import { documentOf } from './rank-listings.ts'
import { typedQuery } from './typed-query.ts'

export interface PossibleDuplicate {
  library: Library
  listing: ListingView<Library>
  /** From `duplicateThreshold` to 1. */
  similarity: number
  /** Of the organisation that asks. */
  isOwn: boolean
}

/** So many of the nearest are compared. */
const compared = 10

/** A text that may stand in its library already. */
export interface DuplicateQuestion {
  library: Library
  /** Of the listing, which is no duplicate of itself. */
  id: string | null
  organisationId: string
  /** Of an expert: two people may study the same, but one person is listed once. */
  name: string | null
  document: ComparedSide['document']
}

/** Whoever may read the listing unpublished: its owner, and bureaus. */
export function checkMayKnowDuplicates(ctx: Ctx, owner: string): Refusal | null {
  return may(ctx.actor, 'listing.read_unpublished', { owner })
}

export function questionOf(library: Library, listing: ListingView<Library>): DuplicateQuestion {
  const document = documentOf(library, listing)
  return { library, id: listing.id, organisationId: listing.organisationId, name: nameOf(listing), document }
}

function nameOf(listing: ListingView<Library>): string | null {
  return 'name' in listing && typeof listing.name === 'string' ? listing.name : null
}

/** For each of the questions, all into one library, most similar first. In constant SQL. */
export async function listNearDuplicates(
  ctx: Ctx,
  library: Library,
  questions: readonly DuplicateQuestion[],
): Promise<PossibleDuplicate[][]> {
  if (questions.length === 0) return []
  const nowAt = (await readClock(ctx.db)).getTime()
  const near = await Promise.all(questions.map(question => rankNearest(ctx, question, nowAt)))
  const ids = [...new Set(near.flatMap(({ ids }) => ids))]
  const views = await findListings(ctx, { library, ids })
  const byId = new Map(views.flatMap(view => (view?.state === 'published' ? [[view.id, view] as const] : [])))
  return Promise.all(
    questions.map(async (question, i) => {
      const { ids = [], plan } = near[i] ?? {}
      const others = ids.flatMap(id => byId.get(id) ?? [])
      return plan ? compare(ctx, { question, plan, others, nowAt }) : []
    }),
  )
}

const asQuery = ({ title, text, keywords }: ComparedSide['document']): MatchQuery =>
  typedQuery({ title, text: [text, ...keywords].filter(part => part !== '').join('\n') })

/** The nearest by words alone: nothing else is stated, so nothing lifts one above another. */
async function rankNearest(ctx: Ctx, { library, id, document }: DuplicateQuestion, nowAt: number, limit = compared) {
  const query = asQuery(document)
  const asked = { library, from: library, query, limit, nowAt, except: id, afterSeq: ctx.written?.seq }
  const { ranked, plan } = await ctx.matching.rank(asked)
  return { ids: ranked.map(match => match.id), plan }
}

interface Comparison {
  question: DuplicateQuestion
  plan: ComparedSide['plan']
  others: readonly ListingView<Library>[]
  nowAt: number
}

async function compare(ctx: Ctx, { question, plan, others, nowAt }: Comparison): Promise<PossibleDuplicate[]> {
  const { library, document, organisationId } = question
  const side = { document, plan }
  const candidates = others.filter(other => isSamePerson(question, other))
  const found = await Promise.all(
    candidates.map(async listing => {
      const other = documentOf(library, listing)
      // The other way costs a question to the index, and cannot lift what this way is below the threshold.
      if (shareSaid(side, other) < duplicateThreshold) return []
      const { plan: otherPlan } = await rankNearest(ctx, questionOf(library, listing), nowAt, 0)
      const similarity = similarityOf(side, { document: other, plan: otherPlan })
      const isOwn = listing.organisationId === organisationId
      return similarity < duplicateThreshold ? [] : [{ library, listing, similarity, isOwn }]
    }),
  )
  return found.flat().sort((a, b) => b.similarity - a.similarity || (a.listing.id < b.listing.id ? -1 : 1))
}

function isSamePerson({ name }: DuplicateQuestion, other: ListingView<Library>): boolean {
  return name === null || isSameText(name, nameOf(other) ?? '')
}

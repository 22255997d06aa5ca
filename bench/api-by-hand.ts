/** The benchmark's query written by hand: the statement our code sends, and the answer put together without GraphQL. */
import type postgres from 'postgres'
import type { Actor } from '#domain/access/actor.ts'
import { may } from '#domain/access/may.ts'
import type { Indicator } from '#domain/demand/demand.ts'
import { checkTransition } from '#domain/lifecycle.ts'
import { editableListingStates, type ListingState, listingLifecycle } from '#domain/listing.ts'
import type { Refusal } from '#domain/refusal.ts'
import { NotEditable } from '#usecases/listing/save-listing.ts'

interface Row {
  id: string
  organisation_id: string
  state: ListingState
  region_code: string
  published_at: Date
  title: string
  indicators: Indicator[]
  field: string
  budget_min_fen: string
  budget_max_fen: string
  needed_by: string
  trl_wanted: number
  organisation_kind: string
  organisation_name: string
  organisation_region: string
  sort_value: string
}

/** As db/queries/listing-page.ts builds it for a public list. */
const statement = `select "demand"."id", "demand"."organisation_id", "demand"."state", "demand"."region_code",
  "demand"."search_text", "demand"."created_by", "demand"."created_at", "demand"."updated_at", "demand"."published_at",
  "demand"."expires_at", "demand"."version", "demand"."import_key", "demand"."title", "demand"."problem",
  "demand"."background", "demand"."indicators", "demand"."field", "demand"."industry_code", "demand"."budget_min_fen",
  "demand"."budget_max_fen", "demand"."needed_by"::text, "demand"."trl_wanted", "demand"."cooperation_modes",
  "demand"."ways_of_transfer", "demand"."ip_wish", "demand"."solver_conditions", "demand"."contact",
  "organisation"."kind" as organisation_kind, "organisation"."name" as organisation_name,
  "organisation"."region_code" as organisation_region, "organisation"."state" as organisation_state,
  "organisation"."is_demo", (coalesce("demand"."published_at", "demand"."updated_at"))::text as sort_value
from "demand" inner join "organisation" on "organisation"."id" = "demand"."organisation_id"
where "demand"."state" = 'published' and "demand"."expires_at" > clock_timestamp()
order by coalesce("demand"."published_at", "demand"."updated_at") desc, "demand"."id" desc limit $1`

const verdict = (refusal: Refusal | null) => ({
  allowed: refusal === null,
  code: refusal?.code ?? null,
  reason: refusal?.message ?? null,
})

function presentRow(row: Row, actor: Actor) {
  const owner = { owner: row.organisation_id }
  return {
    id: btoa(`Demand:${row.id}`),
    title: row.title,
    field: row.field.toUpperCase(),
    regionCode: row.region_code,
    budgetMinFen: Number(row.budget_min_fen),
    budgetMaxFen: Number(row.budget_max_fen),
    neededBy: row.needed_by,
    trlWanted: row.trl_wanted,
    publishedAt: row.published_at.toISOString(),
    organisation: {
      id: row.organisation_id,
      name: row.organisation_name,
      kind: row.organisation_kind.toUpperCase(),
      regionCode: row.organisation_region,
    },
    indicators: row.indicators.map(({ name, comparator, value, valueMax, unit }) => ({
      name,
      comparator: comparator.toUpperCase(),
      value,
      valueMax,
      unit,
    })),
    viewerCan: {
      edit: verdict(
        may(actor, 'listing.edit', owner) ??
          (editableListingStates.includes(row.state) ? null : new NotEditable(row.state)),
      ),
      withdraw: verdict(
        may(actor, 'listing.withdraw', owner) ?? checkTransition(listingLifecycle, row.state, 'withdraw'),
      ),
    },
  }
}

export async function listDemandsByHand(sql: postgres.Sql, actor: Actor, first: number) {
  const rows = await sql.unsafe<Row[]>(statement, [first + 1], { prepare: true })
  const edges = rows.slice(0, first).map(row => ({
    cursor: Buffer.from(JSON.stringify([row.sort_value, row.id])).toString('base64url'),
    node: presentRow(row, actor),
  }))
  const pageInfo = { hasNextPage: rows.length > first, endCursor: edges.at(-1)?.cursor ?? null }
  return { data: { demands: { __typename: 'QueryDemandsConnection', pageInfo, edges } } }
}

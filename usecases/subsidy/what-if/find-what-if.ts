import {
  findWhatIfResult as findResult,
  findWhatIf as findRow,
  findWhatIfChanges,
  listReplays as listReplayRows,
  type NamedWhatIf,
} from '#db/queries/what-if.ts'
import { may } from '#domain/access/may.ts'
import { InvalidInput, NotFound, refuse } from '#domain/refusal.ts'
import type { NamedChange, WhatIfResult } from '#domain/subsidy/what-if/result.ts'
import { checkDone } from '#domain/subsidy/what-if/what-if.ts'
import type { Ctx } from '../../support/ctx.ts'

export type { NamedWhatIf }

/** A what-if of the actor's bureau; null for everybody else, as for none. */
export async function findWhatIf(ctx: Ctx, input: { id: string }): Promise<NamedWhatIf | null> {
  const row = await findRow(ctx.db, input.id)
  return row && may(ctx.actor, 'what_if.read', { bureau: row.bureauId }) === null ? row : null
}

/** As `findWhatIf`. @throws NotFound instead of null. */
export async function getWhatIf(ctx: Ctx, input: { id: string }): Promise<NamedWhatIf> {
  const row = await findWhatIf(ctx, input)
  if (!row) throw new NotFound('what-if')
  return row
}

/** Null until it is done. */
export async function findWhatIfResult(ctx: Ctx, input: { id: string }): Promise<WhatIfResult | null> {
  const { id } = await getWhatIf(ctx, input)
  return findResult(ctx.db, id)
}

export const changeOrders = ['gain', 'loss', 'before', 'after', 'name'] as const
export type ChangeOrder = (typeof changeOrders)[number]
export const changeSides = ['winners', 'losers', 'unchanged'] as const
export type ChangeSide = (typeof changeSides)[number]

export interface ListChangesInput {
  id: string
  order?: ChangeOrder | null
  side?: ChangeSide | null
  /** Part of a name. */
  search?: string | null
  first: number
  offset: number
}

export interface ChangePage {
  total: number
  items: NamedChange[]
}

/** Winners and losers, a page at a time. @throws WhatIfNotDone, InvalidInput for more than 200 at once. */
export async function listWhatIfChanges(ctx: Ctx, input: ListChangesInput): Promise<ChangePage> {
  const row = await getWhatIf(ctx, input)
  refuse(checkDone(row.state))
  const { first, offset } = input
  if (!(first >= 1 && first <= 200 && offset >= 0))
    throw new InvalidInput([{ path: 'first', message: 'is out of range', remedy: 'ask for 1 to 200, from 0 on' }])
  const all = (await findWhatIfChanges(ctx.db, row.id)) ?? []
  const found = all.filter(change => isOnSide(change, input.side ?? null) && hasName(change, input.search ?? ''))
  const items = found.toSorted(byOrder[input.order ?? 'gain']).slice(offset, offset + first)
  return { total: found.length, items }
}

function isOnSide({ beforeFen, afterFen }: NamedChange, side: ChangeSide | null): boolean {
  if (side === null) return true
  return side === (afterFen > beforeFen ? 'winners' : afterFen < beforeFen ? 'losers' : 'unchanged')
}

function hasName({ name }: NamedChange, search: string): boolean {
  return name.toLowerCase().includes(search.trim().toLowerCase())
}

const gain = ({ beforeFen, afterFen }: NamedChange) => afterFen - beforeFen
const byOrder: Readonly<Record<ChangeOrder, (a: NamedChange, b: NamedChange) => number>> = {
  gain: (a, b) => gain(b) - gain(a),
  loss: (a, b) => gain(a) - gain(b),
  before: (a, b) => b.beforeFen - a.beforeFen,
  after: (a, b) => b.afterFen - a.afterFen,
  name: (a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0),
}

/** What-ifs that compute this one again, the latest first. */
export async function listReplays(ctx: Ctx, input: { id: string }): Promise<NamedWhatIf[]> {
  const { id } = await getWhatIf(ctx, input)
  return listReplayRows(ctx.db, id, 10)
}

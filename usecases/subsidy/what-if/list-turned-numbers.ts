import type { NamedWhatIf } from '#db/queries/what-if.ts'
import { may } from '#domain/access/may.ts'
import { refuse } from '#domain/refusal.ts'
import { InvalidPolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import { listTurned, type TurnedNumber } from '#domain/subsidy/what-if/turned.ts'
import type { Ctx } from '../../support/ctx.ts'
import { readWhatIfPacks, type WhatIfPacks } from './what-if-packs.ts'

export type { TurnedNumber }

/** The numbers that each of these what-ifs turned, in their order. */
export async function listTurnedNumbers(
  ctx: Ctx,
  { rows }: { rows: readonly NamedWhatIf[] },
): Promise<TurnedNumber[][]> {
  for (const { bureauId } of rows) refuse(may(ctx.actor, 'what_if.read', { bureau: bureauId }))
  const packs = await readWhatIfPacks(
    ctx.db,
    rows.filter(({ variations }) => variations.length > 0),
  )
  return rows.map(row => turnedOf(row, packs))
}

/** An old text that the language does not take any more would else keep the whole list from being read. */
function turnedOf(row: NamedWhatIf, packs: WhatIfPacks): TurnedNumber[] {
  if (row.variations.length === 0) return []
  try {
    return listTurned(packs.subject(row), row.variations)
  } catch (error) {
    if (error instanceof InvalidPolicyPack) return []
    throw error
  }
}

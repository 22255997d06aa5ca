/** What may be granted by now, where a policy pays in stages. */
import { amountOf } from './amounts.ts'
import { holds } from './conditions.ts'
import { type Figure, firstPlace } from './figures.ts'
import { down, fractionOfRate, times, whole } from './fraction.ts'
import { sumFen } from './shared.ts'

export function stagedFen({ rule, group, beneficiary, wholeFen, ownLimitFen, isNothing, isSettled }: Figure): bigint {
  if (rule.stages.length === 0 || isSettled) return wholeFen
  if (isNothing) return 0n
  const { place } = firstPlace(group, beneficiary)
  const due = rule.stages.filter(stage => stage.due === undefined || holds(place, stage.due) === true)
  if (due.some(stage => stage === rule.stages.at(-1))) return wholeFen
  const dueFen = sumFen(
    due.map(({ share, amount }) =>
      down(share ? times(fractionOfRate(share), whole(wholeFen)) : amountOf(group, amount ?? 0n)),
    ),
  )
  return ownLimitFen !== null && ownLimitFen < dueFen ? ownLimitFen : dueFen
}

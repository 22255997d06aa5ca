/** Limits over several figures: of one rule over wider keys, and of several rules. */
import type { Facts } from '#domain/subsidy/facts/facts.ts'
import type { Amount } from '#domain/subsidy/pack/pack-amount.ts'
import { isYearly, type ReadPack, type Rule } from '#domain/subsidy/pack/policy-pack.ts'
import { readingOf } from './conditions.ts'
import { type Figure, inWholeUnits, isOwn } from './figures.ts'
import { grantedFen, grantsUnder, sharedValueOfGrant, yearOfGrant } from './grants.ts'
import { inOrder, leaveOpen, ownKey, sharedValue, sumFen } from './shared.ts'

interface Wide {
  rules: Rule[]
  per: string
  amount: Amount
  over: 'year' | 'life'
  short: 'in_order' | 'pro_rata'
}

export function widesOf(pack: ReadPack): Wide[] {
  const overOf = (over: Wide['over'] | undefined, rules: Rule[]): Wide['over'] =>
    over ?? (rules.some(({ window }) => isYearly(window)) ? 'year' : 'life')
  const ofRules = pack.rules.flatMap(rule =>
    rule.limits
      .filter(limit => !isOwn(rule, limit))
      .map(({ per, amount, over, short }) => ({
        ...{ rules: [rule], amount, short, over: overOf(over, [rule]) },
        per: per ?? ownKey,
      })),
  )
  const ofPack = pack.limits.map(({ rules: ids, per, amount, over, short }) => {
    const rules = ids.flatMap(id => pack.rules.filter(rule => rule.id === id))
    return { rules, per, amount, short, over: overOf(over, rules) }
  })
  return [...ofRules, ...ofPack]
}

export function limitFenOf(facts: Facts, { rules: [rule], amount }: Wide): bigint {
  let found = amount
  while (rule && typeof found === 'object' && 'choose' in found)
    found = found.readings[readingOf({ facts, rule }, found.choose)] ?? 0n
  return found as bigint
}

export function holdToLimits(pack: ReadPack, facts: Facts, figures: readonly Figure[]): void {
  for (const wide of widesOf(pack)) {
    // Every grant under the limit must say what it was for, even where nothing is left to hold.
    if (figures.some(({ rule }) => wide.rules.includes(rule))) usedBeforeFen(pack, facts, figures, wide, '', null)
    const sets = new Map<string, Figure[]>()
    for (const figure of figures) {
      if (!wide.rules.includes(figure.rule) || figure.ceilingFen === 0n) continue
      const value = sharedValue(figure, wide.per)
      if (value === null) {
        leaveOpen(figure)
        continue
      }
      const set = JSON.stringify([value, wide.over === 'life' ? null : figure.year])
      sets.set(set, [...(sets.get(set) ?? []), figure])
    }
    for (const [set, members] of sets) {
      const [value, year] = JSON.parse(set) as [string, number | null]
      if (members.every(({ ceilingFen }) => ceilingFen === 0n)) continue
      const usedFen = usedBeforeFen(pack, facts, figures, wide, value, year)
      const roomFen = positive(limitFenOf(facts, wide) - usedFen)
      if (sumFen(members.map(({ ceilingFen }) => ceilingFen)) <= roomFen) continue
      if (wide.short === 'pro_rata') divideInProportion(members, limitFenOf(facts, wide), usedFen)
      else divideInOrder(members, roomFen)
    }
  }
}

export function usedBeforeFen(
  pack: ReadPack,
  facts: Facts,
  figures: readonly Figure[],
  wide: Wide,
  value: string,
  year: number | null,
): bigint {
  const grants = wide.rules.flatMap(rule =>
    grantsUnder(pack, facts, rule).filter(
      grant =>
        sharedValueOfGrant(rule, grant, wide.per, figures) === value &&
        (wide.over === 'life' || yearOfGrant(rule, grant) === year),
    ),
  )
  return sumFen(grants.map(({ amountFen }) => amountFen))
}

const positive = (fen: bigint) => (fen > 0n ? fen : 0n)

function divideInOrder(members: readonly Figure[], roomFen: bigint): void {
  let leftFen = roomFen
  for (const figure of [...members].sort(inOrder)) {
    if (figure.ceilingFen > leftFen) figure.ceilingFen = inWholeUnits(figure.rule, leftFen)
    leftFen -= figure.ceilingFen
  }
}

/** Each gets its part of all that these figures come to, earlier grants included; who has more than its part keeps it. */
function divideInProportion(members: readonly Figure[], limitFen: bigint, usedFen: bigint): void {
  const claims = members.map(figure => ({
    figure,
    outFen: grantedFen(figure),
    wholeFen: grantedFen(figure) + figure.ceilingFen,
  }))
  let poolFen = positive(limitFen - positive(usedFen - sumFen(claims.map(({ outFen }) => outFen))))
  let sharing = claims
  for (;;) {
    const allFen = sumFen(sharing.map(({ wholeFen }) => wholeFen))
    const isOver = ({ outFen, wholeFen }: (typeof claims)[number]) => outFen * allFen > wholeFen * poolFen
    const settled = sharing.filter(isOver)
    if (settled.length === 0) {
      for (const { figure, outFen, wholeFen } of sharing)
        figure.ceilingFen = positive(inWholeUnits(figure.rule, (wholeFen * poolFen) / allFen) - outFen)
      return
    }
    for (const { figure, outFen } of settled) {
      figure.ceilingFen = 0n
      poolFen = positive(poolFen - outFen)
    }
    sharing = sharing.filter(one => !settled.includes(one))
    if (sharing.length === 0) return
  }
}

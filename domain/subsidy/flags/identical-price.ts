/**
 * 报价相同: two opened bids of one challenge ask exactly the same price ("投标报价呈规律性差异", 招标投标法实施条例 Art. 40).
 * Bids at the published reward are none: the reward is known to everybody, and most ask for all of it. A sealed bid has
 * no price here. OCP "bids with identical prices".
 */

import { groupBy } from '../evaluate/group-by.ts'
import type { FlagBid, FlagChallenge } from './flag-facts.ts'
import { cny, type FoundFlag, figure, record, yuan } from './red-flag.ts'

/** One flag for each price that more than one bid asks. Cost: the bids. */
export function findIdenticalPrices(challenges: readonly FlagChallenge[]): FoundFlag[] {
  return challenges.flatMap(challenge => {
    const byPrice = groupBy(challenge.bids, ({ priceFen }) => (priceFen === null ? [] : [String(priceFen)]))
    return [...byPrice].flatMap(([price, bids]) =>
      bids.length > 1 && BigInt(price) !== challenge.rewardFen ? [flagOf(challenge, BigInt(price), bids)] : [],
    )
  })
}

function flagOf({ id, title, rewardFen }: FlagChallenge, priceFen: bigint, bids: readonly FlagBid[]): FoundFlag {
  const names = bids.map(({ organisationName }) => organisationName)
  return {
    kind: 'identical_price',
    basis: [id, ...bids.map(bid => bid.id).sort()],
    explanation: {
      zh: `榜单「${title}」有 ${bids.length} 份揭榜方案报价完全相同，都是 ${yuan(priceFen)}：${names.join('、')}。`,
      en: `${bids.length} bids for ${title} ask exactly the same price, ${cny(priceFen)}: ${names.join(', ')}.`,
      records: [
        record('challenge', id, { name: title, amountFen: rewardFen }),
        ...bids.map(bid => record('bid', bid.id, { name: bid.organisationName, amountFen: bid.priceFen })),
      ],
      figures: [
        figure('bids', 'count', bids.length),
        figure('price', 'fen', priceFen),
        figure('reward', 'fen', rewardFen),
      ],
    },
  }
}

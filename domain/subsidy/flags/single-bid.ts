/**
 * 单一揭榜: an open challenge that only one unit bid for. There was no competition, so the price was nobody's but the
 * bidder's. A directed challenge (定向) asks one unit by design and is no flag. OCP "single bid received".
 */
import type { FlagChallenge } from './flag-facts.ts'
import { cny, type FoundFlag, figure, record, yuan } from './red-flag.ts'

/** One flag for each challenge. Cost: the bids. */
export function findSingleBids(challenges: readonly FlagChallenge[]): FoundFlag[] {
  return challenges.flatMap(challenge => {
    const [only, ...others] = challenge.bids
    if (!only || others.length > 0 || challenge.selection === 'directed') return []
    const price = only.priceFen ?? 0n
    return [
      {
        kind: 'single_bid' as const,
        basis: [challenge.id, only.id],
        explanation: {
          zh: `榜单「${challenge.title}」只收到一份揭榜方案（${only.organisationName}，报价 ${yuan(price)}，榜额 ${yuan(challenge.rewardFen)}）。`,
          en: `The challenge ${challenge.title} received one bid only (${only.organisationName}, price ${cny(price)}, reward ${cny(challenge.rewardFen)}).`,
          records: [
            record('challenge', challenge.id, { name: challenge.title, amountFen: challenge.rewardFen }),
            record('bid', only.id, { name: only.organisationName, amountFen: only.priceFen }),
          ],
          figures: [
            figure('bids', 'count', 1),
            figure('price', 'fen', price),
            figure('reward', 'fen', challenge.rewardFen),
          ],
        },
      },
    ]
  })
}

/**
 * 拆分合同: contracts of the same two parties on a similar subject, signed within a short time, each just under a
 * threshold that their sum reaches. Yearly contracts under a framework are signed farther apart than the window and are
 * no split; monthly orders under one may be flagged, and the framework is then the reason to set the flag aside.
 * OCP "contracts split to avoid thresholds"; for subsidies a cap per contract has the same pull.
 */
import { daysBetween } from '../../calendar.ts'
import { groupBy } from '../evaluate/group-by.ts'
import type { FlagContract, Threshold } from './flag-facts.ts'
import { likenessPercent, subjectPairs } from './likeness.ts'
import type { FlagParameters } from './parameters.ts'
import { cny, type FoundFlag, figure, record, yuan } from './red-flag.ts'

type Parameters = FlagParameters['split']

interface Cluster {
  threshold: Threshold
  contracts: readonly FlagContract[]
}

/** One flag for each set of contracts. Cost: for each threshold n log n, and `mostNeighbours` comparisons a contract. */
export function findSplitContracts(
  contracts: readonly FlagContract[],
  ofPolicy: readonly Threshold[],
  parameters: Parameters,
): FoundFlag[] {
  const general = parameters.thresholds.map(threshold => ({ ...threshold, measure: 'technology' as const }))
  const pairs = [...groupBy(contracts, ({ buyerId, sellerId }) => [`${buyerId} ${sellerId}`]).values()]
  const clusters = pairs
    .filter(group => group.length > 1 && group.some(contract => contract.isOwn))
    .flatMap(group =>
      [...ofPolicy, ...general].flatMap(threshold =>
        clustersUnder(group, threshold, parameters).map(contracts => ({ threshold, contracts })),
      ),
    )
  const bySet = groupBy(clusters, ({ contracts }) => [contracts.map(({ id }) => id).join(' ')])
  return [...bySet.values()].map(same => flagOf(same, parameters))
}

const amountOf = (contract: FlagContract, measure: Threshold['measure']) =>
  measure === 'contract' ? contract.contractAmountFen : contract.technologyAmountFen

const sumOf = (contracts: readonly FlagContract[], measure: Threshold['measure']) =>
  contracts.reduce((sum, contract) => sum + amountOf(contract, measure), 0n)

/** Sets of contracts just under a threshold that hang together by subject and time, each with one of the determination's. */
function clustersUnder(group: readonly FlagContract[], threshold: Threshold, parameters: Parameters): FlagContract[][] {
  const { amountFen, measure } = threshold
  const isJustUnder = (fen: bigint) => fen < amountFen && fen * 100n >= amountFen * BigInt(parameters.bandPercent)
  const band = group
    .filter(contract => isJustUnder(amountOf(contract, measure)))
    .sort((a, b) => (a.signedOn < b.signedOn || (a.signedOn === b.signedOn && a.id < b.id) ? -1 : 1))
  const clusters = connect(band, parameters)
  return clusters.filter(
    cluster => cluster.length > 1 && cluster.some(({ isOwn }) => isOwn) && sumOf(cluster, measure) >= amountFen,
  )
}

/** Connected sets of contracts in the order of their signing. */
function connect(sorted: readonly FlagContract[], parameters: Parameters): FlagContract[][] {
  const subjects = sorted.map(({ title }) => subjectPairs(title))
  const setOf = sorted.map((_, at) => at)
  sorted.forEach((contract, at) => {
    const end = Math.min(sorted.length, at + 1 + parameters.mostNeighbours)
    for (let next = at + 1; next < end; next++) {
      const other = sorted[next]
      if (!other || daysBetween(contract.signedOn, other.signedOn) > parameters.windowDays) break
      const isSimilar =
        (contract.challengeId !== null && contract.challengeId === other.challengeId) ||
        likenessPercent(subjects[at] ?? new Set(), subjects[next] ?? new Set()) >= parameters.titlePercent
      if (isSimilar) join(setOf, at, next)
    }
  })
  const bySet = groupBy(
    sorted.map((contract, at) => ({ contract, set: rootOf(setOf, at) })),
    ({ set }) => [String(set)],
  )
  return [...bySet.values()].map(members => members.map(({ contract }) => contract))
}

function rootOf(setOf: number[], at: number): number {
  let root = at
  while (setOf[root] !== undefined && setOf[root] !== root) root = setOf[root] ?? root
  return root
}

function join(setOf: number[], a: number, b: number): void {
  const [first, second] = [rootOf(setOf, a), rootOf(setOf, b)]
  setOf[Math.max(first, second)] = Math.min(first, second)
}

function flagOf(same: readonly Cluster[], { bandPercent, windowDays }: Parameters): FoundFlag {
  const [{ threshold, contracts } = { threshold: null, contracts: [] }] = same
  const measure = threshold?.measure ?? 'contract'
  const thresholdFen = threshold?.amountFen ?? 0n
  const sum = sumOf(contracts, measure)
  const days = daysBetween(contracts[0]?.signedOn ?? '', contracts.at(-1)?.signedOn ?? '')
  const sources = [...new Set(same.map(({ threshold: { source } }) => source))].join('；')
  return {
    kind: 'split_contracts',
    basis: contracts.map(({ id }) => id).sort(),
    explanation: {
      zh: `同样两方在 ${days} 天内签订 ${contracts.length} 份标的相近的合同，每份略低于 ${yuan(thresholdFen)}（${sources}），合计 ${yuan(sum)}。`,
      en: `The same two parties signed ${contracts.length} contracts on a similar subject within ${days} days, each just under ${cny(thresholdFen)} (${sources}), ${cny(sum)} together.`,
      records: contracts.map(contract =>
        record('contract', contract.id, {
          name: contract.title,
          amountFen: amountOf(contract, measure),
          on: contract.signedOn,
          note: measure === 'contract' ? '合同金额' : '技术交易额',
        }),
      ),
      figures: [
        figure('threshold', 'fen', thresholdFen),
        figure('sum', 'fen', sum),
        figure('contracts', 'count', contracts.length),
        figure('days', 'days', days),
        figure('windowDays', 'days', windowDays),
        figure('bandPercent', 'percent', bandPercent),
      ],
    },
  }
}

/**
 * 资金回流: money that goes from A to B and, in a similar amount and not long before or after, from B back to A, directly
 * or over one more party. Contracts are compared with contracts and money with money: single payments, and what was paid
 * on a contract in all. Receipts stand in where the buyer recorded no payment. Longer ways are not looked for.
 */
import { daysBetween } from '../../calendar.ts'
import { groupBy } from '../evaluate/group-by.ts'
import type { FlagContract, FlagMoney } from './flag-facts.ts'
import type { FlagParameters } from './parameters.ts'
import { cny, type FlagRecord, type FoundFlag, figure, percentOfLarger, record, yuan } from './red-flag.ts'

type Parameters = FlagParameters['roundTrip']

interface Flow {
  /** `money` and `value` (the amount of a contract) are never compared with one another. */
  grain: 'money' | 'value'
  contract: FlagContract
  from: string
  to: string
  amountFen: bigint
  on: string
  record: FlagRecord
}

/** One flag for each set of contracts. Cost: at most `mostSteps` comparisons; if they run out, a flag says so. */
export function findRoundTrips(
  contracts: readonly FlagContract[],
  money: readonly FlagMoney[],
  parameters: Parameters,
): FoundFlag[] {
  const flows = flowsOf(contracts, money).filter(({ amountFen }) => amountFen >= parameters.leastFen)
  const network = networkOf(flows)
  const budget = { left: parameters.mostSteps }
  const found = new Map<string, FoundFlag>()
  for (const flow of flows.filter(({ contract }) => contract.isOwn))
    for (const way of [
      ...waysOverOne(flow, network, parameters, budget),
      ...waysOverTwo(flow, network, parameters, budget),
    ]) {
      const flag = flagOf(way, parameters)
      const key = flag.basis.join(' ')
      if (!found.has(key)) found.set(key, flag)
    }
  return [...found.values(), ...(budget.left < 0 ? [exhausted(contracts, parameters)] : [])]
}

/** Money before values: of two ways over the same contracts the one that was paid is shown. */
function flowsOf(contracts: readonly FlagContract[], money: readonly FlagMoney[]): Flow[] {
  const byContract = groupBy(money, ({ contractId }) => [contractId])
  const paid = contracts.flatMap(contract => moneyFlows(contract, byContract.get(contract.id) ?? []))
  const values = contracts.map(contract =>
    flowOf(contract, 'value', contract.contractAmountFen, contract.signedOn, contractRecord(contract)),
  )
  return [...paid, ...values]
}

function contractRecord({ id, title, contractAmountFen, signedOn }: FlagContract, note = ''): FlagRecord {
  return record('contract', id, { name: title, amountFen: contractAmountFen, on: signedOn, note })
}

function flowOf(contract: FlagContract, grain: Flow['grain'], amountFen: bigint, on: string, of: FlagRecord): Flow {
  return { grain, contract, from: contract.buyerId, to: contract.sellerId, amountFen, on, record: of }
}

function moneyFlows(contract: FlagContract, facts: readonly FlagMoney[]): Flow[] {
  const payments = facts.filter(({ kind }) => kind === 'payment')
  const counted = payments.length > 0 ? payments : facts.filter(({ kind }) => kind === 'receipt')
  const single = counted.map(({ id, kind, amountFen, occurredOn }) =>
    flowOf(
      contract,
      'money',
      amountFen,
      occurredOn,
      record(kind, id, { name: contract.title, amountFen, on: occurredOn }),
    ),
  )
  if (counted.length < 2) return single
  const sumFen = counted.reduce((sum, { amountFen }) => sum + amountFen, 0n)
  const lastOn = counted.reduce((last, { occurredOn }) => (occurredOn > last ? occurredOn : last), '')
  const whole = record('contract', contract.id, {
    name: contract.title,
    amountFen: sumFen,
    on: lastOn,
    note: `已付合计（${counted.length} 笔）`,
  })
  return [...single, flowOf(contract, 'money', sumFen, lastOn, whole)]
}

interface Network {
  /** By payer and payee. */
  between: ReadonlyMap<string, readonly Flow[]>
  /** Whom a party pays. */
  payees: ReadonlyMap<string, ReadonlySet<string>>
}

function networkOf(flows: readonly Flow[]): Network {
  const between = groupBy(flows, ({ from, to }) => [`${from} ${to}`])
  const byPayer = groupBy(flows, ({ from }) => [from])
  const payees = new Map([...byPayer].map(([from, paid]) => [from, new Set(paid.map(({ to }) => to))]))
  return { between, payees }
}

interface Budget {
  left: number
}

function answers(flow: Flow, candidates: readonly Flow[], parameters: Parameters, budget: Budget): Flow[] {
  if (budget.left < 0) return []
  budget.left -= candidates.length
  return candidates.filter(candidate => isClose(flow, candidate, parameters))
}

function isClose(a: Flow, b: Flow, { similarPercent, windowDays }: Parameters): boolean {
  return (
    a.grain === b.grain &&
    percentOfLarger(a.amountFen, b.amountFen) >= similarPercent &&
    Math.abs(daysBetween(a.on, b.on)) <= windowDays
  )
}

const flowsBetween = (network: Network, from: string, to: string) => network.between.get(`${from} ${to}`) ?? []

/** A → B → A. */
function waysOverOne(flow: Flow, network: Network, parameters: Parameters, budget: Budget): Flow[][] {
  return answers(flow, flowsBetween(network, flow.to, flow.from), parameters, budget).map(back => [flow, back])
}

/** A → B → C → A, all three amounts similar and all three days close. */
function waysOverTwo(flow: Flow, network: Network, parameters: Parameters, budget: Budget): Flow[][] {
  const thirds = [...(network.payees.get(flow.to) ?? [])].filter(third => third !== flow.from)
  budget.left -= thirds.length
  return thirds.flatMap(third => {
    const last = flowsBetween(network, third, flow.from)
    if (last.length === 0) return []
    return answers(flow, flowsBetween(network, flow.to, third), parameters, budget).flatMap(onward =>
      answers(flow, last, parameters, budget)
        .filter(back => isClose(onward, back, parameters))
        .map(back => [flow, onward, back]),
    )
  })
}

function flagOf(way: readonly Flow[], { windowDays, similarPercent }: Parameters): FoundFlag {
  const amounts = way.map(({ amountFen }) => amountFen).sort((a, b) => (a < b ? -1 : 1))
  const days = way.map(({ on }) => on).sort()
  const [least, most] = [amounts[0] ?? 0n, amounts.at(-1) ?? 0n]
  const between = daysBetween(days[0] ?? '', days.at(-1) ?? '')
  const isMoney = way[0]?.grain === 'money'
  return {
    kind: 'round_trip',
    basis: way.map(({ contract }) => contract.id).sort(),
    explanation: {
      zh: `${way.length} 方之间的${isMoney ? '付款' : '合同'}首尾相接：${between} 天内，金额从 ${yuan(least)} 到 ${yuan(most)}，资金可能回流。`,
      en: `${isMoney ? 'Payments' : 'Contracts'} between ${way.length} parties form a circle within ${between} days, amounts from ${cny(least)} to ${cny(most)}: money may have come back.`,
      records: way.flatMap(flow => [
        ...(flow.record.kind === 'contract' ? [] : [contractRecord(flow.contract)]),
        flow.record,
        record('organisation', flow.from, { note: `付款方 → ${flow.to}` }),
      ]),
      figures: [
        figure('least', 'fen', least),
        figure('most', 'fen', most),
        figure('similarPercent', 'percent', similarPercent),
        figure('days', 'days', between),
        figure('windowDays', 'days', windowDays),
      ],
    },
  }
}

/** Nothing is passed over in silence: what was too much to compare is for a person to look at. */
function exhausted(contracts: readonly FlagContract[], { mostSteps }: Parameters): FoundFlag {
  const own = contracts.filter(({ isOwn }) => isOwn)
  return {
    kind: 'round_trip',
    basis: ['not all compared', ...own.map(({ id }) => id).sort()],
    explanation: {
      zh: `往来记录太多，资金回流未全部比对（上限 ${mostSteps} 次），请人工抽查。`,
      en: `There are too many flows to compare all of them for round trips (at most ${mostSteps} comparisons): look by hand.`,
      records: own.map(contract => contractRecord(contract)),
      figures: [figure('contracts', 'count', own.length), figure('mostSteps', 'count', mostSteps)],
    },
  }
}

/**
 * A seeded city for the subsidy benchmark: units by Zipf's law, contracts with several payments and receipts, amounts
 * log-normal. The same seed, the same city. Records are as `parseFacts` leaves them; reading is not what is timed.
 */
import { blankRecord, type Facts, parseFacts } from '#domain/subsidy/facts/facts.ts'
import { between, pick, type Random, seededRandom, zipfRank } from './match-random.ts'

export interface CitySize {
  contracts: number
  payments: number
  receipts: number
}

const regions = ['410102', '410103', '410105', '410181', '410300', '110108']
const types = ['development', 'transfer', 'licence', 'consulting', 'service'] as const

/** An amount in 分, log-normal about 30 万元: most contracts are small, a few are very large. */
function amountFen(random: Random): bigint {
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())
  return BigInt(Math.max(100, Math.round(30_000_000 * Math.exp(1.4 * normal))))
}

function day(random: Random, from: number, to: number): string {
  const two = (n: number) => String(n).padStart(2, '0')
  return `${between(random, from, to)}-${two(between(random, 1, 12))}-${two(between(random, 1, 28))}`
}

export function makeCity(seed: number, size: CitySize): Facts {
  const random = seededRandom(seed, 1)
  const units = Math.max(20, Math.round(size.contracts / 20))
  const projects = Math.max(5, Math.round(size.contracts / 5))
  const id = (prefix: string, number: number) => `${prefix}-${String(number).padStart(7, '0')}`
  const unit = () => id('U', zipfRank(random, units))
  const organisations = Array.from({ length: units }, (_, index) => ({
    ...blankRecord('organisations'),
    id: id('U', index + 1),
    kind: index % 7 === 0 ? ('university' as const) : ('enterprise' as const),
    regionCode: pick(random, regions),
  }))
  const registries = Array.from({ length: 20 }, (_, index) => ({
    ...blankRecord('organisations'),
    id: id('R', index + 1),
    kind: 'registry' as const,
    regionCode: '410100',
  }))
  const projectList = Array.from({ length: projects }, (_, index) => ({
    ...blankRecord('projects'),
    id: id('P', index + 1),
    listedById: unit(),
    solverId: unit(),
  }))
  const contracts = Array.from({ length: size.contracts }, (_, index) => {
    const contractAmountFen = amountFen(random)
    return {
      ...blankRecord('contracts'),
      id: id('C', index + 1),
      type: pick(random, types),
      buyerId: unit(),
      sellerId: unit(),
      registryId: id('R', between(random, 1, 20)),
      projectId: id('P', zipfRank(random, projects)),
      contractAmountFen,
      technologyAmountFen: (contractAmountFen * 4n) / 5n,
      signedOn: day(random, 2020, 2022),
      registeredOn: day(random, 2021, 2023),
      deregisteredOn: random() < 0.02 ? day(random, 2023, 2024) : null,
    }
  })
  const payments = Array.from({ length: size.payments }, (_, index) => ({
    ...blankRecord('payments'),
    ...{ id: id('p', index + 1), contractId: id('C', 1 + (index % size.contracts)), amountFen: amountFen(random) / 5n },
    ...{ paidOn: day(random, 2021, 2024), reversedOn: random() < 0.01 ? day(random, 2024, 2024) : null },
  }))
  const receipts = Array.from({ length: size.receipts }, (_, index) => ({
    ...blankRecord('receipts'),
    ...{ id: id('r', index + 1), contractId: id('C', 1 + (index % size.contracts)), amountFen: amountFen(random) / 5n },
    ...{ receivedOn: day(random, 2021, 2024), reversedOn: random() < 0.01 ? day(random, 2024, 2024) : null },
  }))
  return {
    ...parseFacts({ asOf: '2024-12-31' }),
    organisations: [...organisations, ...registries],
    projects: projectList,
    contracts,
    payments,
    receipts,
  }
}

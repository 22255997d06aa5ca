/** A town to replay policies over: sellers with contracts and receipts, drawn by fast-check. */
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { evaluatePolicy } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import { type Facts, type FactsInput, parseFacts } from '#domain/subsidy/facts/facts.ts'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'
import { summarise } from '#domain/subsidy/what-if/summary.ts'

export const packNamed = (name: string): PolicyPack =>
  parsePolicyPack(readFileSync(new URL(`../../../../policies/${name}.yaml`, import.meta.url), 'utf8'))

export const draft = packNamed('zhengzhou-2022-draft')
export const rules2023 = packNamed('zhengzhou-2023-rules')
export const luoyang = packNamed('luoyang-2024')
export const sanming = packNamed('sanming-2023')

const organisations = [
  { id: 'u1', kind: 'university', regionCode: '410102', name: 'First' },
  { id: 'e1', kind: 'enterprise', regionCode: '410105', name: 'Second', size: 'small' },
  { id: 'e2', kind: 'enterprise', regionCode: '410301', name: 'Third' },
  { id: 'e3', kind: 'enterprise', regionCode: '350402', name: 'Fourth', size: 'large' },
  { id: 'r1', kind: 'registry', regionCode: '410100' },
] satisfies FactsInput['organisations']

const seller = fc.constantFrom('u1', 'e1', 'e2', 'e3')
const day = fc
  .tuple(fc.integer({ min: 2022, max: 2024 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 28 }))
  .map(([year, month, date]) => `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`)
const contract = fc.record({
  sellerId: seller,
  buyerId: seller,
  type: fc.constantFrom('development' as const, 'transfer' as const, 'service' as const),
  contractAmountFen: fc.bigInt({ min: 100n, max: 30_000_000_000n }),
  technologyPermille: fc.bigInt({ min: 1n, max: 1000n }),
  receivedPermille: fc.bigInt({ min: 0n, max: 1000n }),
  registeredOn: day,
})

/** Facts of a year of application without a day of evaluation. */
export const towns: fc.Arbitrary<Facts> = fc
  .array(contract, { minLength: 1, maxLength: 25 })
  .map(parts => townOf(parts.map((part, index) => ({ ...part, id: `c${String(index).padStart(2, '0')}` }))))

interface Part {
  id: string
  sellerId: string
  buyerId: string
  type: 'development' | 'transfer' | 'service'
  contractAmountFen: bigint
  technologyPermille?: bigint
  receivedPermille?: bigint
  registeredOn: string
}

export function townOf(parts: readonly Part[], year = 2024): Facts {
  return parseFacts({
    year,
    organisations,
    contracts: parts.map(({ technologyPermille = 1000n, receivedPermille: _, ...part }) => ({
      ...part,
      registryId: 'r1',
      technologyAmountFen: (part.contractAmountFen * technologyPermille) / 1000n,
      signedOn: part.registeredOn,
    })),
    receipts: parts.map(({ id, contractAmountFen, receivedPermille = 1000n, registeredOn }) => ({
      id: `${id}-r`,
      contractId: id,
      amountFen: (contractAmountFen * receivedPermille) / 1000n,
      receivedOn: registeredOn,
    })),
  } satisfies FactsInput)
}

export function cost(pack: PolicyPack, facts: Facts): bigint {
  return summarise(pack, facts, evaluatePolicy(pack, facts)).totalFen
}

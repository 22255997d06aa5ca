/** The founding pack, and small facts to vary: one project of a Zhengzhou enterprise with one registered contract. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { evaluatePolicy } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import { type FactsInput, parseFacts } from '#domain/subsidy/facts/facts.ts'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'

export const foundingPackText = readFileSync(
  new URL('../../../../policies/zhengzhou-2022-draft.yaml', import.meta.url),
  'utf8',
)
export const foundingPack = parsePolicyPack(foundingPackText)

/** The packs of the house, and those that each show one construct. */
const packFolders = [new URL('../../../../policies/', import.meta.url), new URL('../packs/', import.meta.url)]

/** The names of all packs, without `.yaml`. */
export function packNames(): string[] {
  return packFolders.flatMap(folder =>
    readdirSync(folder)
      .filter(name => name.endsWith('.yaml'))
      .map(name => name.replace('.yaml', '')),
  )
}

export function readPack(name: string): PolicyPack {
  const found = packFolders.map(folder => new URL(`${name}.yaml`, folder)).find(url => existsSync(url))
  if (!found) throw new Error(`there is no pack ${name}`)
  return parsePolicyPack(readFileSync(found, 'utf8'))
}

export const projectFacts = {
  organisations: [
    { id: 'poster', kind: 'enterprise', regionCode: '410102' },
    { id: 'solver', kind: 'university', regionCode: '410103' },
    { id: 'centre', kind: 'registry', regionCode: '410100' },
  ],
  projects: [{ id: 'P', listedById: 'poster', solverId: 'solver' }],
  contracts: [
    {
      id: 'C',
      type: 'development',
      buyerId: 'poster',
      sellerId: 'solver',
      registryId: 'centre',
      projectId: 'P',
      contractAmountFen: 2_000_000_000n,
      registeredOn: '2022-03-01',
    },
  ],
} satisfies FactsInput

export function evaluate(rule: string, facts: FactsInput) {
  return evaluatePolicy(foundingPack, parseFacts(facts), { rule })
}

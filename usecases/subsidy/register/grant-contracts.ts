/** What was granted for one contract was for its parties and its registry too: a limit of a later version counts it by them. */
import type { Queryable } from '#db/client.ts'
import { listRegisterContracts, type RegisterContractRow } from '#db/queries/register-facts.ts'
import { type FieldOfContract, listContractFields } from '#domain/subsidy/check/granted-keys.ts'
import type { Grant } from '#domain/subsidy/facts/facts.ts'
import type { ReadPack } from '#domain/subsidy/pack/policy-pack.ts'

const columnOf = {
  'contract.buyerId': 'buyer_id',
  'contract.sellerId': 'seller_id',
  'contract.registryId': 'registry_id',
} as const satisfies Record<FieldOfContract, keyof RegisterContractRow>

/** The same grants, with the keys that limits of the pack count by. At most one SQL statement, where one is missing. */
export async function nameContractsOf(
  db: Queryable,
  { pack, knownAt }: { pack: ReadPack; knownAt: Date | null },
  grants: readonly Grant[],
): Promise<readonly Grant[]> {
  const fields = new Map(pack.rules.map(rule => [rule.id, listContractFields(pack, rule)]))
  const missingOf = ({ policy, rule, keys }: Grant) =>
    policy === pack.id && keys['contract.id'] !== undefined
      ? (fields.get(rule) ?? []).filter(field => keys[field] === undefined)
      : []
  const contractIds = grants.flatMap(grant => (missingOf(grant).length > 0 ? (grant.keys['contract.id'] ?? []) : []))
  if (contractIds.length === 0) return grants
  const ask = { field: null, from: null, to: null, money: [], projectIds: null, knownAt, contractIds }
  const contracts = new Map((await listRegisterContracts(db, ask)).map(row => [row.id, row]))
  return grants.map(grant => {
    const contract = contracts.get(grant.keys['contract.id'] ?? '')
    const missing = contract ? missingOf(grant).flatMap(field => named(field, contract[columnOf[field]])) : []
    return missing.length > 0 ? { ...grant, keys: { ...grant.keys, ...Object.fromEntries(missing) } } : grant
  })
}

const named = (field: string, id: string | null): [string, string][] => (id === null ? [] : [[field, id]])

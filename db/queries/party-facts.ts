/** What of the register concerns one party. */
import { sql } from 'drizzle-orm'
import type { Queryable } from '../client.ts'

/**
 * Contracts in which an organisation has a part: as buyer, seller, registry or broker, or through a challenge that it
 * listed or was awarded.
 */
export async function listContractsOfParty(db: Queryable, partyId: string): Promise<string[]> {
  const rows = await db.execute<{ id: string }>(sql`
    select id from contract where buyer_id = ${partyId}::uuid
    union select id from contract where seller_id = ${partyId}::uuid
    union select contract_id from registration where registry_id = ${partyId}::uuid
    union select c.id from contract c join challenge h on h.id = c.challenge_id where h.poster_id = ${partyId}::uuid
    union select c.id from contract c join bid b on b.challenge_id = c.challenge_id and b.state = 'awarded' where b.organisation_id = ${partyId}::uuid
    union select f.contract_id from subsidy_fact f where f.fact_table = 'contracts' and f.content ->> 'brokerId' = ${partyId}`)
  return rows.map(({ id }) => id)
}

import type { Queryable } from '../client.ts'
import { industry, region } from '../schema/reference.ts'

/** All administrative divisions: some 3,400 rows. */
export async function listRegions(db: Queryable): Promise<(typeof region.$inferSelect)[]> {
  return db.select().from(region)
}

/** All industries that are loaded: sections and divisions. */
export async function listIndustries(db: Queryable): Promise<(typeof industry.$inferSelect)[]> {
  return db.select().from(industry)
}

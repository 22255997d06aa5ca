import { creditCodeCheckDigit } from '#domain/identifiers.ts'
import type { Database } from '../client.ts'
import { organisation } from '../schema/identity.ts'

/** The one organisation that owns everything in a database made for a measurement. */
export async function insertMeasuringOrganisation(db: Database, id: string): Promise<string> {
  const first17 = '91410100MEA5URE00'
  const row = { id, kind: 'institute' as const, name: 'Measurement', regionCode: '410100', isDemo: true }
  await db.insert(organisation).values({ ...row, creditCode: first17 + creditCodeCheckDigit(first17) })
  return id
}

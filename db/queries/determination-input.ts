/**
 * Determinations by the records of their explanations. Records are stored by column, those of old explanations row by
 * row; `inputs_of` (a function of the database) reads either.
 */
import { or, type SQL, sql } from 'drizzle-orm'
import { determination } from '../schema/subsidy.ts'

const inputs = sql`${determination.trace} -> 'inputs'`

const holds = (part: object): SQL => sql`${inputs} @> ${JSON.stringify(part)}::jsonb`

/** Whose explanation looks at this record. */
export function namesRecord(record: string): SQL | undefined {
  return or(holds({ record: [record] }), holds([{ record }]))
}

/** Whose explanation looks at this contract, or at anything that is part of it. */
export function namesContract(contractId: string): SQL | undefined {
  return or(namesRecord(contractId), holds({ sources: [{ contractId }] }), holds([{ source: { contractId } }]))
}

/** Whose explanation looks at something of one of the contracts `c` for which this is true. */
export function namesContractWhere(where: SQL): SQL {
  const part = sql`jsonb_build_object('contractId', c.id::text)`
  return sql`exists (select 1 from contract c where ${where} and (${inputs} @> jsonb_build_object('sources', jsonb_build_array(${part})) or ${inputs} @> jsonb_build_array(jsonb_build_object('source', ${part}))))`
}

/** Loads reference data: regions, industries, and the domain's lifecycle tables. Idempotent; a changed table is replaced. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { sql } from 'drizzle-orm'
import { bidLifecycle } from '#domain/bid/bid.ts'
import { challengeLifecycle } from '#domain/challenge/challenge.ts'
import { contractLifecycle } from '#domain/contract/contract.ts'
import { type Lifecycle, listTransitions } from '#domain/lifecycle.ts'
import { libraries, listingLifecycle } from '#domain/listing.ts'
import { invitationLifecycle } from '#domain/matching/invitation.ts'
import { organisationLifecycle } from '#domain/organisation.ts'
import { registrationLifecycle } from '#domain/registration/registration.ts'
import { policyEditLifecycle } from '#domain/subsidy/editor/policy-edit.ts'
import { determinationLifecycle } from '#domain/subsidy/money/determination.ts'
import type { Transaction } from '../client.ts'
import { industry, lifecycleStep, region } from '../schema/reference.ts'

/** Every lifecycle of the domain by the kind of its subject; the diagrams in the docs are drawn from it too. */
export const lifecycles: Record<string, Lifecycle<string, string>> = {
  ...Object.fromEntries(libraries.map(library => [library, listingLifecycle])),
  organisation: organisationLifecycle,
  match_invitation: invitationLifecycle,
  challenge: challengeLifecycle,
  bid: bidLifecycle,
  contract: contractLifecycle,
  registration: registrationLifecycle,
  determination: determinationLifecycle,
  policy_edit: policyEditLifecycle,
}

interface CodeRow {
  code: string
  name: string
  parent: string | null
  level?: number
}

const chunkRows = 1000

function readData(name: string): CodeRow[] {
  return JSON.parse(readFileSync(new URL(`./data/${name}.json`, import.meta.url), 'utf8')) as CodeRow[]
}

/** True when the table already holds exactly these codes and names: the usual case at start, in one statement. */
async function isLoaded(tx: Transaction, table: typeof region | typeof industry, rows: CodeRow[]): Promise<boolean> {
  const [found] = await tx
    .select({
      digest: sql<
        string | null
      >`md5(string_agg(${table.code} || ${table.name}, ',' order by ${table.code} collate "C"))`,
    })
    .from(table)
  const sorted = [...rows].sort((a, b) => (a.code < b.code ? -1 : 1))
  return (
    found?.digest ===
    createHash('md5')
      .update(sorted.map(r => r.code + r.name).join(','))
      .digest('hex')
  )
}

async function loadCodes(tx: Transaction): Promise<void> {
  const regions = readData('regions')
  if (!(await isLoaded(tx, region, regions)))
    for (let i = 0; i < regions.length; i += chunkRows)
      await tx
        .insert(region)
        .values(regions.slice(i, i + chunkRows).map(r => ({ code: r.code, name: r.name, parentCode: r.parent })))
        .onConflictDoUpdate({
          target: region.code,
          set: { name: sql`excluded.name`, parentCode: sql`excluded.parent_code` },
        })
  const industries = readData('industries')
  if (!(await isLoaded(tx, industry, industries)))
    for (let i = 0; i < industries.length; i += chunkRows)
      await tx
        .insert(industry)
        .values(
          industries
            .slice(i, i + chunkRows)
            .map(r => ({ code: r.code, name: r.name, parentCode: r.parent, level: r.level ?? 1 })),
        )
        .onConflictDoUpdate({
          target: industry.code,
          set: { name: sql`excluded.name`, parentCode: sql`excluded.parent_code` },
        })
}

async function loadLifecycleSteps(tx: Transaction): Promise<void> {
  const rows = Object.entries(lifecycles).flatMap(([subjectKind, lifecycle]) => [
    { subjectKind, fromState: '', event: 'create', toState: lifecycle.initial },
    ...listTransitions(lifecycle).map(({ from, event, to }) => ({ subjectKind, fromState: from, event, toState: to })),
  ])
  // A figure of a draft policy begins, and ends, as a simulation.
  rows.push({ subjectKind: 'determination', fromState: '', event: 'simulate', toState: 'simulated' })
  const key = (r: { subjectKind: string; fromState: string; event: string; toState: string }) =>
    [r.subjectKind, r.fromState, r.event, r.toState].join(' ')
  const present = new Set((await tx.select().from(lifecycleStep)).map(key))
  if (present.size === rows.length && rows.every(r => present.has(key(r)))) return
  await tx.delete(lifecycleStep)
  await tx.insert(lifecycleStep).values(rows)
}

/** Loads what is missing or has changed. */
export async function loadReference(tx: Transaction): Promise<void> {
  await loadCodes(tx)
  await loadLifecycleSteps(tx)
}

/**
 * `npm run -s bench:subsidy-run -- [--contracts 100000] [--receipts 9] [--units 5000]`: a year of a city on real PostgreSQL
 * (TEST_DATABASE_URL, or 127.0.0.1:5432), from the database to stored determinations, by the verbs that the service uses.
 * The register is made by SQL, seeded; the evidence of its receipts is one document. Prints seconds and records a second.
 */

import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { sql } from 'drizzle-orm'
import postgres from 'postgres'
import { openDatabase } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { organisation } from '#db/schema/identity.ts'
import { system } from '#domain/access/actor.ts'
import { createWorld, fakeCreditCode } from '#test/support/world.ts'
import { executeRun } from '#usecases/subsidy/figure/execute-run.ts'
import { findRun } from '#usecases/subsidy/figure/find-runs.ts'
import { requestRun } from '#usecases/subsidy/figure/request-run.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'

const { values } = parseArgs({
  options: {
    contracts: { type: 'string', default: '100000' },
    receipts: { type: 'string', default: '9' },
    units: { type: 'string', default: '5000' },
  },
})
const [contracts, receipts, units] = [Number(values.contracts), Number(values.receipts), Number(values.units)]
const year = 2025
const policyId = 'zhengzhou-2023-rules'
const server = new URL(process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres')
const name = `bench_run_${process.pid}`
const admin = postgres(server.href, { max: 1, onnotice: () => {} })
await admin.unsafe(`create database ${name}`)
const url = new URL(server.href)
url.pathname = `/${name}`
const opened = await openDatabase({ url: url.href })

const idOf = (group: string, column: string) =>
  `('00000000-0000-7000-9${group}00-' || lpad(to_hex(${column}), 12, '0'))::uuid`

/** Contracts that last year registered, each with its receipts of last year, Zipf-like over the units. */
async function fillRegister(people: { userId: string; registry: string; buyer: string }) {
  const { db } = opened
  const rows = Array.from({ length: units }, (_, n) => ({
    id: `00000000-0000-7000-9a00-${n.toString(16).padStart(12, '0')}`,
    kind: 'enterprise' as const,
    name: `单位 ${n}`,
    creditCode: fakeCreditCode(1000 + n),
    regionCode: '410105',
  }))
  for (let from = 0; from < rows.length; from += 1000)
    await db.insert(organisation).values(rows.slice(from, from + 1000))
  await db.transaction(async tx => {
    // The guards of single rows are not what is measured; the figures are of the kind they admit.
    await tx.execute(sql`set local session_replication_role = replica`)
    await tx.execute(
      sql.raw(`
      insert into evidence_file (id, subject_kind, subject_id, purpose, name, media_type, size_bytes, sha256, content, uploaded_by, organisation_id)
      select ${idOf('e', '0')}, 'contract', ${idOf('c', '0')}, 'money_fact', 'slip.pdf', 'application/pdf', 4, repeat('0', 64), '\\x25504446'::bytea, '${people.userId}', '${people.buyer}'`),
    )
    await tx.execute(
      sql.raw(`
      insert into contract (id, buyer_id, seller_id, type, field, state, title, contract_amount_fen, technology_amount_fen, signed_on, buyer_signed_by, buyer_signed_at, seller_signed_by, seller_signed_at, created_by)
      select ${idOf('c', 'n')}, '${people.buyer}', ${idOf('a', `floor(${units} * power(((n::bigint * 7919) % 100003) / 100003.0, 2))::int`)}, 'development', 'new_materials', 'performing', '合同 ' || n,
        100000 + (n::bigint * 104729 % 50000000) * 100, 90000 + (n::bigint * 104729 % 50000000) * 90, '${year - 1}-01-01'::date + n % 300, '${people.userId}', now(), '${people.userId}', now(), '${people.userId}'
      from generate_series(1, ${contracts}) n`),
    )
    await tx.execute(
      sql.raw(`
      insert into registration (id, contract_id, registry_id, state, submitted_by, recognised_type, recognised_amount_fen, registered_at, registered_on, number, verification_code)
      select ${idOf('d', 'n')}, ${idOf('c', 'n')}, '${people.registry}', 'registered', '${people.userId}', 'development', 90000 + (n::bigint * 104729 % 50000000) * 90, '${year - 1}-06-01', '${year - 1}-01-15'::date + n % 300, lpad(n::text, 16, '0'), 'c0de'
      from generate_series(1, ${contracts}) n`),
    )
    await tx.execute(
      sql.raw(`
      insert into money_fact (id, contract_id, kind, amount_fen, occurred_on, evidence_id, recorded_by, recorded_at)
      select ${idOf('f', `n * ${receipts} + k`)}, ${idOf('c', 'n')}, 'receipt', 1 + (90000 + (n::bigint * 104729 % 50000000) * 90) / ${receipts}, '${year - 1}-02-01'::date + (n + k * 31) % 330, ${idOf('e', '0')}, '${people.userId}', '${year - 1}-12-31'
      from generate_series(1, ${contracts}) n, generate_series(0, ${receipts - 1}) k`),
    )
  })
  await db.execute(sql`analyze`)
}

try {
  await migrate(opened.db)
  const world = await createWorld(opened.db)
  const text = readFileSync(new URL(`../policies/${policyId}.yaml`, import.meta.url), 'utf8')
  await loadPolicyVersions(world.ctx(system), { packs: [{ name: policyId, text }] })
  const { officer } = world.people
  const { registry, enterprise } = world.organisations
  await fillRegister({ userId: officer.userId, registry, buyer: enterprise })
  const run = await requestRun(world.ctx(officer), { policyId, year })
  const began = performance.now()
  const cpu = process.cpuUsage()
  await executeRun(world.ctx(system))
  const seconds = (performance.now() - began) / 1000
  const { user, system: kernel } = process.cpuUsage(cpu)
  const done = await findRun(world.ctx(officer), { id: run.id })
  const facts = contracts * (receipts + 1)
  console.log(
    `${facts} facts (${contracts} contracts, ${contracts * receipts} receipts), ${units} units, ${policyId}, ${year}`,
  )
  console.log(
    `state ${done?.state}${done?.failure ? ` (${done.failure})` : ''}: ${done?.stored} determinations, ${done?.ceilingFen} 分`,
  )
  console.log(`${seconds.toFixed(1)} s from database to stored determinations, ${Math.round(facts / seconds)} facts/s`)
  console.log(
    `${((user + kernel) / 1e6).toFixed(1)} s of CPU in this process, ${Math.round(process.memoryUsage.rss() / 2 ** 20)} MB`,
  )
} finally {
  await opened.close()
  await admin.unsafe(`drop database ${name} with (force)`)
  await admin.end()
}

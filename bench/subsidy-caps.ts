/**
 * `npm run -s bench:caps -- [--rounds 500] [--naive 60]`: 64 approvers on two server processes against four nested caps, on
 * real PostgreSQL (TEST_DATABASE_URL, or 127.0.0.1:5432). Prints in how many rounds a cap was overshot, how many approvals
 * were lost that would have fitted, and in how many rounds the naive way (read the sums, compare, insert) overshoots.
 */
import { parseArgs } from 'node:util'
import postgres from 'postgres'
import { openDatabase } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import {
  approversAtOnce,
  countNaiveOvershoots,
  createNaiveTable,
  listOvershoots,
  prepareRound,
  type Round,
  settleApprovers,
  splitRound,
  startApprovingProcess,
  storePolicy,
} from '#test/support/subsidy-caps.ts'
import { createWorld } from '#test/support/world.ts'

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '500' }, naive: { type: 'string', default: '60' } },
})
const [rounds, naiveRounds] = [Number(values.rounds), Number(values.naive)]
const server = new URL(process.env.TEST_DATABASE_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres')
const name = `bench_caps_${process.pid}`
const admin = postgres(server.href, { max: 1, onnotice: () => {} })
await admin.unsafe(`create database ${name}`)
const url = new URL(server.href)
url.pathname = `/${name}`
const opened = await openDatabase({ url: url.href })
const processes = [1, 2].map(() => startApprovingProcess(url.href))

async function run({ attempts }: Round, how: 'as served' | 'naively') {
  const halves = splitRound(attempts)
  const outcomes = await Promise.all(processes.map((one, i) => one.approve(halves[i] ?? [], how)))
  return outcomes.flat()
}

try {
  await migrate(opened.db)
  const { db } = opened
  const world = await createWorld(db)
  const town = { world, approvers: await settleApprovers(db, world) }
  let [overshoots, lost, approvals, refusals, ms] = [0, 0, 0, 0, 0]
  for (let seed = 1; seed <= rounds; seed++) {
    // A policy for each round, so that looking for overshoots does not grow with the rounds.
    const policy = await storePolicy(db)
    const isEqual = seed % 2 === 1
    const round = await prepareRound(db, town, policy, { seed, isEqual })
    const began = performance.now()
    const outcomes = await run(round, 'as served')
    ms += performance.now() - began
    const approved = outcomes.filter(({ code }) => code === null).length
    approvals += approved
    refusals += outcomes.length - approved
    if (isEqual) lost += round.fitting - approved
    const wanted = new Map(round.attempts.map(({ id, approvedFen }) => [id, BigInt(approvedFen)]))
    lost += outcomes.filter(({ id, leftFen }) => leftFen !== null && BigInt(leftFen) >= (wanted.get(id) ?? 0n)).length
    if ((await listOvershoots(db, policy.policyId)).length > 0) overshoots++
    if (seed % 50 === 0) console.log(`${seed} rounds: ${overshoots} overshoots, ${lost} lost`)
  }
  await createNaiveTable(db)
  let naive = 0
  for (let seed = 1; seed <= naiveRounds; seed++) {
    const round = await prepareRound(db, town, await storePolicy(db), { seed: 10_000 + seed, isEqual: true })
    await run(round, 'naively')
    if ((await countNaiveOvershoots(db, round.attempts)) > 0) naive++
  }
  console.log(`${rounds} rounds of ${approversAtOnce} approvers on 2 processes, 4 nested caps and each own entitlement`)
  console.log(`rounds with an overshoot        ${overshoots}`)
  console.log(`valid approvals lost            ${lost}`)
  console.log(`approved / refused              ${approvals} / ${refusals}`)
  console.log(`attempts a second               ${Math.round(((approvals + refusals) * 1000) / ms)}`)
  console.log(`the naive way overshoots in     ${naive} of ${naiveRounds} rounds`)
  if (overshoots > 0 || lost !== 0) process.exitCode = 1
} finally {
  for (const one of processes) one.stop()
  await opened.close()
  await admin.unsafe(`drop database if exists ${name} with (force)`)
  await admin.end()
}

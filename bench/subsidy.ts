/**
 * `npm run bench:subsidy`: records a second and core in the evaluator with traces on, beside the bare arithmetic for the
 * same figures on the same records in the same run. Both must come to the same sum. `-- --contracts 100000 --facts
 * 1000000 --rounds 7` are the defaults. Time is CPU time of the process, so that a busy machine is no slow engine.
 */
import { parseArgs } from 'node:util'
import { evaluateInSteps } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import type { Facts } from '#domain/subsidy/facts/facts.ts'
import { median } from './match-figures.ts'
import { makeCity } from './subsidy-city.ts'
import { type BenchRule, benchRules } from './subsidy-rules.ts'

interface Timed<T> {
  result: T
  cpuSeconds: number
}

function timed<T>(run: () => T): Timed<T> {
  const before = process.cpuUsage()
  const result = run()
  const { user, system } = process.cpuUsage(before)
  return { result, cpuSeconds: (user + system) / 1e6 }
}

interface Evaluated {
  sumFen: bigint
  figures: number
  /** Lines of the traces that say of a record whether it counts and why. */
  explained: number
}

/** Every determination with its trace, counted and dropped, as whoever stores them does. */
function evaluateWithTraces({ pack, rule }: BenchRule, facts: Facts): Evaluated {
  const done: Evaluated = { sumFen: 0n, figures: 0, explained: 0 }
  for (const found of evaluateInSteps(pack, facts, { rule, includeIneligible: true })) {
    if (!found) continue
    done.sumFen += found.ceilingFen
    done.figures += 1
    done.explained += found.trace.inputs.length
  }
  return done
}

interface Line {
  name: string
  records: number
  done: Evaluated
  ours: number[]
  bare: number[]
}

function measure(rule: BenchRule, facts: Facts, rounds: number): Line {
  const line: Line = {
    name: rule.name,
    records: rule.recordsIn(facts),
    done: evaluateWithTraces(rule, facts),
    ours: [],
    bare: [],
  }
  for (let round = 0; round < rounds; round += 1) {
    const bare = timed(() => rule.byHandFen(facts))
    const ours = timed(() => evaluateWithTraces(rule, facts))
    if (ours.result.sumFen !== bare.result)
      throw new Error(`${rule.name}: the engine gives ${ours.result.sumFen} 分, the bare arithmetic ${bare.result}`)
    line.ours.push(ours.cpuSeconds)
    line.bare.push(bare.cpuSeconds)
  }
  return line
}

const whole = (n: number) => Math.round(n).toLocaleString('en-US')

function print({ name, records, done, ours, bare }: Line): void {
  const rate = (seconds: number) => whole(records / seconds)
  const best = Math.min(...ours)
  const middle = median(ours)
  const ratio = median(ours.map((seconds, round) => seconds / (bare[round] ?? Number.NaN)))
  console.log(
    `${name}: ${whole(records)} records, ${whole(done.explained)} explained, ${whole(done.figures)} figures, ${done.sumFen} 分 both ways\n` +
      `  with traces ${rate(best)} records/s and core at best, ${rate(middle)} median; ${((middle / records) * 1e6).toFixed(2)} µs CPU a record\n` +
      `  bare arithmetic ${rate(Math.min(...bare))} at best, ${rate(median(bare))} median; ratio ${ratio.toFixed(1)} (median of rounds)`,
  )
}

function main(): void {
  const { values } = parseArgs({
    options: {
      contracts: { type: 'string', default: '100000' },
      facts: { type: 'string', default: '1000000' },
      rounds: { type: 'string', default: '7' },
      only: { type: 'string' },
    },
  })
  const [contracts, all, rounds] = [values.contracts, values.facts, values.rounds].map(Number) as [
    number,
    number,
    number,
  ]
  const money = Math.max(0, Math.floor((all - contracts) / 2))
  const facts = makeCity(20231231, { contracts, payments: money, receipts: money })
  console.log(
    `a city of ${whole(contracts)} contracts, ${whole(money)} payments, ${whole(money)} receipts; ${rounds} rounds\n`,
  )
  for (const rule of benchRules.filter(({ name }) => !values.only || name.includes(values.only)))
    print(measure(rule, facts, rounds))
}

main()

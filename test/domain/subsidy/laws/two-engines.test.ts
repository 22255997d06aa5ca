/**
 * The engine and the naive evaluator agree: on generated packs with generated facts, and on every pack of `policies/`
 * with generated facts. `SUBSIDY_LAWS=20000` runs so many cases; the seed of a failure and the smallest case are told.
 */
import { readdirSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import { anyCase, type Case, caseOf, readFacts, readPack } from './any-case.ts'
import { type Coverage, note, rare, tell } from './coverage.ts'
import { rollDice } from './dice.ts'
import { reduce, show } from './reduce.ts'
import { byEngine, differenceOf, isRefused } from './two-engines.ts'

const runs = Number(process.env.SUBSIDY_LAWS ?? 250)
const settings = { numRuns: runs, seed: process.env.SUBSIDY_SEED ? Number(process.env.SUBSIDY_SEED) : 20231231 }
const timeout = 60_000 + runs * 300

/** Facts seldom, packs never differ in what is reached: cases on which both go on, and what they reach. */
interface Tally {
  all: number
  refusedPacks: number
  stopped: number
  coverage: Coverage
}

function newTally(): Tally {
  return { all: 0, refusedPacks: 0, stopped: 0, coverage: new Map() }
}

function agree({ pack, facts }: Case, tally: Tally): string | null {
  const difference = differenceOf(pack, facts)
  if (difference !== null) return difference
  const found = byEngine(pack, facts)
  if (isRefused(found)) tally.stopped += 1
  else note(tally.coverage, pack, found)
  return null
}

function smallest({ packInput, factsInput }: Case): string {
  const differs = ([packPart, factsPart]: readonly [unknown, unknown]) => {
    const pack = readPack(packPart)
    const facts = pack && readFacts(factsPart)
    return pack && facts ? differenceOf(pack, facts) : null
  }
  const found = reduce([packInput, factsInput], inputs => differs(inputs) !== null)
  return `${differs(found)}\n${show(found)}`
}

describe('the engine and the naive evaluator', () => {
  it(
    'agree on generated packs and facts, over every construct of the language',
    () => {
      const tally = newTally()
      fc.assert(
        fc.property(fc.noShrink(fc.integer()), seed => {
          tally.all += 1
          const found = anyCase(seed)
          if (found === null) {
            tally.refusedPacks += 1
            return
          }
          const difference = agree(found, tally)
          if (difference !== null) expect.fail(`seed ${seed}: ${difference}\nsmallest: ${smallest(found)}`)
        }),
        settings,
      )
      if (process.env.SUBSIDY_LAWS) console.info(tally.all, tally.refusedPacks, tally.stopped, tell(tally.coverage))
      expect(tally.refusedPacks).toBeLessThan(tally.all / 10)
      expect(tally.stopped).toBeLessThan(tally.all / 3)
      expect(rare(tally.coverage, 1)).toEqual([])
    },
    timeout,
  )

  const folder = new URL('../../../../policies/', import.meta.url)
  for (const file of readdirSync(folder).filter(name => name.endsWith('.yaml')))
    it(
      `agree on ${file} with generated facts`,
      () => {
        const text = readFileSync(new URL(file, folder), 'utf8')
        const pack = parsePolicyPack(text)
        const tally = newTally()
        fc.assert(
          fc.property(fc.noShrink(fc.integer()), seed => {
            const found = caseOf(rollDice(seed), {}, pack)
            const difference = agree(found, tally)
            if (difference !== null) expect.fail(`seed ${seed}: ${difference}\n${show(found.factsInput)}`)
          }),
          { ...settings, numRuns: Math.ceil(runs / 12) },
        )
      },
      timeout,
    )
})

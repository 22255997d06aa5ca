/** The part of a what-if that takes most of its time: the figures with one number after another turned. */
import type { Facts } from '#domain/subsidy/facts/facts.ts'
import { factsOfReplay } from '#domain/subsidy/what-if/carry-grants.ts'
import { chooseTurned, evaluationsOf, mostTurnedEvaluations } from '#domain/subsidy/what-if/choose-turned.ts'
import { listHangingTogether } from '#domain/subsidy/what-if/narrow-pack.ts'
import { sensitivityOf } from '#domain/subsidy/what-if/sensitivity.ts'
import type { PackVariable } from '#domain/subsidy/what-if/variables.ts'
import type { WhatIfQuestion } from '#domain/subsidy/what-if/what-if.ts'
import { evaluateInBackground } from '../register/evaluate-in-background.ts'
import { gather, parametersOf, type Side, startCarrying, type Work } from './what-if-side.ts'
import { amountHangingOn, listTurns, pointsOf, type Turn } from './what-if-turns.ts'

/** Says after each evaluation how far it is; of as many as there can be at most. */
export function countSteps(
  { report }: Work,
  years: number,
  sides: number,
  turnable: readonly PackVariable[],
): () => void {
  const turns = turnable.reduce((sum, variable) => sum + evaluationsOf(variable), 0)
  const total = years * sides + Math.min(turns * years, mostTurnedEvaluations)
  let done = 0
  return () => report(Math.min(++done, total), total)
}

interface Turning {
  subject: Side
  turnable: readonly PackVariable[]
  years: readonly number[]
  step: () => void
}

/** After the sides: which numbers weigh most is known only then. The facts are read again, as they were known. */
export async function turnNumbers(work: Work, question: WhatIfQuestion, { subject, turnable, years, step }: Turning) {
  const summary = subject.summary.finish()
  const together = listHangingTogether(subject.pack)
  const { turned, leftOut } = chooseTurned(turnable, {
    years: years.length,
    weightFen: variable => amountHangingOn(variable, together, summary),
  })
  const turns = await listTurns(subject.pack, turned, work.pace)
  for (const year of turns.length > 0 ? years : []) {
    const facts = await gather(work, question, subject, year)
    for (const turn of turns) {
      await evaluateTurn(work, question, { turn, year, register: facts, isCounted: subject.isCounted })
      step()
    }
  }
  const curves = pointsOf(subject.pack, { variables: turned, turns, summary })
  return { sensitivity: curves.map(({ variable, points }) => sensitivityOf(variable, points)), notTurned: leftOut }
}

interface TurnOfYear {
  turn: Turn
  year: number
  register: Facts
  isCounted(rule: string): boolean
}

/** What the figures that hang on a number come to with it turned. */
async function evaluateTurn({ pace }: Work, question: WhatIfQuestion, { turn, year, register, isCounted }: TurnOfYear) {
  const parameters = parametersOf(turn.pack, register.parameters)
  const facts = factsOfReplay(turn.pack, { ...register, parameters }, turn.carried)
  const carry = startCarrying(question, turn, year)
  await evaluateInBackground({ pack: turn.pack, facts, pace }, found => {
    if (found.trace.kind === 'subsidy' && isCounted(found.rule)) turn.totalFen += found.ceilingFen
    carry.take(found)
  })
  carry.end()
}

/** One version of a what-if on its way through the years: its facts, its figures, and what they come to. */
import type { Queryable } from '#db/client.ts'
import { plain } from '#domain/subsidy/evaluate/plain.ts'
import type { Determination } from '#domain/subsidy/evaluate/trace.ts'
import type { Facts, Grant } from '#domain/subsidy/facts/facts.ts'
import type { PolicyPack } from '#domain/subsidy/pack/policy-pack.ts'
import { factsOfReplay, grantOfFigure } from '#domain/subsidy/what-if/carry-grants.ts'
import { narrowPack } from '#domain/subsidy/what-if/narrow-pack.ts'
import { mostAtLimits, type WhatIfSide } from '#domain/subsidy/what-if/result.ts'
import { type OpenSummary, startSummary } from '#domain/subsidy/what-if/summary.ts'
import type { WhatIfQuestion } from '#domain/subsidy/what-if/what-if.ts'
import { evaluateInBackground } from '../register/evaluate-in-background.ts'
import { gatherRegister } from '../register/gather-register.ts'

export interface Work {
  db: Queryable
  pace(): Promise<void>
  /** `done` of `total` evaluations. */
  report(done: number, total: number): void
}

/** One version on its way through the years. */
export interface Side {
  pack: PolicyPack
  parameters: Readonly<Record<string, string>>
  summary: OpenSummary
  carried: Grant[]
  isCounted(rule: string): boolean
}

export function startSide(
  whole: PolicyPack,
  parameters: Readonly<Record<string, string>>,
  rules: readonly string[] | null,
): Side {
  const pack = narrowPack(whole, rules)
  return {
    pack,
    parameters: parametersOf(pack, parameters),
    summary: startSummary(pack, rules),
    carried: [],
    isCounted: rule => rules === null || rules.includes(rule),
  }
}

/** Those of the rules that a pack has. */
export function parametersOf(pack: PolicyPack, parameters: Readonly<Record<string, string>>): Record<string, string> {
  const names = new Set(pack.rules.flatMap(rule => rule.parameters.map(({ id }) => `${rule.id}.${id}`)))
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => names.has(name)))
}

export async function gather(
  work: Work,
  question: WhatIfQuestion,
  { pack, parameters }: Side,
  year: number,
): Promise<Facts> {
  const { asOf, knownAt } = question
  return gatherRegister(work.db, { pack, parameters, year, asOf, knownAt })
}

export async function evaluateYear(
  { pace }: Work,
  question: WhatIfQuestion,
  side: Side,
  year: number,
  register: Facts,
  also: (found: Determination) => void = () => {},
): Promise<void> {
  const facts = factsOfReplay(side.pack, register, side.carried)
  side.summary.begin(year, facts)
  const carry = startCarrying(question, side, year)
  await evaluateInBackground({ pack: side.pack, facts, pace }, found => {
    side.summary.add(found)
    also(found)
    carry.take(found)
  })
  carry.end()
}

/**
 * Keeps what a year gives for the years after it. After the last one nothing asks for it: of a city with every number
 * turned it would be millions.
 */
export function startCarrying(
  { asOf, toYear }: Pick<WhatIfQuestion, 'asOf' | 'toYear'>,
  onTheWay: { pack: PolicyPack; carried: Grant[] },
  year: number,
) {
  const given: Grant[] = []
  return {
    take(found: Determination) {
      const grant = year < toYear ? grantOfFigure(onTheWay.pack, found, asOf) : null
      if (grant) given.push(grant)
    },
    end() {
      onTheWay.carried = onTheWay.carried.concat(given)
    },
  }
}

export function sideOfChanges({ pack, summary }: Side) {
  return { pack, gains: summary.gains() }
}

export function partyOf(sides: readonly (Side | null)[], id: string) {
  const known = sides.map(side => side?.summary.party(id)).find(party => party && party.kind !== '')
  return known ?? { name: id, kind: '', size: '' }
}

export function viewSide(side: Side): WhatIfSide {
  const { id, version, title, status, jurisdiction, rules, clauses } = side.pack
  const { atLimits, ...summary } = side.summary.finish()
  const clauseOf = (clause: string) => {
    const found = clauses.find(known => known.id === clause)
    return found ? `${found.number} ${found.title}` : clause
  }
  return {
    ...plain(summary),
    policy: {
      id,
      version,
      title,
      status,
      jurisdiction,
      rules: rules.map(rule => ({ id: rule.id, title: rule.title, clause: clauseOf(rule.clause) })),
    },
    atLimits: atLimits
      .slice(0, mostAtLimits)
      .map(held => ({ ...plain(held), name: side.summary.party(held.beneficiary).name })),
    atLimitCount: atLimits.length,
  }
}

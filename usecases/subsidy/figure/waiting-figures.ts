/**
 * Figures that wait for somebody while the register is determined again. One that is nothing any more has to be seen to be
 * so: its 0 takes its place, or it would be claimed and reviewed on.
 */
import type { Queryable } from '#db/client.ts'
import { listWaitingFigures } from '#db/queries/open-figure.ts'
import { evaluateInSteps } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import { windowIn, windowName } from '#domain/subsidy/evaluate/place-in-time.ts'
import type { Determination } from '#domain/subsidy/evaluate/trace.ts'
import type { Facts } from '#domain/subsidy/facts/facts.ts'
import type { PolicyPack, Rule } from '#domain/subsidy/pack/policy-pack.ts'

export interface WaitingFigures {
  has(found: Determination): boolean
  /** That it was seen, whatever it comes to now. */
  see(found: Determination): void
  /**
   * Of what was not seen the figures of those who may not receive any more; null now and then. They are not among the
   * figures of a rule unless they are asked for, and that is dear: most of a city may receive nothing.
   */
  listBarred(policySha256: string): Generator<Determination | null, void>
}

interface WaitingAsk {
  bureauId: string
  pack: PolicyPack
  rules: readonly Rule[]
  facts: Facts
}

/** Those of a bureau by these rules, of the windows that are evaluated. */
export async function findWaitingFigures(
  db: Queryable,
  { bureauId, pack, rules, facts }: WaitingAsk,
): Promise<WaitingFigures> {
  const windows = new Map(rules.map(({ id, window }) => [id, windowName(windowIn(window, facts.year, null))]))
  const rows = await listWaitingFigures(db, { policyId: pack.id, bureauId })
  const unseen = new Map<string, string>()
  for (const { rule, subjectId, window, beneficiaryId } of rows)
    if (windows.get(rule) === window) unseen.set(nameOf(rule, subjectId, window, beneficiaryId), rule)
  const has = (found: Determination) => unseen.has(nameOfFigure(found))
  return {
    has,
    see: found => void unseen.delete(nameOfFigure(found)),
    *listBarred(policySha256) {
      for (const rule of new Set(unseen.values()))
        for (const found of evaluateInSteps(pack, facts, { rule, includeIneligible: true, policySha256 }))
          yield found && has(found) ? found : null
    },
  }
}

const nameOf = (...parts: readonly string[]) => JSON.stringify(parts)
const nameOfFigure = ({ rule, trace, window, beneficiary }: Determination) =>
  nameOf(rule, trace.key.value, windowName(window), beneficiary)

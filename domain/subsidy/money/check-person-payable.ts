import { Refusal } from '../../refusal.ts'
import type { Determination } from '../evaluate/trace.ts'
import type { Facts } from '../facts/facts.ts'

/** A rule may give to a person; money goes through units, and a figure nobody can claim is not stored. */
export class PersonNotPayable extends Refusal {
  readonly code = 'PERSON_NOT_PAYABLE'
  readonly rule: string
  constructor(rule: string) {
    super(`Rule ${rule} gives to a person; the platform determines and pays to units only`)
    this.rule = rule
  }
}

type CheckPerson = (found: Pick<Determination, 'rule' | 'beneficiary'>) => PersonNotPayable | null

/** Ready for the figures that are to be stored. */
export function compilePersonCheck({ persons }: Pick<Facts, 'persons'>): CheckPerson {
  const ids = new Set(persons.map(({ id }) => id))
  return ({ beneficiary, rule }) => (ids.has(beneficiary) ? new PersonNotPayable(rule) : null)
}

/**
 * What a bureau found against an organisation ("诚信记录"). Made good, it is repaired ("信用修复"): nothing more follows from
 * it, but what is to come back by then comes back. Entered by mistake or annulled, it is revoked ("撤销"): nothing follows
 * from it, as if it had never been made, but what has come back by then.
 */
import { isDay } from '../../calendar.ts'
import { checkReason } from '../../field-check.ts'
import { type FieldProblem, Refusal } from '../../refusal.ts'

/** What an integrity record ("诚信记录") says was found. */
export const integrityCategories = [
  'false_materials',
  'misuse_of_funds',
  'research_misconduct',
  'serious_dishonesty',
] as const
export type IntegrityCategory = (typeof integrityCategories)[number]

/** Who has an integrity record that is neither repaired nor revoked is not granted what it is about. */
export class IntegrityRecordStands extends Refusal {
  readonly code = 'INTEGRITY_RECORD_STANDS'
  readonly recordId: string
  readonly foundOn: string
  constructor(recordId: string, foundOn: string) {
    super(
      `an integrity record of ${foundOn} stands against the unit: repair it first, or refuse the figure; a record that is a mistake is revoked by another officer`,
    )
    this.recordId = recordId
    this.foundOn = foundOn
  }
}

const longestSummary = 1000

/** What is wrong with an integrity record: it says what was found, and on a day up to today. */
export function checkIntegrity(
  { summary, foundOn }: { summary: string; foundOn: string },
  today: string,
): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (summary.trim() === '' || summary.length > longestSummary)
    problems.push({
      path: 'summary',
      message: 'is missing or too long',
      remedy: `say what was found, in at most ${longestSummary} characters`,
    })
  if (!isDay(foundOn) || foundOn > today)
    problems.push({
      path: 'foundOn',
      message: `"${foundOn}" is not a day up to today`,
      remedy: `enter a day up to ${today}`,
    })
  return problems
}

export class IntegrityRepaired extends Refusal {
  readonly code = 'INTEGRITY_REPAIRED'
  readonly repairedOn: string
  constructor(repairedOn: string) {
    super(`This integrity record has been repaired on ${repairedOn} already`)
    this.repairedOn = repairedOn
  }
}

/** What is wrong with the day of a repair ("信用修复"): it is not before what was found, and not ahead. */
export function checkRepair(
  repairedOn: string,
  { foundOn, today }: { foundOn: string; today: string },
): FieldProblem[] {
  if (isDay(repairedOn) && repairedOn >= foundOn && repairedOn <= today) return []
  const message = `"${repairedOn}" is not a day from the finding to today`
  return [{ path: 'repairedOn', message, remedy: `give a day from ${foundOn} to ${today}` }]
}

export class IntegrityRevoked extends Refusal {
  readonly code = 'INTEGRITY_REVOKED'
  readonly revokedOn: string
  constructor(revokedOn: string) {
    super(`This integrity record was revoked on ${revokedOn}: nothing follows from it`)
    this.revokedOn = revokedOn
  }
}

/** What is wrong with a revocation ("撤销"): it says why, and its day is not before what was found, and not ahead. */
export function checkRevocation(
  { revokedOn, reason }: { revokedOn: string; reason: string },
  { foundOn, today }: { foundOn: string; today: string },
): FieldProblem[] {
  const problems = checkReason('reason', reason, { isNeeded: true })
  if (!isDay(revokedOn) || revokedOn < foundOn || revokedOn > today)
    problems.push({
      path: 'revokedOn',
      message: `"${revokedOn}" is not a day from the finding to today`,
      remedy: `give a day from ${foundOn} to ${today}`,
    })
  return problems
}

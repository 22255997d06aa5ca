/** Facts as a grant's own day saw them, but for what fell away since. */
import type { Facts } from './facts.ts'

/**
 * As of an earlier day, on which everything that fell away since has fallen away already: conditions are judged as they
 * were (a certificate that was valid then), while a payment that was reversed, a contract that was deregistered and an
 * award that was taken back since count no more. Days as YYYY-MM-DD.
 */
export function factsOfDay(facts: Facts, day: string): Facts {
  if (facts.asOf === null || facts.asOf <= day) return facts
  const today = facts.asOf
  const on = (ended: string | null) => (ended !== null && ended > day && ended <= today ? day : ended)
  const isLater = (ended: string | null) => on(ended) !== ended
  const reversed = <T extends { reversedOn: string | null }>(rows: readonly T[]) =>
    rows.map(row => (isLater(row.reversedOn) ? { ...row, reversedOn: on(row.reversedOn) } : row))
  const revoked = <T extends { revokedOn: string | null }>(rows: readonly T[]) =>
    rows.map(row => (isLater(row.revokedOn) ? { ...row, revokedOn: on(row.revokedOn) } : row))
  return {
    ...facts,
    asOf: day,
    payments: reversed(facts.payments),
    receipts: reversed(facts.receipts),
    equity: reversed(facts.equity),
    incomes: reversed(facts.incomes),
    awards: revoked(facts.awards),
    evidence: revoked(facts.evidence),
    invoices: facts.invoices.map(row => (isLater(row.voidedOn) ? { ...row, voidedOn: on(row.voidedOn) } : row)),
    contracts: facts.contracts.map(row =>
      isLater(row.deregisteredOn) || isLater(row.revokedOn)
        ? { ...row, deregisteredOn: on(row.deregisteredOn), revokedOn: on(row.revokedOn) }
        : row,
    ),
  }
}

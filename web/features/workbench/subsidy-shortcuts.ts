/** What somebody does most about subsidies: a unit looks at what it would get, the people of a bureau begin their step. */
import type { Acting } from '#web/api/viewer.tsx'

const links = {
  determine: { to: '/workbench/subsidies/new', word: 'subsidy.determine' },
  runs: { to: '/workbench/subsidies/runs', word: 'subsidy.runs' },
  whatIf: { to: '/workbench/what-if/new', word: 'whatIf.ask' },
  policies: { to: '/workbench/policies', word: 'shell.nav.policyDesk' },
  subsidies: { to: '/workbench/subsidies', word: 'shell.nav.subsidies' },
  payouts: { to: '/workbench/payouts', word: 'shell.nav.payouts' },
  entitlements: { to: '/workbench/entitlements', word: 'shell.nav.entitlements' },
} as const

type Shortcut = (typeof links)[keyof typeof links]

const ofRole: Partial<Record<Acting['role'], readonly Shortcut[]>> = {
  OFFICER: [links.determine, links.runs, links.whatIf],
  REVIEWER: [links.determine, links.runs, links.policies],
  APPROVER: [links.subsidies, links.whatIf],
  CASHIER: [links.payouts],
  AUDITOR: [links.subsidies, links.payouts],
}

export function subsidyShortcuts(
  acting: Pick<Acting, 'role'> & { organisation: { kind: string } },
): readonly Shortcut[] {
  if (acting.organisation.kind === 'BUREAU') return ofRole[acting.role] ?? []
  return acting.role === 'EXPERT' ? [] : [links.entitlements]
}

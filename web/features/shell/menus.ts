/** What stands in the menus: the portal for everyone, the office by the role of the person. Words are keys. */
import type { Acting } from '#web/api/viewer.tsx'
import type { Words } from '#web/i18n/zh-CN.ts'

export interface MenuEntry {
  path: string
  word: keyof Words['shell']['nav']
}

export const portalMenu: readonly MenuEntry[] = [
  { path: '/achievements', word: 'achievements' },
  { path: '/experts', word: 'experts' },
  { path: '/demands', word: 'demands' },
  { path: '/challenges', word: 'challenges' },
  { path: '/policies', word: 'policies' },
]

const home: MenuEntry = { path: '/workbench', word: 'workbench' }

const doerMenu: readonly MenuEntry[] = [
  home,
  { path: '/workbench/demands', word: 'myDemands' },
  { path: '/workbench/achievements', word: 'myAchievements' },
  { path: '/workbench/experts', word: 'myExperts' },
  { path: '/workbench/challenges', word: 'myChallenges' },
  { path: '/workbench/bids', word: 'myBids' },
  { path: '/workbench/contracts', word: 'contracts' },
  { path: '/workbench/registrations', word: 'registrations' },
  { path: '/workbench/subsidies', word: 'subsidies' },
  { path: '/workbench/entitlements', word: 'entitlements' },
  { path: '/workbench/import', word: 'import' },
]

const matching: MenuEntry = { path: '/workbench/matching', word: 'matching' }

const officerMenu: readonly MenuEntry[] = [
  home,
  { path: '/workbench/desk', word: 'desk' },
  { path: '/workbench/challenges', word: 'challengeDesk' },
  { path: '/workbench/contracts', word: 'contracts' },
  { path: '/workbench/subsidies', word: 'subsidies' },
  { path: '/workbench/facts', word: 'facts' },
  { path: '/workbench/integrity', word: 'integrity' },
  { path: '/workbench/policies', word: 'policyDesk' },
  { path: '/workbench/what-if', word: 'whatIf' },
  matching,
  { path: '/workbench/demands', word: 'myDemands' },
  { path: '/workbench/achievements', word: 'myAchievements' },
  { path: '/workbench/experts', word: 'myExperts' },
  { path: '/workbench/import', word: 'import' },
]

const bureauMenu: readonly MenuEntry[] = [
  home,
  { path: '/workbench/challenges', word: 'challengeDesk' },
  { path: '/workbench/contracts', word: 'contracts' },
  { path: '/workbench/subsidies', word: 'subsidies' },
  { path: '/workbench/facts', word: 'facts' },
  { path: '/workbench/integrity', word: 'integrity' },
  { path: '/workbench/policies', word: 'policyDesk' },
  { path: '/workbench/what-if', word: 'whatIf' },
]

const payouts: MenuEntry = { path: '/workbench/payouts', word: 'payouts' }

const registryMenu: readonly MenuEntry[] = [
  home,
  { path: '/workbench/registrations', word: 'registrations' },
  { path: '/workbench/entitlements', word: 'entitlements' },
  { path: '/workbench/contracts', word: 'contracts' },
]

/** Technology managers read and claim what their agency is granted. */
const agencyMenu: readonly MenuEntry[] = [
  home,
  { path: '/workbench/subsidies', word: 'subsidies' },
  { path: '/workbench/entitlements', word: 'entitlements' },
]

const expertMenu: readonly MenuEntry[] = [home, { path: '/workbench/reviews', word: 'reviews' }]

function menuOf({ role, organisation }: Acting): readonly MenuEntry[] {
  if (role === 'EXPERT') return expertMenu
  if (organisation.kind === 'BUREAU') {
    if (role === 'OFFICER') return officerMenu
    if (role === 'AUDITOR') return [...bureauMenu, payouts, matching]
    return role === 'APPROVER' || role === 'CASHIER' ? [...bureauMenu, payouts] : bureauMenu
  }
  if (organisation.kind === 'REGISTRY') return registryMenu
  return organisation.kind === 'BROKER_AGENCY' ? agencyMenu : doerMenu
}

/** The office menu of whoever acts; only the workbench for a person without an organisation, unless they run the platform. */
export function officeMenu(acting: Acting | null, isAdmin = false): readonly MenuEntry[] {
  const entries = acting ? menuOf(acting) : [home]
  return isAdmin && !entries.includes(matching) ? [...entries, matching] : entries
}

/** The entry under which a path stands: the longest one that begins it. */
export function currentEntry(entries: readonly MenuEntry[], pathname: string): MenuEntry | undefined {
  return entries
    .filter(({ path }) => pathname === path || pathname.startsWith(`${path}/`))
    .sort((a, b) => b.path.length - a.path.length)[0]
}

/** The addresses from the list to the subsidy. Each room's pages are one file, fetched when the first is opened. */
import type { RouteObject } from 'react-router'

const challenge = () => import('./routes/challenge-pages.tsx')
const contract = () => import('./routes/contract-pages.tsx')
const integrity = () => import('./routes/integrity-page.tsx')
const fact = () => import('./routes/fact-page.tsx')
const policy = () => import('./routes/policy-desk-pages.tsx')
const subsidy = () => import('./routes/subsidy-pages.tsx')
const whatIf = () => import('./routes/what-if-pages.tsx')

/** For everyone, or for whoever signs in on the way. */
export const tradeRoutes: RouteObject[] = [
  { path: 'challenges', lazy: async () => ({ Component: (await challenge()).ChallengesPage }) },
  { path: 'challenges/new', lazy: async () => ({ Component: (await challenge()).NewChallengePage }) },
  { path: 'challenges/:id', lazy: async () => ({ Component: (await challenge()).ChallengePage }) },
  { path: 'challenges/:id/edit', lazy: async () => ({ Component: (await challenge()).EditChallengePage }) },
  { path: 'challenges/:id/bid', lazy: async () => ({ Component: (await challenge()).BidPage }) },
  { path: 'challenges/:id/receipt/:bidId', lazy: async () => ({ Component: (await challenge()).ReceiptPage }) },
  { path: 'challenges/:id/score', lazy: async () => ({ Component: (await challenge()).ScorePage }) },
  { path: 'verify', lazy: async () => ({ Component: (await contract()).VerifyPage }) },
  { path: 'policies', lazy: async () => ({ Component: (await subsidy()).PoliciesPage }) },
  { path: 'policies/:id', lazy: async () => ({ Component: (await subsidy()).PolicyPage }) },
]

const openDesk = async () => ({ Component: (await challenge()).ChallengeDeskPage })

/** Under `workbench`. */
export const tradeOfficeRoutes: RouteObject[] = [
  { path: 'challenges', lazy: openDesk, handle: { scope: 'POSTED' } },
  { path: 'bids', lazy: openDesk, handle: { scope: 'BID' } },
  { path: 'reviews', lazy: openDesk, handle: { scope: 'REVIEW' } },
  { path: 'contracts', lazy: async () => ({ Component: (await contract()).ContractsPage }) },
  { path: 'contracts/new', lazy: async () => ({ Component: (await contract()).NewContractPage }) },
  { path: 'contracts/:id', lazy: async () => ({ Component: (await contract()).ContractPage }) },
  { path: 'contracts/:id/edit', lazy: async () => ({ Component: (await contract()).EditContractPage }) },
  { path: 'registrations', lazy: async () => ({ Component: (await contract()).RegistrationsPage }) },
  { path: 'registrations/:id', lazy: async () => ({ Component: (await contract()).RegistrationPage }) },
  { path: 'registrations/:id/certificate', lazy: async () => ({ Component: (await contract()).CertificatePage }) },
  { path: 'policies', lazy: async () => ({ Component: (await policy()).PolicyDeskPage }) },
  { path: 'policies/edits/:id', lazy: async () => ({ Component: (await policy()).PolicyEditPage }) },
  { path: 'what-if', lazy: async () => ({ Component: (await whatIf()).WhatIfsPage }) },
  { path: 'what-if/new', lazy: async () => ({ Component: (await whatIf()).AskWhatIfPage }) },
  { path: 'what-if/:id', lazy: async () => ({ Component: (await whatIf()).WhatIfPage }) },
  { path: 'entitlements', lazy: async () => ({ Component: (await whatIf()).EntitlementsPage }) },
  { path: 'subsidies', lazy: async () => ({ Component: (await subsidy()).SubsidiesPage }) },
  { path: 'subsidies/runs', lazy: async () => ({ Component: (await subsidy()).RunsPage }) },
  { path: 'subsidies/new', lazy: async () => ({ Component: (await subsidy()).DeterminePage }) },
  { path: 'subsidies/:id', lazy: async () => ({ Component: (await subsidy()).DeterminationPage }) },
  { path: 'subsidies/:id/notice', lazy: async () => ({ Component: (await subsidy()).PaymentNoticePage }) },
  { path: 'facts', lazy: async () => ({ Component: (await fact()).FactsPage }) },
  { path: 'integrity', lazy: async () => ({ Component: (await integrity()).IntegrityPage }) },
  { path: 'payouts', lazy: async () => ({ Component: (await subsidy()).PayoutsPage }) },
]

/** Every address of the app. A page is a file in routes/, fetched when it is first opened. */
import { createBrowserRouter } from 'react-router'
import { ErrorPage, NotFoundPage } from './routes/error-page.tsx'
import { OfficeLayout } from './routes/office-layout.tsx'
import { RootLayout } from './routes/root-layout.tsx'
import { tradeOfficeRoutes, tradeRoutes } from './trade-routes.ts'

const libraryPages = [
  { path: 'demands', noun: 'demand' },
  { path: 'achievements', noun: 'achievement' },
  { path: 'experts', noun: 'expert' },
] as const

const openLibrary = async () => ({ Component: (await import('./routes/library-page.tsx')).LibraryPage })
const openListing = async () => ({ Component: (await import('./routes/listing-page.tsx')).ListingPage })
const openForm = async () => ({ Component: (await import('./routes/listing-form-page.tsx')).ListingFormPage })
const openMatches = async () => ({ Component: (await import('./routes/matches-page.tsx')).MatchesPage })

const libraryRoutes = libraryPages.flatMap(({ path, noun }) => [
  { path, lazy: openLibrary, handle: { library: noun } },
  { path: `${path}/new`, lazy: openForm, handle: { library: noun } },
  { path: `${path}/:id`, lazy: openListing, handle: { library: noun } },
  { path: `${path}/:id/edit`, lazy: openForm, handle: { library: noun } },
  { path: `${path}/:id/matches`, lazy: openMatches, handle: { library: noun } },
])

const officeRoutes = [
  { index: true, lazy: async () => ({ Component: (await import('./routes/workbench-page.tsx')).WorkbenchPage }) },
  ...libraryPages.map(({ path, noun }) => ({
    path,
    lazy: async () => ({ Component: (await import('./routes/my-listings-page.tsx')).MyListingsPage }),
    handle: { library: noun },
  })),
  { path: 'desk', lazy: async () => ({ Component: (await import('./routes/desk-page.tsx')).DeskPage }) },
  { path: 'import', lazy: async () => ({ Component: (await import('./routes/import-page.tsx')).ImportPage }) },
  {
    path: 'matching',
    lazy: async () => ({ Component: (await import('./routes/match-desk-page.tsx')).MatchDeskPage }),
  },
  {
    path: 'matching/weights',
    lazy: async () => ({ Component: (await import('./routes/match-weights-page.tsx')).MatchWeightsPage }),
  },
  ...tradeOfficeRoutes,
]

export const router = createBrowserRouter([
  {
    path: '/',
    Component: RootLayout,
    ErrorBoundary: ErrorPage,
    HydrateFallback: () => null,
    children: [
      { index: true, lazy: async () => ({ Component: (await import('./routes/home-page.tsx')).HomePage }) },
      { path: 'sign-in', lazy: async () => ({ Component: (await import('./routes/sign-in-page.tsx')).SignInPage }) },
      { path: 'sign-up', lazy: async () => ({ Component: (await import('./routes/sign-up-page.tsx')).SignUpPage }) },
      {
        path: 'first-admin',
        lazy: async () => ({ Component: (await import('./routes/first-admin-page.tsx')).FirstAdminPage }),
      },
      { path: 'account', lazy: async () => ({ Component: (await import('./routes/account-page.tsx')).AccountPage }) },
      { path: 'notifications', lazy: async () => ({ Component: (await import('./routes/inbox-page.tsx')).InboxPage }) },
      { path: 'search', lazy: async () => ({ Component: (await import('./routes/search-page.tsx')).SearchPage }) },
      ...libraryRoutes,
      ...tradeRoutes,
      { path: 'workbench', Component: OfficeLayout, children: officeRoutes },
      { path: '*', Component: NotFoundPage },
    ],
  },
])

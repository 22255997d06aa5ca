/** Who is signed in, for every screen. Signing in or out makes a new client, so nothing seen before stays in memory. */
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { Provider, useQuery } from 'urql'
import { createClient } from './client.ts'
import { graphql, type ResultOf } from './graphql.ts'

export const viewerParts = graphql(`
  fragment ViewerParts on Viewer {
    id
    displayName
    email
    isAdmin
    isDemo
    isPasswordDue
    acting {
      id
      role
      organisation {
        id
        name
        kind
        state
        regionCode
        isDemo
      }
    }
    memberships {
      id
      role
      creditCode
      organisation {
        id
        name
        kind
        state
        regionCode
        isDemo
      }
    }
  }
`)

const viewerQuery = graphql(
  `
    query Viewer {
      viewer {
        ...ViewerParts
      }
    }
  `,
  [viewerParts],
)

export type Viewer = ResultOf<typeof viewerParts>
export type Acting = NonNullable<Viewer['acting']>

interface ViewerState {
  viewer: Viewer | null
  /** No answer yet: do not send anybody to the sign-in page. */
  isLoading: boolean
  /** Everything is asked for anew: after signing in or out, or changing the organisation. Wait for it before going on. */
  refresh(): Promise<void>
}

const ViewerContext = createContext<ViewerState>({ viewer: null, isLoading: true, refresh: async () => {} })

function ViewerLoader({ children, refresh }: { children: ReactNode; refresh(): Promise<void> }) {
  const [{ data, fetching }] = useQuery({ query: viewerQuery })
  const state = useMemo(
    () => ({ viewer: data?.viewer ?? null, isLoading: fetching && !data, refresh }),
    [data, fetching, refresh],
  )
  return <ViewerContext value={state}>{children}</ViewerContext>
}

export function ApiProvider({ children }: { children: ReactNode }) {
  const [client, setClient] = useState(createClient)
  const refresh = useCallback(async () => {
    const next = createClient()
    // Known before it is used: no screen sees a moment in which somebody who has just signed in is nobody.
    await next.query(viewerQuery, {}).toPromise()
    setClient(next)
  }, [])
  return (
    <Provider value={client}>
      <ViewerLoader refresh={refresh}>{children}</ViewerLoader>
    </Provider>
  )
}

export function useViewer(): ViewerState {
  return useContext(ViewerContext)
}

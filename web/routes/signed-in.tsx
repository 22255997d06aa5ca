import type { ReactNode } from 'react'
import { Navigate, useLocation } from 'react-router'
import { useViewer, type Viewer } from '#web/api/viewer.tsx'
import { Waiting } from '#web/ui/waiting.tsx'

/** For pages that make no sense without somebody: the way in first, then back here. */
export function SignedIn({ children }: { children(viewer: Viewer): ReactNode }) {
  const { viewer, isLoading } = useViewer()
  const { pathname, search } = useLocation()
  if (isLoading) return <Waiting />
  if (!viewer) return <Navigate to={`/sign-in?to=${encodeURIComponent(pathname + search)}`} replace />
  return children(viewer)
}

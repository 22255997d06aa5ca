/** A bureau determines by the policies of its own region and of those above it: others are listed after them, and cannot be chosen. */
import { useMemo } from 'react'
import { checkJurisdiction } from '#domain/subsidy/editor/jurisdiction.ts'
import { useViewer } from '#web/api/viewer.tsx'

interface Governing {
  jurisdiction: string
}

export type Own<P> = P & { isOwn: boolean }

export function isOwn({ jurisdiction }: Governing, bureauRegion: string | null): boolean {
  return checkJurisdiction(jurisdiction, bureauRegion) === null
}

export function ownFirst<P extends Governing>(policies: readonly P[], bureauRegion: string | null): Own<P>[] {
  const marked = policies.map(policy => ({ ...policy, isOwn: isOwn(policy, bureauRegion) }))
  return marked.toSorted((a, b) => Number(b.isOwn) - Number(a.isOwn))
}

/** Where the organisation is for which the viewer acts. */
export function useOwnRegion(): string | null {
  return useViewer().viewer?.acting?.organisation.regionCode ?? null
}

export function useOwnFirst<P extends Governing>(policies: readonly P[]): Own<P>[] {
  const region = useOwnRegion()
  return useMemo(() => ownFirst(policies, region), [policies, region])
}

import type { Viewer } from '#web/api/viewer.tsx'

const doers = ['ENTERPRISE', 'UNIVERSITY', 'INSTITUTE']

/** Whether the button is worth showing; the server decides. */
export function mayCreate(viewer: Viewer | null): boolean {
  const acting = viewer?.acting
  if (!acting) return false
  if (acting.organisation.kind === 'BUREAU') return acting.role === 'OFFICER'
  return doers.includes(acting.organisation.kind) && (acting.role === 'MEMBER' || acting.role === 'ADMIN')
}

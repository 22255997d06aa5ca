/** Where to go after signing in: an address of this site, never one that somebody slipped into a link. */
export function safeReturn(to: string | null): string {
  return to !== null && /^\/(?![/\\])/.test(to) ? to : '/workbench'
}

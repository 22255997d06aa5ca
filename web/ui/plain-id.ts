/** The id behind a Relay global id, for people: `QmlkOjAx…` → `01…`. What is no global id comes back as it is. */
export function plainId(globalId: string): string {
  try {
    return atob(globalId).replace(/^\w+:/, '')
  } catch {
    return globalId
  }
}

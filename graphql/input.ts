/** GraphQL leaves out what the caller left out; the use cases take every key, with null for "not stated". */

/** `given` over `empty`: what was left out or null keeps the empty value. */
export function filled<C extends object>(empty: C, given: { [K in keyof C]?: C[K] | null | undefined }): C {
  const stated = Object.entries(given).filter(([, value]) => value !== undefined && value !== null)
  return { ...empty, ...(Object.fromEntries(stated) as Partial<C>) }
}

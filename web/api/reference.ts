/** Code lists: fetched once from our own address when a screen first needs them. */
import { use } from 'react'

export type CodeNames = Readonly<Record<string, string>>

const lists = new Map<string, Promise<CodeNames>>()

async function fetchList(name: string): Promise<CodeNames> {
  const response = await fetch(`/reference/${name}.json`)
  if (!response.ok) throw new Error(`code list ${name}: ${response.status}`)
  return (await response.json()) as CodeNames
}

/** A list that could not be fetched is an empty one: codes are shown instead of names, and nothing breaks. */
function loadList(name: string): Promise<CodeNames> {
  const known = lists.get(name)
  if (known) return known
  const loading = fetchList(name).catch(() => {
    lists.delete(name)
    return {}
  })
  lists.set(name, loading)
  return loading
}

/** Suspends until the list is there. */
export function useRegions(): CodeNames {
  return use(loadList('regions'))
}

/** Suspends until the list is there. */
export function useIndustries(): CodeNames {
  return use(loadList('industries'))
}

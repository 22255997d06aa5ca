/** Words for all three libraries lead on to the one that answers best; the others stand beside it with their counts. */
import { Navigate, useSearchParams } from 'react-router'
import { failureOfError } from '#web/api/outcome.ts'
import { FailurePanel } from '#web/ui/failure.tsx'
import { libraryPaths } from '#web/ui/library.ts'
import { emptyFilter, readFilter, writeFilter } from '#web/ui/listing-filter.ts'
import { Waiting } from '#web/ui/waiting.tsx'
import { PortalSearch } from '../portal-search.tsx'
import { bestLibrary, useLibraryCounts } from './library-counts.ts'

export function OpenSearch() {
  const [address] = useSearchParams()
  const text = readFilter(address, 'demand').search.trim()
  const { counts, error } = useLibraryCounts(text)
  if (text === '') return <PortalSearch />
  if (error && !counts) return <FailurePanel failure={failureOfError(error)} />
  if (!counts) return <Waiting />
  const search = writeFilter({ ...emptyFilter, search: text }).toString()
  return <Navigate replace to={{ pathname: `/${libraryPaths[bestLibrary(counts)]}`, search: `?${search}` }} />
}

/** The tabs of a matches page, by the library of the listing that asks. */
import type { Library } from '#domain/listing.ts'
import type { MatchQueryName } from './match-documents.ts'
import type { RowFrame } from './match-row.tsx'

interface MatchesTab {
  kind: 'matches'
  word: 'achievements' | 'experts' | 'demands' | 'similar'
  query: MatchQueryName
  /** What is found: its filters stand at the side. */
  library: Library
  offering: RowFrame['offering']
}

export type Tab = MatchesTab | { kind: 'solved'; word: 'solved' } | { kind: 'enterprises'; word: 'enterprises' }

const toDemands = (query: MatchQueryName): MatchesTab => {
  return { kind: 'matches', word: 'demands', query, library: 'demand', offering: 'query' }
}

export const tabsOf: Readonly<Record<Library, readonly [Tab, ...Tab[]]>> = {
  demand: [
    {
      kind: 'matches',
      word: 'achievements',
      query: 'demandToAchievements',
      library: 'achievement',
      offering: 'document',
    },
    { kind: 'matches', word: 'experts', query: 'demandToExperts', library: 'expert', offering: 'document' },
    { kind: 'solved', word: 'solved' },
  ],
  achievement: [
    toDemands('achievementToDemands'),
    { kind: 'enterprises', word: 'enterprises' },
    {
      kind: 'matches',
      word: 'similar',
      query: 'achievementToAchievements',
      library: 'achievement',
      offering: null,
    },
  ],
  expert: [toDemands('expertToDemands')],
}

/** The tab an address names; the first when it names none of this library. */
export function tabAt(library: Library, address: URLSearchParams): Tab {
  const tabs = tabsOf[library]
  return tabs.find(({ word }) => word === address.get('tab')) ?? tabs[0]
}

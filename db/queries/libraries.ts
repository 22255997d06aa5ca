/** The three libraries' own filters and orders, by library, for code that serves all of them. */
import type { SQL } from 'drizzle-orm'
import type { AchievementSort } from '#domain/achievement/achievement.ts'
import type { DemandSort } from '#domain/demand/demand.ts'
import type { ExpertSort } from '#domain/expert/expert.ts'
import { type AchievementFilter, achievementConditions, achievementOrders } from './achievement.ts'
import { type DemandFilter, demandConditions, demandOrders } from './demand.ts'
import { type ExpertFilter, expertConditions, expertOrders } from './expert.ts'
import type { SortOrder } from './listing-page.ts'

export interface LibraryFilters {
  demand: DemandFilter
  achievement: AchievementFilter
  expert: ExpertFilter
}
export interface LibrarySorts {
  demand: DemandSort
  achievement: AchievementSort
  expert: ExpertSort
}

export const libraryQueries: {
  [L in keyof LibraryFilters]: {
    conditions(filter: LibraryFilters[L]): SQL[]
    orders: Record<LibrarySorts[L], SortOrder>
  }
} = {
  demand: { conditions: demandConditions, orders: demandOrders },
  achievement: { conditions: achievementConditions, orders: achievementOrders },
  expert: { conditions: expertConditions, orders: expertOrders },
}

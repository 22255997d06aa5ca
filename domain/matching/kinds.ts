/** What "kind" means in each library: the words a listing's kind is chosen from, for filters and counts. */
import { stages } from '../achievement/achievement.ts'
import { cooperationModes } from '../demand/demand.ts'
import { expertKinds } from '../expert/expert.ts'
import type { Library } from '../listing.ts'

/** At most eight words a library: they are kept as the bits of a byte. */
export const kindWords = {
  /** Stage: 初期 · 中期 · 成熟应用 */
  achievement: stages,
  /** Mode of cooperation. */
  demand: cooperationModes,
  /** 技术 · 产业 · 经济法律 */
  expert: expertKinds,
} as const satisfies Record<Library, readonly string[]>

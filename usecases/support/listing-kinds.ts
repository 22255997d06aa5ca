/** What differs between the three libraries, for the verbs that serve all of them. */

import type { Transaction } from '#db/client.ts'
import { type AchievementRow, insertAchievements, updateAchievement } from '#db/queries/achievement.ts'
import { type DemandRow, insertDemands, updateDemand } from '#db/queries/demand.ts'
import { type ExpertRow, insertExperts, updateExpert } from '#db/queries/expert.ts'
import type { AchievementContent } from '#domain/achievement/achievement.ts'
import { checkAchievementDraft, checkAchievementQuality } from '#domain/achievement/check-achievement.ts'
import { checkDemandDraft, checkDemandQuality } from '#domain/demand/check-demand.ts'
import type { DemandContent } from '#domain/demand/demand.ts'
import { checkExpertDraft, checkExpertQuality } from '#domain/expert/check-expert.ts'
import type { ExpertContent } from '#domain/expert/expert.ts'
import type { Library } from '#domain/listing.ts'
import { achievementSearchText, demandSearchText, expertSearchText } from '#domain/listing-search.ts'
import type { FieldProblem } from '#domain/refusal.ts'

export interface ListingContents {
  demand: DemandContent
  achievement: AchievementContent
  expert: ExpertContent
}
export interface ListingRows {
  demand: DemandRow
  achievement: AchievementRow
  expert: ExpertRow
}

/** The columns every insert writes beside the content. */
export interface ListingFrame {
  id: string
  organisationId: string
  createdBy: string | null
  searchText: string
  importKey?: string | null
}

export interface ListingKind<L extends Library> {
  checkDraft(content: ListingContents[L]): FieldProblem[]
  checkQuality(content: ListingContents[L]): FieldProblem[]
  /** What the search box looks through: everything public, folded. */
  searchText(content: ListingContents[L]): string
  insert(tx: Transaction, rows: readonly (ListingFrame & ListingContents[L])[]): Promise<void>
  update(
    tx: Transaction,
    id: string,
    change: ListingContents[L] & { searchText: string; version: number; updatedAt: Date },
  ): Promise<void>
}

export const listingKinds: { [L in Library]: ListingKind<L> } = {
  demand: {
    checkDraft: checkDemandDraft,
    checkQuality: checkDemandQuality,
    searchText: demandSearchText,
    insert: insertDemands,
    update: updateDemand,
  },
  achievement: {
    checkDraft: checkAchievementDraft,
    checkQuality: checkAchievementQuality,
    searchText: achievementSearchText,
    insert: insertAchievements,
    update: updateAchievement,
  },
  expert: {
    checkDraft: checkExpertDraft,
    checkQuality: checkExpertQuality,
    searchText: expertSearchText,
    insert: insertExperts,
    update: updateExpert,
  },
}

/**
 * How much of what a reader wants to know before getting in touch is filled in, as whole percent. The points are data:
 * what decides whether a pair is worth a talk counts double.
 */
import type { AchievementContent } from '../achievement/achievement.ts'
import type { DemandContent } from '../demand/demand.ts'
import type { ExpertContent } from '../expert/expert.ts'

type Points<C> = { [K in keyof C]?: number }

const achievementPoints: Points<AchievementContent> = {
  summary: 2,
  advantages: 1,
  field: 1,
  industryCode: 1,
  regionCode: 1,
  trl: 2,
  stage: 1,
  ipRights: 2,
  waysOfTransfer: 1,
  priceMinFen: 1,
  keywords: 1,
}

const demandPoints: Points<DemandContent> = {
  problem: 2,
  background: 1,
  indicators: 2,
  field: 1,
  industryCode: 1,
  regionCode: 1,
  budgetMaxFen: 2,
  neededBy: 1,
  trlWanted: 1,
  cooperationModes: 1,
  ipWish: 1,
}

const expertPoints: Points<ExpertContent> = {
  researchDirections: 2,
  summary: 2,
  disciplines: 1,
  fields: 1,
  title: 1,
  unit: 1,
  regionCode: 1,
}

/** 0 … 100. */
export const achievementCompleteness = (content: AchievementContent) => percentOf(content, achievementPoints)
export const demandCompleteness = (content: DemandContent) => percentOf(content, demandPoints)
export const expertCompleteness = (content: ExpertContent) => percentOf(content, expertPoints)

function percentOf<C extends object>(content: C, points: Points<C>): number {
  const entries = Object.entries(points) as [keyof C, number][]
  const whole = entries.reduce((sum, [, value]) => sum + value, 0)
  const filled = entries.reduce((sum, [name, value]) => sum + (isFilled(content[name]) ? value : 0), 0)
  return Math.round((100 * filled) / whole)
}

function isFilled(value: unknown): boolean {
  if (value === null || value === undefined) return false
  return typeof value === 'string' || Array.isArray(value) ? value.length > 0 : true
}

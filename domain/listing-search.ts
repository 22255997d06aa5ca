/** What the search box looks through: the public words of a listing, folded as the words that are looked for are. */
import type { AchievementContent } from './achievement/achievement.ts'
import type { DemandContent } from './demand/demand.ts'
import type { ExpertContent } from './expert/expert.ts'

/** One form for all ways to type the same: full-width to half-width and the like (NFKC), then lower case. */
export function foldSearch(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

const foldAll = (texts: readonly string[]) => foldSearch(texts.join('\n'))

export function demandSearchText({ title, problem, background, indicators }: DemandContent): string {
  return foldAll([title, problem, background, ...indicators.map(indicator => indicator.name)])
}

export function achievementSearchText(content: AchievementContent): string {
  const { title, summary, advantages, keywords, completingUnits } = content
  return foldAll([title, summary, advantages, ...keywords, ...completingUnits])
}

/** Neither the contact nor the recusal units: who finds an expert by them would learn them. */
export function expertSearchText(content: ExpertContent): string {
  const { name, unit, title, researchDirections, summary, disciplines } = content
  return foldAll([name, unit, title, researchDirections, summary, ...disciplines])
}

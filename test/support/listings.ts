/** Listings for tests: complete enough to pass the quality gate, and ready-made in a wanted state. */
import { type AchievementContent, emptyAchievement } from '#domain/achievement/achievement.ts'
import { type DemandContent, emptyDemand } from '#domain/demand/demand.ts'
import { type ExpertContent, emptyExpert } from '#domain/expert/expert.ts'
import { publishListing } from '#usecases/listing/publish-listing.ts'
import { saveListing } from '#usecases/listing/save-listing.ts'
import { submitListing } from '#usecases/listing/submit-listing.ts'
import type { UserActor, World } from './world.ts'

const contact = { name: 'Contact', phone: '000-0000-0000', email: 'contact@example.test' }

export function demandContent(over: Partial<DemandContent> = {}): DemandContent {
  return {
    ...emptyDemand(),
    title: '高韧性立方氮化硼单晶的研制',
    problem: '需要开发高韧性立方氮化硼单晶新牌号，粒度适中，纯净度高，抗冲击韧性好。',
    indicators: [
      { name: '抗冲击韧性', comparator: 'gte', value: '67', valueMax: null, unit: '%', testMethod: '冲击韧性测定仪' },
    ],
    field: 'new_materials',
    regionCode: '410105',
    budgetMinFen: 100_000_000n,
    budgetMaxFen: 300_000_000n,
    trlWanted: 7,
    cooperationModes: ['commissioned_development'],
    contact,
    ...over,
  }
}

export function achievementContent(over: Partial<AchievementContent> = {}): AchievementContent {
  return {
    ...emptyAchievement(),
    title: '高温高压合成立方氮化硼单晶技术',
    summary: '采用新型触媒与合成工艺，制备的立方氮化硼单晶冲击韧性高，晶形完整。',
    field: 'new_materials',
    stage: 'mature',
    trl: 7,
    regionCode: '410105',
    completingUnits: ['Test university'],
    waysOfTransfer: ['licence'],
    priceMinFen: 100_000_000n,
    priceMaxFen: 200_000_000n,
    contact,
    ...over,
  }
}

export function expertContent(over: Partial<ExpertContent> = {}): ExpertContent {
  return {
    ...emptyExpert(),
    name: '林知远',
    unit: 'Test institute',
    title: '教授',
    kinds: ['technical'],
    fields: ['new_materials'],
    researchDirections: '超硬材料合成；立方氮化硼单晶',
    consentedOn: '2026-01-05',
    consentExpiresOn: '2028-01-05',
    contact,
    ...over,
  }
}

let published = 0
/** An organisation publishes a text once; a word that nothing else says makes the next one another. */
const marked = (letter: string) => `${letter}${++published}x`

/** Saved, submitted and published; returns the id. */
export async function publishedDemand(
  world: World,
  over: Partial<DemandContent> = {},
  owner: UserActor = world.people.poster,
): Promise<string> {
  const { id } = await saveListing(world.ctx(owner), {
    library: 'demand',
    id: null,
    version: null,
    content: demandContent({ background: marked('q'), ...over }),
  })
  await submitListing(world.ctx(owner), { library: 'demand', id })
  await publishListing(world.ctx(world.people.officer), { library: 'demand', id })
  return id
}

export async function publishedExpert(world: World, owner: UserActor = world.people.researcher): Promise<string> {
  const content = expertContent({ summary: marked('e') })
  const { id } = await saveListing(world.ctx(owner), { library: 'expert', id: null, version: null, content })
  await submitListing(world.ctx(owner), { library: 'expert', id })
  await publishListing(world.ctx(world.people.officer), { library: 'expert', id })
  return id
}

export async function publishedAchievement(
  world: World,
  over: Partial<AchievementContent> = {},
  owner: UserActor = world.people.bidder,
): Promise<string> {
  const content = achievementContent({ advantages: marked('a'), ...over })
  const { id } = await saveListing(world.ctx(owner), { library: 'achievement', id: null, version: null, content })
  await submitListing(world.ctx(owner), { library: 'achievement', id })
  await publishListing(world.ctx(world.people.officer), { library: 'achievement', id })
  return id
}

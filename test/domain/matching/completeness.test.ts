import { describe, expect, it } from 'vitest'
import { type AchievementContent, emptyAchievement } from '#domain/achievement/achievement.ts'
import { type DemandContent, emptyDemand } from '#domain/demand/demand.ts'
import { emptyExpert } from '#domain/expert/expert.ts'
import { achievementCompleteness, demandCompleteness, expertCompleteness } from '#domain/matching/completeness.ts'

const fullDemand: DemandContent = {
  ...emptyDemand(),
  problem: '刀具磨损快',
  background: '现用进口刀具',
  indicators: [{ name: '寿命', comparator: 'gte', value: '10', valueMax: null, unit: 'h', testMethod: '' }],
  field: 'new_materials',
  industryCode: 'C39',
  regionCode: '410105',
  budgetMaxFen: 0n,
  neededBy: '2026-12-31',
  trlWanted: 6,
  cooperationModes: ['transfer'],
  ipWish: 'shared',
}

describe('completeness', () => {
  it('is 0 for an empty draft of every library', () => {
    expect(demandCompleteness(emptyDemand())).toBe(0)
    expect(achievementCompleteness(emptyAchievement())).toBe(0)
    expect(expertCompleteness(emptyExpert())).toBe(0)
  })

  it('is 100 when all that a reader looks for is there, also an amount of nought', () => {
    expect(demandCompleteness(fullDemand)).toBe(100)
    const achievement: AchievementContent = {
      ...emptyAchievement(),
      summary: '氮化硼刀具',
      advantages: '寿命长',
      field: 'new_materials',
      industryCode: 'C39',
      regionCode: '410105',
      trl: 6,
      stage: 'middle',
      ipRights: [{ kind: 'trade_secret', number: '', title: '配方' }],
      waysOfTransfer: ['licence'],
      priceMinFen: 0n,
      keywords: ['刀具'],
    }
    expect(achievementCompleteness(achievement)).toBe(100)
    const expert = { ...emptyExpert(), researchDirections: '超硬材料', summary: '三十年', disciplines: ['材料'] }
    expect(expertCompleteness(expert)).toBe(56)
    const rest = { fields: ['new_materials' as const], title: '教授', unit: '某大学', regionCode: '410105' }
    expect(expertCompleteness({ ...expert, ...rest })).toBe(100)
  })

  it.each([
    ['problem', '', 86],
    ['indicators', [], 86],
    ['budgetMaxFen', null, 86],
    ['neededBy', null, 93],
    ['title', '', 100],
    ['contact', { name: '', phone: '', email: '' }, 100],
  ])('a demand without its %s', (name, value, percent) => {
    expect(demandCompleteness({ ...fullDemand, [name]: value })).toBe(percent)
  })
})

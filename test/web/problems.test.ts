import { readdirSync, readFileSync } from 'node:fs'
import i18next from 'i18next'
import { describe, expect, it } from 'vitest'
import { checkPassword } from '#domain/access/password-policy.ts'
import { emptyAchievement } from '#domain/achievement/achievement.ts'
import { checkAchievementQuality } from '#domain/achievement/check-achievement.ts'
import { checkDemandQuality } from '#domain/demand/check-demand.ts'
import { emptyDemand } from '#domain/demand/demand.ts'
import { checkExpertQuality } from '#domain/expert/check-expert.ts'
import { emptyExpert } from '#domain/expert/expert.ts'
import type { FieldProblem } from '#domain/refusal.ts'
import { inChinese } from '#web/i18n/problems.ts'
import { refusals } from '#web/i18n/zh-CN/refusals.ts'

const long = 'x'.repeat(20_001)
const many = (count: number) => Array.from({ length: count }, () => 'x')
const wrongAmounts = [
  { min: -1n, max: null },
  { min: 2n, max: 1n },
]

/** Every problem the rules of the libraries can find, from contents that are empty and contents that are too much. */
function everyProblem(): FieldProblem[] {
  const indicator = {
    name: '',
    comparator: 'between',
    value: 'x',
    valueMax: null,
    unit: '',
    testMethod: '',
  } as const
  return [
    ...checkDemandQuality(emptyDemand()),
    ...wrongAmounts.flatMap(({ min, max }) =>
      checkDemandQuality({ ...emptyDemand(), title: long, problem: long, budgetMinFen: min, budgetMaxFen: max }),
    ),
    ...checkDemandQuality({
      ...emptyDemand(),
      indicators: Array.from({ length: 31 }, () => indicator),
      trlWanted: 12,
      neededBy: '2027-02-30',
    }),
    ...checkAchievementQuality(emptyAchievement()),
    ...checkAchievementQuality({
      ...emptyAchievement(),
      keywords: many(21),
      ipRights: [
        { kind: 'invention_patent', number: '123', title: '' },
        { kind: 'invention_patent', number: '201710601862.4', title: '' },
      ],
      registrationNumber: 'x',
    }),
    ...checkExpertQuality(emptyExpert()),
    ...checkExpertQuality({ ...emptyExpert(), birthYear: 1800, reviewsPerYear: -1, consentedOn: 'x' }),
    ...checkPassword('dengbao', 'aaaa', { email: 'wang@example.com', displayName: '王' }),
    ...checkPassword('nist', 'wang.wei.2024', { email: 'wang.wei@example.com', displayName: '王' }),
    ...checkPassword('nist', 'password1234', { email: 'a@example.com', displayName: '王' }),
    ...checkPassword('nist', 'x'.repeat(200), { email: 'a@example.com', displayName: '王' }),
  ]
}

describe('what the rules say in English has its Chinese', () => {
  const sentences = [...new Set(everyProblem().flatMap(({ message, remedy }) => [message, remedy]))]

  it('and the walk finds the rules', () => {
    expect(sentences.length).toBeGreaterThan(40)
  })

  it.each(sentences)('%s', sentence => {
    expect(inChinese(sentence)).toMatch(/[一-龥]/)
  })

  it('and an unknown sentence is left alone', () => {
    expect(inChinese('the moon is full')).toBeNull()
  })
})

/** Codes of the refusals a screen can meet, read from the classes that carry them. */
function refusalCodes(): string[] {
  return ['domain', 'usecases'].flatMap(room => {
    const root = new URL(`../../${room}/`, import.meta.url)
    return readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter(name => name.endsWith('.ts'))
      .flatMap(name => readFileSync(new URL(name, root), 'utf8').match(/readonly code = '([A-Z_]+)'/g) ?? [])
      .map(line => line.replace(/.*'([A-Z_]+)'.*/, '$1'))
  })
}

describe('every refusal is said in Chinese', () => {
  it.each([...new Set(refusalCodes())])('%s', code => {
    expect(refusals).toHaveProperty(code)
  })
})

describe('a refusal that is stored with a job', () => {
  it('is told with the names of what it is about', async () => {
    const words = i18next.createInstance()
    await words.init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: { refusals } } } })
    const details = { context: 'named', rule: '买方补助', key: '甲公司（9141）', beneficiaries: '乙、丙' }
    const say = words.t as (key: string, values: object) => string
    const text = say('refusals.AMBIGUOUS_BENEFICIARY', details)
    expect(text).toMatch(/^规则“买方补助”把“甲公司（9141）”的记录归并计算，.*（乙、丙）.*“按什么归并”/)
    expect(say('refusals.NOTHING_TO_CLAIM', details)).toBe(refusals.NOTHING_TO_CLAIM)
  })
})

/** The terms of a challenge and the contents of a bid, complete and right; tests change what they are about. */
import type { BidContent } from '#domain/bid/bid.ts'
import type { ChallengeContent } from '#domain/challenge/check-challenge.ts'

const indicator = {
  name: '测温误差',
  comparator: 'lte',
  value: '0.10',
  valueMax: null,
  unit: '℃',
  testMethod: '恒温槽比对',
} as const

export function challengeContent(change: Partial<ChallengeContent> = {}): ChallengeContent {
  return {
    title: '高温传感器长期漂移的抑制',
    problem: '现有高温传感器在 800 ℃ 连续工作三个月后漂移超过 2 ℃，无法满足产线要求。',
    indicators: [{ ...indicator }],
    ipOwnership: 'shared',
    rewardFen: 300_000_000n,
    conditions: '无',
    dimensions: [
      { name: '方案', weight: 60 },
      { name: '团队', weight: 40 },
    ],
    ...change,
  }
}

export function bidContent(change: Partial<BidContent> = {}): BidContent {
  return {
    priceFen: 271_828_182n,
    plan: '秘密方案：采用掺镧钽酸盐薄膜与双参考结补偿，分三期完成样机。',
    team: [{ name: '林一', title: '教授', duty: '负责人' }],
    durationDays: 540,
    ...change,
  }
}

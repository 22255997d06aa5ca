/**
 * What a challenge must contain before it leaves its author's desk, how long bids must be taken, and when its public
 * notice ends. Lengths of time are parameters of the bureau (list settings), never constants of a rule.
 */
import { addDays, dayInChina, estimateWorkingDays } from '../calendar.ts'
import { checkIndicator, checkMeasured } from '../demand/check-demand.ts'
import type { Indicator, IpWish } from '../demand/demand.ts'
import { checkCount, checkLength, checkPresent } from '../field-check.ts'
import { maxAmountFen } from '../money.ts'
import { type FieldProblem, Refusal } from '../refusal.ts'

/** One dimension of the score ("评分维度") and its weight in percent. */
export interface ScoringDimension {
  name: string
  weight: number
}

/** The terms of a challenge, fixed once it is submitted. `rewardFen` is the 榜额 in 分. */
export interface ChallengeContent {
  title: string
  problem: string
  indicators: Indicator[]
  ipOwnership: IpWish
  rewardFen: bigint
  conditions: string
  dimensions: ScoringDimension[]
}

const maxDimensions = 10
const totalWeight = 100

/** A starting point for the form; the poster changes it at will. */
export const usualDimensions: readonly ScoringDimension[] = [
  { name: '技术方案与创新性', weight: 40 },
  { name: '团队与研发条件', weight: 20 },
  { name: '指标可达性', weight: 20 },
  { name: '报价合理性', weight: 10 },
  { name: '进度与产业化前景', weight: 10 },
]

function checkDimensions(dimensions: readonly ScoringDimension[]): FieldProblem[] {
  const problems = dimensions.flatMap((dimension, i) => [
    ...checkPresent(`dimensions.${i}.name`, dimension.name.trim() !== '', 'say what is scored'),
    ...checkLength(`dimensions.${i}.name`, dimension.name, 50),
    ...(Number.isInteger(dimension.weight) && dimension.weight >= 1 && dimension.weight <= totalWeight
      ? []
      : [{ path: `dimensions.${i}.weight`, message: 'is not a weight', remedy: 'enter a whole number from 1 to 100' }]),
  ])
  const names = dimensions.map(dimension => dimension.name.trim())
  if (new Set(names).size < names.length)
    problems.push({ path: 'dimensions', message: 'two have the same name', remedy: 'give each a name of its own' })
  return [...problems, ...checkCount('dimensions', dimensions.length, maxDimensions)]
}

/** Problems that keep even a draft from being stored. */
export function checkChallengeDraft(content: ChallengeContent): FieldProblem[] {
  const problems = [
    ...checkPresent('title', content.title.trim() !== '', 'give the challenge a title'),
    ...checkLength('title', content.title, 200),
    ...checkLength('problem', content.problem, 10_000),
    ...checkLength('conditions', content.conditions, 5_000),
    ...checkCount('indicators', content.indicators.length, 30),
    ...content.indicators.flatMap((indicator, i) => checkIndicator(indicator, `indicators.${i}`)),
    ...checkDimensions(content.dimensions),
  ]
  if (content.rewardFen <= 0n || content.rewardFen > maxAmountFen)
    problems.push({ path: 'rewardFen', message: 'is not a reward', remedy: 'enter an amount above 0 in 分' })
  return problems
}

/** Everything the bureau may rely on when it vets a challenge: the draft's checks, and nothing left open. */
export function checkChallengeQuality(content: ChallengeContent): FieldProblem[] {
  const sum = content.dimensions.reduce((total, dimension) => total + dimension.weight, 0)
  const problems = [
    ...checkChallengeDraft(content),
    ...checkPresent('problem', content.problem.trim().length >= 20, 'describe the problem in at least 20 characters'),
    ...checkMeasured(content.indicators),
    ...checkPresent('conditions', content.conditions.trim() !== '', 'say who may bid; write "无" if anyone may'),
    ...checkPresent('dimensions', content.dimensions.length > 0, 'add at least one scoring dimension'),
  ]
  if (content.dimensions.length > 0 && sum !== totalWeight)
    problems.push({ path: 'dimensions', message: `the weights sum to ${sum}`, remedy: 'make them sum to 100' })
  return problems
}

/** Bids would be taken for less time than the bureau's list requires (usual: 20 days). */
export class BidWindowTooShort extends Refusal {
  readonly code = 'BID_WINDOW_TOO_SHORT'
  readonly minSeconds: number
  readonly earliestCloseAt: Date
  constructor(minSeconds: number, earliestCloseAt: Date) {
    super(`Bids must be taken for at least ${minSeconds} seconds: until ${earliestCloseAt.toISOString()} or later`)
    this.minSeconds = minSeconds
    this.earliestCloseAt = earliestCloseAt
  }
}

/** A deadline cannot be moved once it is public, so a slip of the year would leave the bids sealed for ever. */
export class BidWindowTooLong extends Refusal {
  readonly code = 'BID_WINDOW_TOO_LONG'
  readonly latestCloseAt: Date
  constructor(latestCloseAt: Date) {
    super(`The deadline for bids must not be later than ${latestCloseAt.toISOString()}`)
    this.latestCloseAt = latestCloseAt
  }
}

const maxWindowMs = 366 * 86_400_000

/** `now` is the database's clock; the window runs from it to `bidsCloseAt`. */
export function checkBidWindow(now: Date, bidsCloseAt: Date, minSeconds: number): Refusal | null {
  const windowMs = bidsCloseAt.getTime() - now.getTime()
  if (!(windowMs >= minSeconds * 1000))
    return new BidWindowTooShort(minSeconds, new Date(now.getTime() + minSeconds * 1000))
  if (windowMs > maxWindowMs) return new BidWindowTooLong(new Date(now.getTime() + maxWindowMs))
  return null
}

/** A bureau's parameters of the public notice ("公示"), usually five working days. */
export interface NoticeSetting {
  noticeWorkingDays: number
  noticeSeconds: number
}

/**
 * When the public notice ends: at the end of its last working day in China, the day it begins not counting (民法典
 * Art. 201), plus `noticeSeconds`. `isEstimated` when a year whose holidays are not announced yet was touched.
 */
export function noticeEnd(now: Date, setting: NoticeSetting): { endsAt: Date; isEstimated: boolean } {
  const { day, isEstimated } = estimateWorkingDays(dayInChina(now), setting.noticeWorkingDays)
  const from = setting.noticeWorkingDays > 0 ? Date.parse(`${addDays(day, 1)}T00:00:00+08:00`) : now.getTime()
  return { endsAt: new Date(from + setting.noticeSeconds * 1000), isEstimated }
}

/** The public notice of the recommended winner still runs. */
export class NoticeStillRuns extends Refusal {
  readonly code = 'NOTICE_STILL_RUNS'
  readonly noticeEndsAt: Date
  constructor(noticeEndsAt: Date) {
    super(`The public notice runs until ${noticeEndsAt.toISOString()}`)
    this.noticeEndsAt = noticeEndsAt
  }
}

export function checkNoticeServed(now: Date, noticeEndsAt: Date): NoticeStillRuns | null {
  return now < noticeEndsAt ? new NoticeStillRuns(noticeEndsAt) : null
}

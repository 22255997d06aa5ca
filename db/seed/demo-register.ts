/**
 * The register of the demonstration city: contracts of last year and this one with their registrations, money and
 * evidence. All of it is drawn from a seed and the year; `today` cuts off what has not happened yet, so that a contract
 * signed this week waits at the registry. What a unit turns over in a year stands in `demo/register.json`: skewed as real
 * registers are, and with more units just over 500万元 than chance would put there, because a policy pays from there on.
 */
import { readFileSync } from 'node:fs'
import { addDays, estimateWorkingDays } from '#domain/calendar.ts'
import {
  type ContractLine,
  type ContractType,
  type MoneyFactKind,
  technologyAmountOf,
} from '#domain/contract/contract.ts'
import { createDraw } from '#domain/matching/vectors/random.ts'
import { distribute } from '#domain/money.ts'
import type { TechnologyField } from '#domain/technology-field.ts'
import type { DemoOrganisation } from './demo.ts'

export interface RegisterData {
  organisations: DemoOrganisation[]
  /** Field, turnover of last year and of this one in 万元. */
  turnoverWanYuan: Record<string, [TechnologyField, number, number]>
  buyers: { city: string[]; elsewhere: string[] }
  /** 企业规模, with the units of each. */
  sizes: Record<string, string[]>
  /** Recognitions of last year: holder, kind, level, month and day. */
  recognitions: [holder: string, kind: string, level: string, monthDay: string][]
  subjects: Partial<Record<TechnologyField, string[]>>
  aspects: string[]
}

/** Money that moved; days are 'YYYY-MM-DD'. */
export interface PlannedMoney {
  kind: MoneyFactKind
  amountFen: bigint
  occurredOn: string
  isReversed: boolean
}

/** Parties by their keys. A day is null while it lies ahead. */
export interface PlannedContract {
  sellerKey: string
  buyerKey: string
  type: ContractType
  field: TechnologyField
  title: string
  contractAmountFen: bigint
  technologyAmountFen: bigint
  lines: ContractLine[]
  signedOn: string
  submittedOn: string | null
  acceptedOn: string | null
  registeredOn: string | null
  deregisteredOn: string | null
  money: PlannedMoney[]
}

export function readRegisterData(): RegisterData {
  return JSON.parse(readFileSync(new URL('./demo/register.json', import.meta.url), 'utf8')) as RegisterData
}

const seed = 7
/** Amounts are agreed in thousands of 元. */
const grainFen = 100_000n
const grainsOfWanYuan = 10

/** Whole numbers and shares of one, all from one seed. */
function createDice() {
  const draw = createDraw(seed)
  const share = () => draw() / 2 ** 32
  return {
    share,
    between: (low: number, high: number) => low + Math.floor(share() * (high - low + 1)),
    pick: <T>(list: readonly T[]): T => {
      const chosen = list[Math.floor(share() * list.length)]
      if (chosen === undefined) throw new Error('the demonstration register picks from an empty list')
      return chosen
    },
    /** Log-normal, in thousandths: a few parts are much larger than the rest. */
    weight: () =>
      BigInt(Math.ceil(1000 * Math.exp(Math.sqrt(-2 * Math.log(1 - share())) * Math.cos(2 * Math.PI * share())))),
  }
}
type Dice = ReturnType<typeof createDice>

/** All contracts that were signed by `today`, by the day of their registration; those that wait come last. */
export function planRegister(data: RegisterData, today: string): PlannedContract[] {
  const dice = createDice()
  const thisYear = Number(today.slice(0, 4))
  const planned = Object.entries(data.turnoverWanYuan).flatMap(([sellerKey, [field, last, current]]) =>
    [last, current].flatMap((wanYuan, index) =>
      planYear(dice, data, { sellerKey, field, wanYuan, year: thisYear - 1 + index }),
    ),
  )
  return planned
    .filter(({ signedOn }) => signedOn <= today)
    .map(contract => asOf(contract, today))
    .sort((a, b) => orderOf(a).localeCompare(orderOf(b)))
}

const orderOf = ({ registeredOn, signedOn, title }: PlannedContract) => `${registeredOn ?? '9999'} ${signedOn} ${title}`

interface UnitYear {
  sellerKey: string
  field: TechnologyField
  wanYuan: number
  year: number
}

function planYear(dice: Dice, data: RegisterData, unit: UnitYear): PlannedContract[] {
  const count = Math.max(1, Math.round(0.75 * Math.log2(unit.wanYuan / 20)))
  const weights = Array.from({ length: count }, () => dice.weight())
  const grains = distribute(BigInt(unit.wanYuan * grainsOfWanYuan), weights)
  return grains.filter(part => part > 0n).map(part => planContract(dice, data, unit, part * grainFen))
}

const typesOf = {
  research: ['development', 'development', 'development', 'service', 'consulting', 'transfer', 'licence'],
  enterprise: ['service', 'service', 'development', 'development', 'transfer', 'licence', 'consulting'],
} as const satisfies Record<string, readonly ContractType[]>

const wordsOfType: Record<ContractType, string> = {
  development: '技术开发',
  transfer: '专利权转让',
  licence: '专利实施许可',
  consulting: '技术咨询',
  service: '技术服务',
}

function planContract(dice: Dice, data: RegisterData, unit: UnitYear, contractAmountFen: bigint): PlannedContract {
  const { sellerKey, field, year } = unit
  const type = dice.pick(typesOf[/-(uni|inst)-/.test(sellerKey) ? 'research' : 'enterprise'])
  const buyers = dice.share() < 0.65 ? data.buyers.city : data.buyers.elsewhere
  const lines = planLines(dice, type, contractAmountFen)
  // More is registered towards the end of a year.
  const registeredOn = addDays(`${year}-01-04`, Math.floor(360 * Math.sqrt(dice.share())))
  const workingDay = estimateWorkingDays(addDays(registeredOn, 1), -1).day
  const acceptedOn = estimateWorkingDays(workingDay, -dice.between(3, 12)).day
  const submittedOn = estimateWorkingDays(acceptedOn, -dice.between(1, 3)).day
  const signedOn = estimateWorkingDays(submittedOn, -dice.between(1, 15)).day
  return {
    sellerKey,
    buyerKey: dice.pick(buyers.filter(key => key !== sellerKey)),
    type,
    field,
    title: `${dice.pick(data.subjects[field] ?? [])}${dice.pick(data.aspects)}${wordsOfType[type]}合同`,
    contractAmountFen,
    technologyAmountFen: technologyAmountOf(contractAmountFen, lines),
    lines,
    signedOn,
    submittedOn,
    acceptedOn,
    registeredOn: workingDay,
    deregisteredOn: dice.share() < 0.015 ? addDays(workingDay, dice.between(40, 120)) : null,
    money: planMoney(dice, contractAmountFen, signedOn),
  }
}

/** Equipment and material in a quarter of the contracts of development and service. */
function planLines(dice: Dice, type: ContractType, contractAmountFen: bigint): ContractLine[] {
  if ((type !== 'development' && type !== 'service') || dice.share() > 0.3) return []
  const kind = dice.pick(['equipment', 'instrument', 'material'] as const)
  const description = { equipment: '试验设备', instrument: '检测仪器', material: '试制材料' }[kind]
  const amountFen = (contractAmountFen * BigInt(dice.between(8, 40))) / 100n
  return amountFen > 0n ? [{ kind, description, amountFen, isReasonableDeliverable: false }] : []
}

/** Shares of the amount in percent, and after how many days at least they come. */
const schedules: { percent: number; afterDays: number }[][] = [
  [{ percent: 100, afterDays: 20 }],
  [
    { percent: 60, afterDays: 10 },
    { percent: 40, afterDays: 110 },
  ],
  [
    { percent: 30, afterDays: 7 },
    { percent: 40, afterDays: 90 },
    { percent: 20, afterDays: 210 },
  ],
  [{ percent: 25, afterDays: 30 }],
]

/** What the seller received; for some of it also what the buyer recorded as paid, and the invoice. */
function planMoney(dice: Dice, contractAmountFen: bigint, signedOn: string): PlannedMoney[] {
  if (dice.share() < 0.1) return []
  return dice.pick(schedules).flatMap(({ percent, afterDays }) => {
    const amountFen = (contractAmountFen * BigInt(percent)) / 100n
    const occurredOn = addDays(signedOn, afterDays + dice.between(0, 25))
    const isReversed = dice.share() < 0.01
    const [isPaid, isInvoiced] = [dice.share() < 0.35, dice.share() < 0.3]
    const fact = (kind: MoneyFactKind): PlannedMoney => ({ kind, amountFen, occurredOn, isReversed: false })
    return [
      { ...fact('receipt'), isReversed },
      ...(isPaid ? [fact('payment')] : []),
      ...(isInvoiced ? [fact('invoice')] : []),
    ]
  })
}

/** What has happened by the end of the day before; money is recorded the day after it moved. */
function asOf(contract: PlannedContract, today: string): PlannedContract {
  const happened = (day: string | null) => (day !== null && day < today ? day : null)
  const registeredOn = happened(contract.registeredOn)
  return {
    ...contract,
    submittedOn: happened(contract.submittedOn),
    acceptedOn: happened(contract.acceptedOn),
    registeredOn,
    deregisteredOn: registeredOn && happened(contract.deregisteredOn),
    money: contract.money.filter(({ occurredOn }) => addDays(occurredOn, 1) < today),
  }
}

/**
 * The fields of facts, table by table: the only place where a new one is written. Titles are what a policy officer reads.
 */
import { organisationKinds } from '../../access/roles.ts'
import { challengeKinds } from '../../challenge/challenge.ts'
import { contractTypes } from '../../contract/contract.ts'

export const valueTypes = ['id', 'text', 'texts', 'region', 'day', 'money', 'number', 'yes_no'] as const
export type ValueType = (typeof valueTypes)[number]

export type NounTable = 'organisations' | 'persons' | 'achievements' | 'projects' | 'contracts'
export type RecordTable =
  | 'payments'
  | 'receipts'
  | 'invoices'
  | 'equity'
  | 'incomes'
  | 'agreements'
  | 'figures'
  | 'evidence'
  | 'awards'
export type FactTable = NounTable | RecordTable

export interface FactField {
  type: ValueType
  title: string
  isRequired?: true
  /** A day that has come for every record: one that is not given is not known, where others have not come. */
  hasCome?: true
  /** The only values a text may have. */
  words?: readonly string[]
  default?: string
  /** Table whose record the id names; `party` is an organisation or a person. */
  to?: NounTable | 'party'
  /** Computed: what records of another table come to for this contract, up to the day of the evaluation. */
  sumOf?: { table: RecordTable; amount: string; date: string; endedOn: string }
}

export type Fields = Readonly<Record<string, FactField>>
type More = Omit<Partial<FactField>, 'type' | 'title'>

const field =
  <T extends ValueType>(type: T) =>
  // biome-ignore lint/complexity/noBannedTypes: no more than type and title
  <const M extends More = {}>(title: string, more?: M) =>
    ({ type, title, ...more }) as { type: T; title: string } & M
const id = field('id')
const text = field('text')
const texts = field('texts')
const day = field('day')
const money = field('money')
const number = field('number')
const yesNo = field('yes_no')
const region = field('region')
const required = { isRequired: true } as const

const sizes = ['large', 'medium', 'small', 'micro'] as const
const levels = ['national', 'provincial', 'municipal', 'county'] as const
const own = id('编号', required)
const holder = id('持有人', { ...required, to: 'party' })
const links = {
  contractId: id('合同', { to: 'contracts' }),
  projectId: id('项目', { to: 'projects' }),
  achievementId: id('成果', { to: 'achievements' }),
} as const

/** Nouns that records hang on; a rule reads them through a record, as `seller.regionCode`. */
export const nouns = {
  organisations: {
    id: own,
    name: text('名称'),
    kind: text('单位类型', { ...required, words: organisationKinds }),
    regionCode: region('所在地'),
    size: text('企业规模', { words: sizes }),
    groupId: id('实际控制人或所属集团'),
    foundedOn: day('成立日期', { hasCome: true }),
    tags: texts('资质标签'),
  },
  persons: {
    id: own,
    name: text('姓名'),
    organisationId: id('所在单位', { to: 'organisations' }),
    regionCode: region('所在地'),
    title: text('职称'),
    tags: texts('资质标签'),
  },
  achievements: {
    id: own,
    name: text('成果名称'),
    ownerId: id('权利人', { to: 'organisations' }),
    registeredOn: day('成果登记日期'),
    tags: texts('标签'),
  },
  projects: {
    id: own,
    name: text('项目名称'),
    kind: text('揭榜类型', { words: challengeKinds, default: 'attack' }),
    listedById: id('发榜单位', { ...required, to: 'organisations' }),
    solverId: id('揭榜单位', { to: 'organisations' }),
    achievementId: links.achievementId,
    startedOn: day('立项日期'),
    acceptedOn: day('验收日期'),
    terminatedOn: day('终止日期'),
    tags: texts('标签'),
  },
  contracts: {
    id: own,
    name: text('合同名称'),
    type: text('合同类型', { ...required, words: contractTypes }),
    buyerId: id('买方', { ...required, to: 'organisations' }),
    sellerId: id('卖方', { ...required, to: 'organisations' }),
    brokerId: id('中介机构', { to: 'organisations' }),
    managerId: id('技术经理人', { to: 'persons' }),
    registryId: id('登记机构', { to: 'organisations' }),
    projectId: links.projectId,
    achievementId: links.achievementId,
    contractAmountFen: money('合同成交额', required),
    technologyAmountFen: money('技术交易额'),
    signedOn: day('签订日期', { hasCome: true }),
    registeredOn: day('登记日期'),
    deregisteredOn: day('注销日期'),
    revokedOn: day('撤销日期'),
    acceptedOn: day('合同验收日期'),
    ipKinds: texts('知识产权类型'),
    licenceKind: text('许可方式', { words: ['exclusive', 'sole', 'ordinary'] }),
    licenceYears: number('许可年限'),
    isAffiliated: yesNo('关联交易'),
    tags: texts('标签'),
    paidFen: money('累计付款', {
      sumOf: { table: 'payments', amount: 'amountFen', date: 'paidOn', endedOn: 'reversedOn' },
    }),
    receivedFen: money('累计到账', {
      sumOf: { table: 'receipts', amount: 'amountFen', date: 'receivedOn', endedOn: 'reversedOn' },
    }),
    invoicedFen: money('累计开票', {
      sumOf: { table: 'invoices', amount: 'amountFen', date: 'invoicedOn', endedOn: 'voidedOn' },
    }),
    equityPaidFen: money('累计实缴出资', {
      sumOf: { table: 'equity', amount: 'amountFen', date: 'paidInOn', endedOn: 'reversedOn' },
    }),
  },
} as const satisfies Readonly<Record<NounTable, Fields>>

const contractOf = id('合同', { ...required, to: 'contracts' })
const amount = money('金额', required)

/** Records that can be the base of a rule; `contracts` are both. */
export const records = {
  payments: {
    id: own,
    contractId: contractOf,
    amountFen: amount,
    paidOn: day('付款日期', required),
    evidenceId: id('凭证'),
    reversedOn: day('冲回日期'),
  },
  receipts: {
    id: own,
    contractId: contractOf,
    amountFen: amount,
    receivedOn: day('到账日期', required),
    evidenceId: id('凭证'),
    reversedOn: day('冲回日期'),
  },
  invoices: {
    id: own,
    contractId: contractOf,
    amountFen: amount,
    invoicedOn: day('开票日期', required),
    evidenceId: id('凭证'),
    voidedOn: day('作废日期'),
  },
  equity: {
    id: own,
    contractId: contractOf,
    amountFen: amount,
    paidInOn: day('实缴日期', required),
    evidenceId: id('凭证'),
    reversedOn: day('冲回日期'),
  },
  incomes: {
    id: own,
    transferId: id('转化事项'),
    contractId: links.contractId,
    teamId: id('团队', required),
    incomeFen: money('转化收益', required),
    netIncomeFen: money('净收益'),
    receivedOn: day('收到日期', required),
    reversedOn: day('冲回日期'),
  },
  agreements: {
    id: own,
    holderId: holder,
    partnerId: id('合作方', { to: 'party' }),
    ...links,
    kind: text('协议类型', required),
    amountFen: amount,
    signedOn: day('签订日期', required),
    endedOn: day('解除日期'),
    tags: texts('标签'),
  },
  figures: {
    id: own,
    holderId: holder,
    ...links,
    kind: text('指标（如 rd_spend 研发投入、tax_due 应纳税额、revenue 营业收入）', required),
    amountFen: money('金额'),
    number: number('数值'),
    occurredOn: day('日期', required),
    evidenceId: id('凭证'),
  },
  evidence: {
    id: own,
    holderId: holder,
    ...links,
    kind: text('证明类型（如 pilot_base 中试基地、assessment 考核）', required),
    level: text('级别', { words: levels }),
    result: text('结论'),
    code: text('文号'),
    grantedOn: day('认定日期', required),
    validUntil: day('有效期至'),
    revokedOn: day('撤销日期'),
    tags: texts('标签'),
  },
  awards: {
    id: own,
    holderId: holder,
    ...links,
    kind: text('奖补类型', required),
    level: text('授予级别', { words: levels }),
    policy: text('依据'),
    amountFen: amount,
    grantedOn: day('授予日期', required),
    revokedOn: day('收回日期'),
    tags: texts('标签'),
  },
} as const satisfies Readonly<Record<RecordTable, Fields>>

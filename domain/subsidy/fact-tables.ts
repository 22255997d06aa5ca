/**
 * The dictionary of facts: which tables a rule can compute from, which fields they have, and what each record hangs on.
 * Reading, validation, the evaluator's access and the editor's menus all come from here, so that a new field is a line
 * in this file and nothing else. Titles are what a policy officer reads.
 */
import { organisationKinds } from '../access/roles.ts'
import { challengeKinds } from '../challenge/challenge.ts'
import { contractTypes } from '../contract/contract.ts'

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
  /** The only values a text may have. */
  words?: readonly string[]
  default?: string
  /** Table whose record the id names; `party` is an organisation or a person. */
  to?: NounTable | 'party'
  /** Computed: what records of another table come to for this contract, up to the day of the evaluation. */
  sumOf?: { table: RecordTable; amount: string; date: string; endedOn: string }
}

type Fields = Readonly<Record<string, FactField>>
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
const nouns = {
  organisations: {
    id: own,
    name: text('名称'),
    kind: text('单位类型', { ...required, words: organisationKinds }),
    regionCode: region('所在地'),
    size: text('企业规模', { words: sizes }),
    groupId: id('实际控制人或所属集团'),
    foundedOn: day('成立日期'),
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
    buyerId: id('受让方', { ...required, to: 'organisations' }),
    sellerId: id('卖方', { ...required, to: 'organisations' }),
    brokerId: id('中介机构', { to: 'organisations' }),
    managerId: id('技术经理人', { to: 'persons' }),
    registryId: id('登记机构', { to: 'organisations' }),
    projectId: links.projectId,
    achievementId: links.achievementId,
    contractAmountFen: money('合同成交额', required),
    technologyAmountFen: money('技术交易额'),
    signedOn: day('签订日期'),
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
const records = {
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

/** Tables that a measure can be taken of. */
export const factBases = ['contracts', ...(Object.keys(records) as RecordTable[])] as const
export type FactBase = (typeof factBases)[number]

const tables = { ...nouns, ...records }
export const factTables: Readonly<Record<FactTable, Fields>> = tables
export const tableNames = Object.keys(factTables) as FactTable[]

/** How a record of a base is called in a field: `payment.paidOn`. */
export const entityOfBase: Readonly<Record<FactBase, string>> = {
  contracts: 'contract',
  payments: 'payment',
  receipts: 'receipt',
  invoices: 'invoice',
  equity: 'equity',
  incomes: 'income',
  agreements: 'agreement',
  figures: 'figure',
  evidence: 'evidence',
  awards: 'award',
}

/** The day on which a record came to be: what is dated later than the evaluation is not known yet. */
export const dayOfBase: Readonly<Record<FactBase, string | null>> = {
  contracts: null,
  payments: 'paidOn',
  receipts: 'receivedOn',
  invoices: 'invoicedOn',
  equity: 'paidInOn',
  incomes: 'receivedOn',
  agreements: 'signedOn',
  figures: 'occurredOn',
  evidence: 'grantedOn',
  awards: 'grantedOn',
}

/** What hangs on a contract, and on any record that names one. */
const contractLinks = {
  project: ['projects', 'projectId'],
  achievement: ['achievements', 'achievementId'],
  seller: ['party', 'sellerId'],
  buyer: ['party', 'buyerId'],
  broker: ['party', 'brokerId'],
  registry: ['party', 'registryId'],
  manager: ['party', 'managerId'],
} as const

/** Entities that a record of a base reaches, with the table each is in. `beneficiary` is whoever the figure is for. */
export function entitiesOf(base: FactBase): Readonly<Record<string, FactTable | 'party'>> {
  const fields = factTables[base]
  return {
    [entityOfBase[base]]: base,
    ...('holderId' in fields ? { holder: 'party' as const } : {}),
    ...('partnerId' in fields ? { partner: 'party' as const } : {}),
    contract: 'contracts',
    ...Object.fromEntries(Object.entries(contractLinks).map(([entity, [table]]) => [entity, table])),
    beneficiary: 'party',
  }
}

export const contractEntities = contractLinks

type ValueOf<T extends ValueType> = T extends 'money'
  ? bigint
  : T extends 'number'
    ? number
    : T extends 'yes_no'
      ? boolean
      : T extends 'texts'
        ? readonly string[]
        : string
type InputOf<T extends ValueType> = T extends 'money' ? bigint | number | string : ValueOf<T>
type TableFields<T extends FactTable> = (typeof tables)[T]
type Given<T extends FactTable> = {
  [P in keyof TableFields<T>]: TableFields<T>[P] extends { sumOf: unknown } ? never : P
}[keyof TableFields<T>]
type Certain<T extends FactTable> = {
  [P in keyof TableFields<T>]: TableFields<T>[P] extends { isRequired: true } ? P : never
}[keyof TableFields<T>]
type TypeOf<T extends FactTable, P extends keyof TableFields<T>> = TableFields<T>[P] extends {
  type: infer V extends ValueType
}
  ? V
  : never

/** Facts that only one policy asks for, by name. */
export interface WithMore {
  more?: Readonly<Record<string, unknown>> | null
}

/** One record as the evaluator reads it: every field there, null when it was not given. */
export type FactRecord<T extends FactTable> = {
  readonly [P in Given<T>]: P extends Certain<T> ? ValueOf<TypeOf<T, P>> : ValueOf<TypeOf<T, P>> | null
} & WithMore

/** One record as it may be handed in: amounts as `bigint`, integer or digit string; what is optional may be absent. */
export type FactInput<T extends FactTable> = {
  readonly [P in Certain<T>]: InputOf<TypeOf<T, P>>
} & { readonly [P in Exclude<Given<T>, Certain<T>>]?: InputOf<TypeOf<T, P>> | null } & WithMore

export interface KnownField extends FactField {
  entity: string
  property: string
}

/** A fact that one policy asks for: `contract.more.pilotBaseUsed`. */
export interface DeclaredField {
  of: FactTable
  name: string
  type: ValueType
  title: string
}

/** Every field that a rule with this base may read, by its name. */
export function fieldsOf(base: FactBase, declared: readonly DeclaredField[] = []): ReadonlyMap<string, KnownField> {
  const known = new Map<string, KnownField>()
  for (const [entity, table] of Object.entries(entitiesOf(base))) {
    const names: FactTable[] = table === 'party' ? ['organisations', 'persons'] : [table]
    for (const name of names) {
      for (const [property, field] of Object.entries(factTables[name]))
        known.set(`${entity}.${property}`, { ...field, entity, property })
      for (const own of declared)
        if (own.of === name)
          known.set(`${entity}.more.${own.name}`, { type: own.type, title: own.title, entity, property: own.name })
    }
  }
  return known
}

/** The fields of facts by their names: `买方 · 所在地` for `buyer.regionCode`, `Buyer · region` in English. */
import { factBases, fieldsOf } from '#domain/subsidy/facts/fact-tables.ts'
import { englishField } from './fact-names.ts'
import { currentLanguage } from './start.ts'

type Named = readonly [chinese: string, english: string]

const entityNames: Readonly<Record<string, Named>> = {
  contract: ['合同', 'Contract'],
  payment: ['付款', 'Payment'],
  receipt: ['到账', 'Receipt'],
  invoice: ['开票', 'Invoice'],
  equity: ['实缴出资', 'Paid-in equity'],
  income: ['转化收益', 'Income of a transfer'],
  agreement: ['协议', 'Agreement'],
  figure: ['指标', 'Figure'],
  evidence: ['认定证明', 'Certificate'],
  award: ['已获奖补', 'Award received'],
  project: ['项目', 'Project'],
  achievement: ['成果', 'Achievement'],
  seller: ['卖方', 'Seller'],
  buyer: ['买方', 'Buyer'],
  broker: ['中介机构', 'Broker'],
  registry: ['登记机构', 'Registry'],
  manager: ['技术经理人', 'Technology manager'],
  holder: ['持有人', 'Holder'],
  partner: ['合作方', 'Partner'],
  beneficiary: ['受益单位', 'Beneficiary'],
}

/** Without the examples that a title of the dictionary may have in brackets. */
export function fieldTitle(name: string, title: string): string {
  const [entity = '', field = ''] = name.split('.')
  const owner = entityNames[entity]
  const isEnglish = currentLanguage() === 'en'
  const own = isEnglish ? (englishField(field) ?? title) : title.replace(/（如.*$/, '')
  if (owner && own === owner[0]) return own
  return owner ? `${owner[isEnglish ? 1 : 0]} · ${own}` : own
}

const titles = new Map(
  factBases.flatMap(base => [...fieldsOf(base)].map(([name, { title }]) => [name, title] as const)),
)

/** A field by its title; as it is where the dictionary has none. */
export function titleOfField(name: string): string {
  const title = titles.get(name)
  return title === undefined ? name : fieldTitle(name, title)
}

/** A sentence with the fields that it names by their titles. */
export function nameFields(sentence: string): string {
  return sentence.replaceAll(/\b[a-z]+\.[A-Za-z]+\b/g, titleOfField)
}

/**
 * The words a person may write for each code of an enumerated column. The first word is the legal or usual term and
 * the one that a template offers in its drop-down; the others are read as well. Codes themselves are always read.
 */
import type { Empowerment, Stage } from '../achievement/achievement.ts'
import type { CooperationMode, IpWish } from '../demand/demand.ts'
import type { ExpertKind } from '../expert/expert.ts'
import type { WayOfTransfer } from '../listing.ts'
import { type TechnologyField, technologyFieldNames, technologyFields } from '../technology-field.ts'

export type Words<Code extends string> = Readonly<Record<Code, readonly [string, ...string[]]>>

/** Short names that sheets use for the long ones of the statistics form. */
const shortFieldNames: Partial<Record<TechnologyField, readonly string[]>> = {
  biomedicine: ['生物医药', '生物、医药和医疗器械'],
  new_materials: ['新材料'],
  new_energy: ['新能源', '新能源、高效节能'],
  environment: ['环境保护', '环保', '资源综合利用'],
  nuclear: ['核应用技术'],
  urban_social: ['城市建设'],
  advanced_manufacturing: ['先进制造技术'],
  aerospace: ['航空航天技术'],
}

export const fieldWords: Words<TechnologyField> = Object.fromEntries(
  technologyFields.map(code => [code, [technologyFieldNames[code], ...(shortFieldNames[code] ?? [])]]),
) as Record<TechnologyField, [string, ...string[]]>

export const wayOfTransferWords: Words<WayOfTransfer> = {
  transfer: ['转让', '技术转让'],
  licence: ['许可', '技术许可', '实施许可'],
  equity: ['作价投资', '作价入股', '技术入股'],
  joint_development: ['合作开发', '合作研发', '联合开发'],
}

export const cooperationModeWords: Words<CooperationMode> = {
  commissioned_development: ['委托开发', '委托研发'],
  joint_development: ['合作开发', '合作研发', '联合开发'],
  transfer: ['技术转让', '转让'],
  licence: ['技术许可', '许可'],
  consulting: ['技术咨询', '咨询'],
  service: ['技术服务', '服务'],
  joint_lab: ['共建研发机构', '共建实验室'],
}

export const ipWishWords: Words<IpWish> = {
  buyer: ['归需求方', '需求方所有'],
  shared: ['共有', '双方共有', '共同所有'],
  seller: ['归研发方', '研发方所有'],
  negotiable: ['协商', '面议'],
}

export const stageWords: Words<Stage> = {
  early: ['初期', '初期阶段', '实验室阶段'],
  middle: ['中期', '中期阶段', '中试', '中试阶段'],
  mature: ['成熟应用', '成熟应用阶段', '成熟', '产业化'],
}

export const empowermentWords: Words<Empowerment> = {
  none: ['未赋权', '无', '否'],
  ownership: ['赋予所有权', '所有权'],
  long_term_use: ['赋予长期使用权', '长期使用权'],
}

export const expertKindWords: Words<ExpertKind> = {
  technical: ['技术', '技术专家', '技术类'],
  industrial: ['产业', '产业专家', '产业类'],
  economic_legal: ['经济法律', '经济法律专家', '经济', '法律', '财务'],
}

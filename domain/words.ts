/** Words that stand on screens and in files that are handed out alike, in both languages. */
import type { OrganisationKind } from './access/roles.ts'
import type { ContractType } from './contract/contract.ts'
import type { PolicyStatus } from './subsidy/pack/policy-pack.ts'

export type Language = 'zh' | 'en'
export type Word = Readonly<Record<Language, string>>
type Words<Name extends string> = Readonly<Record<Name, Word>>

export const organisationKindWords: Words<OrganisationKind> = {
  enterprise: { zh: '企业', en: 'Enterprise' },
  university: { zh: '高等院校', en: 'University' },
  institute: { zh: '科研院所', en: 'Research institute' },
  broker_agency: { zh: '技术转移机构', en: 'Technology broker' },
  registry: { zh: '合同登记机构', en: 'Contract registry' },
  bureau: { zh: '科技局', en: 'Science bureau' },
}

export const contractTypeWords: Words<ContractType> = {
  development: { zh: '技术开发', en: 'Development' },
  transfer: { zh: '技术转让', en: 'Transfer' },
  licence: { zh: '技术许可', en: 'Licence' },
  consulting: { zh: '技术咨询', en: 'Consulting' },
  service: { zh: '技术服务', en: 'Service' },
}

export const policyStatusWords: Words<PolicyStatus> = {
  draft: { zh: '征求意见稿', en: 'Consultation draft' },
  in_force: { zh: '现行有效', en: 'In force' },
  superseded: { zh: '已被替代', en: 'Superseded' },
  repealed: { zh: '已废止', en: 'Repealed' },
}

import { technologyFieldNames } from '#domain/technology-field.ts'
import { organisationKindWords } from '#domain/words.ts'
import { enumWords } from '../enum-words.ts'

const fields = technologyFieldNames

/** Labels of the enumerations, keyed as GraphQL spells them. */
export const enums = {
  TechnologyField: {
    ELECTRONIC_INFORMATION: fields.electronic_information,
    AEROSPACE: fields.aerospace,
    ADVANCED_MANUFACTURING: fields.advanced_manufacturing,
    BIOMEDICINE: fields.biomedicine,
    NEW_MATERIALS: fields.new_materials,
    NEW_ENERGY: fields.new_energy,
    ENVIRONMENT: fields.environment,
    NUCLEAR: fields.nuclear,
    AGRICULTURE: fields.agriculture,
    MODERN_TRANSPORT: fields.modern_transport,
    URBAN_SOCIAL: fields.urban_social,
  },
  ListingState: {
    DRAFT: '草稿',
    SUBMITTED: '待审核',
    RETURNED: '已退回',
    PUBLISHED: '公开中',
    WITHDRAWN: '已撤回',
    EXPIRED: '已到期',
  },
  Stage: { EARLY: '初期', MIDDLE: '中期', MATURE: '成熟应用' },
  WayOfTransfer: { TRANSFER: '转让', LICENCE: '许可', EQUITY: '作价投资', JOINT_DEVELOPMENT: '合作开发' },
  CooperationMode: {
    COMMISSIONED_DEVELOPMENT: '委托开发',
    JOINT_DEVELOPMENT: '合作开发',
    TRANSFER: '技术转让',
    LICENCE: '技术许可',
    CONSULTING: '技术咨询',
    SERVICE: '技术服务',
    JOINT_LAB: '共建研发机构',
  },
  IpWish: { BUYER: '归需求方', SHARED: '双方共有', SELLER: '归研发方', NEGOTIABLE: '协商确定' },
  Comparator: { GTE: '≥ 不低于', LTE: '≤ 不高于', GT: '＞ 高于', LT: '＜ 低于', EQ: '＝ 等于', BETWEEN: '区间' },
  Empowerment: { NONE: '未赋权', OWNERSHIP: '赋予所有权', LONG_TERM_USE: '赋予长期使用权' },
  IpKind: {
    INVENTION_PATENT: '发明专利',
    UTILITY_MODEL: '实用新型专利',
    DESIGN: '外观设计专利',
    SOFTWARE: '计算机软件著作权',
    VARIETY: '植物新品种权',
    TRADE_SECRET: '技术秘密',
  },
  ExpertKind: { TECHNICAL: '技术专家', INDUSTRIAL: '产业专家', ECONOMIC_LEGAL: '经济与法律专家' },
  OrganisationKind: enumWords(organisationKindWords, 'zh'),
  OrganisationState: { UNVERIFIED: '待核验', VERIFIED: '已核验', REJECTED: '核验未通过' },
  Role: {
    MEMBER: '成员',
    ADMIN: '单位管理员',
    EXPERT: '专家',
    MANAGER: '技术经理人',
    REGISTRAR: '登记员',
    OFFICER: '经办',
    REVIEWER: '审核',
    APPROVER: '批准',
    CASHIER: '拨付',
    AUDITOR: '审计',
  },
  MatchInvitationState: { PENDING: '等待答复', INTERESTED: '感兴趣', DECLINED: '不合适' },
  NotUsefulReason: {
    OTHER_PROBLEM: '不是同一个问题',
    INDICATORS_MISSED: '达不到指标',
    NOT_MATURE: '不够成熟',
    PRICE: '价格不合适',
    REGION: '地区太远',
    WAY_OF_TRANSFER: '转化方式不合适',
    KNOWN_ALREADY: '早已了解',
    DUPLICATE: '重复的条目',
    OTHER: '其他',
  },
}

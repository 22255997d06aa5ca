/** The importable columns of the demand library. */
import type { DemandContent } from '../demand/demand.ts'
import { parseTrl } from './cell-values.ts'
import {
  cellError,
  codeColumn,
  codesColumn,
  customColumn,
  dayColumn,
  type ImportColumn,
  industryColumn,
  regionColumn,
  textColumn,
  wanYuanColumn,
} from './column.ts'
import { contactColumns } from './contact-columns.ts'
import { parseIndicators } from './indicator-syntax.ts'
import { textLimits } from './limits.ts'
import { cooperationModeWords, fieldWords, ipWishWords, wayOfTransferWords } from './vocabulary.ts'

const indicators: ImportColumn<DemandContent> = customColumn(
  { field: 'indicators', zh: '考核指标', en: 'Indicators', aliases: ['指标', '技术指标', '主要技术指标', '量化指标'] },
  { zh: '如：抗冲击韧性>=67%；寿命≥1000 h（GB/T 228）', en: 'such as: toughness>=67%; life>=1000 h' },
  (content, text) => {
    const { indicators: read, unread } = parseIndicators(text)
    if (unread.length > 0)
      return cellError(
        `no number can be read from "${unread[0]?.slice(0, 40)}"`,
        'write name, comparator, number and unit, such as 抗冲击韧性>=67%, items separated by ；; other text belongs to the problem',
      )
    if (read.length > textLimits.listItems)
      return cellError(
        `${read.length} indicators, at most ${textLimits.listItems} are stored`,
        'keep the decisive ones',
      )
    content.indicators = read
    return null
  },
  true,
)

const trlWanted: ImportColumn<DemandContent> = customColumn(
  { field: 'trlWanted', zh: '期望成熟度', en: 'TRL wanted', aliases: ['技术成熟度', '成熟度', 'trl', '期望TRL'] },
  { zh: '1 至 9', en: '1 to 9' },
  (content, text) => {
    const trl = parseTrl(text)
    if (trl === null) return cellError(`"${text.slice(0, 40)}" is not a readiness level`, 'write a number from 1 to 9')
    content.trlWanted = trl
    return null
  },
)

export const demandColumns: readonly ImportColumn<DemandContent>[] = [
  textColumn(
    {
      field: 'title',
      zh: '需求名称',
      en: 'Title',
      aliases: ['名称', '标题', '需求标题', '题目', '技术需求名称', '难题名称', 'name'],
    },
    textLimits.title,
    (content, value) => {
      content.title = value
    },
  ),
  textColumn(
    {
      field: 'problem',
      zh: '需求内容',
      en: 'Problem',
      aliases: [
        '内容',
        '问题',
        '需求描述',
        '需求详情',
        '技术难题',
        '拟解决的问题',
        '详细描述',
        '描述',
        'content',
        'text',
        'description',
      ],
    },
    textLimits.long,
    (content, value) => {
      content.problem = value
    },
  ),
  textColumn(
    { field: 'background', zh: '技术背景', en: 'Background', aliases: ['背景', '现有基础', '现有工作基础'] },
    textLimits.long,
    (content, value) => {
      content.background = value
    },
  ),
  indicators,
  codeColumn(
    { field: 'field', zh: '技术领域', en: 'Field', aliases: ['领域', '所属领域'] },
    fieldWords,
    (content, value) => {
      content.field = value
    },
  ),
  industryColumn((content, value) => {
    content.industryCode = value
  }),
  regionColumn((content, value) => {
    content.regionCode = value
  }),
  wanYuanColumn(
    {
      field: 'budgetMin',
      zh: '预算下限（万元）',
      en: 'Budget from (10k yuan)',
      aliases: ['最低预算', '预算最小值', 'budgetMinFen'],
    },
    (content, value) => {
      content.budgetMinFen = value
    },
  ),
  wanYuanColumn(
    {
      field: 'budgetMax',
      zh: '预算上限（万元）',
      en: 'Budget to (10k yuan)',
      aliases: ['预算', '最高预算', '投入预算', '拟投入资金', '拟投入金额', 'budget', '预算最大值', 'budgetMaxFen'],
    },
    (content, value) => {
      content.budgetMaxFen = value
    },
  ),
  dayColumn(
    {
      field: 'neededBy',
      zh: '期望完成时间',
      en: 'Needed by',
      aliases: ['截止日期', '完成时限', '需求截止时间', 'deadline'],
    },
    (content, value) => {
      content.neededBy = value
    },
  ),
  trlWanted,
  codesColumn(
    { field: 'cooperationModes', zh: '合作方式', en: 'Cooperation modes', aliases: ['合作模式', '拟合作方式'] },
    cooperationModeWords,
    (content, value) => {
      content.cooperationModes = value
    },
  ),
  codesColumn(
    { field: 'waysOfTransfer', zh: '转化方式', en: 'Ways of transfer', aliases: ['期望转化方式'] },
    wayOfTransferWords,
    (content, value) => {
      content.waysOfTransfer = value
    },
  ),
  codeColumn(
    { field: 'ipWish', zh: '知识产权归属', en: 'IP ownership wished', aliases: ['产权归属', '知识产权归属意向'] },
    ipWishWords,
    (content, value) => {
      content.ipWish = value
    },
  ),
  textColumn(
    {
      field: 'solverConditions',
      zh: '对揭榜方要求',
      en: 'Conditions on the solver',
      aliases: ['揭榜方条件', '合作方要求'],
    },
    textLimits.long,
    (content, value) => {
      content.solverConditions = value
    },
  ),
  ...contactColumns<DemandContent>(),
]

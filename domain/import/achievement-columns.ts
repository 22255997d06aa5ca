/** The importable columns of the achievement library. A list of patents fits as it is: assignee → completing units. */
import type { AchievementContent, IpRight } from '../achievement/achievement.ts'
import { checkAchievementRegistrationNumber, checkPatentNumber } from '../identifiers.ts'
import { parseIpRight, parseTrl, splitNames } from './cell-values.ts'
import {
  cellError,
  cellWarning,
  codeColumn,
  codesColumn,
  customColumn,
  type ImportColumn,
  industryColumn,
  listColumn,
  regionColumn,
  textColumn,
  wanYuanColumn,
} from './column.ts'
import { contactColumns } from './contact-columns.ts'
import { textLimits } from './limits.ts'
import { empowermentWords, fieldWords, stageWords, wayOfTransferWords } from './vocabulary.ts'

const ipRights: ImportColumn<AchievementContent> = customColumn(
  {
    field: 'ipRights',
    zh: '知识产权',
    en: 'IP rights',
    aliases: ['专利号', '专利', '申请号', '专利申请号', '知识产权号', 'patent number'],
  },
  {
    zh: '专利号或软著登记号，后可空格加名称，多个用"；"分隔',
    en: 'patent or software number, then its title; several: ;',
  },
  (content, text) => {
    const rights: IpRight[] = []
    for (const item of splitNames(text)) {
      const right = parseIpRight(item)
      if (!right)
        return cellError(
          `"${item.slice(0, 40)}" does not begin with a patent or software number`,
          'write numbers such as ZL201710601862.3 or 2020SR0123456, separated by ；',
        )
      rights.push(right)
    }
    content.ipRights = rights.slice(0, textLimits.listItems)
    if (rights.length > textLimits.listItems)
      return cellError(`${rights.length} rights, at most ${textLimits.listItems} are stored`, 'keep the decisive ones')
    for (const right of rights.filter(({ kind }) => kind !== 'software')) {
      const verdict = checkPatentNumber(right.number)
      if (!verdict.ok) return cellWarning(`${right.number}: ${verdict.reason}`, verdict.remedy)
    }
    return null
  },
  true,
)

const trl: ImportColumn<AchievementContent> = customColumn(
  { field: 'trl', zh: '技术成熟度', en: 'TRL', aliases: ['成熟度', '技术就绪度', '技术成熟度等级'] },
  { zh: '1 至 9', en: '1 to 9' },
  (content, text) => {
    const level = parseTrl(text)
    if (level === null)
      return cellError(`"${text.slice(0, 40)}" is not a readiness level`, 'write a number from 1 to 9')
    content.trl = level
    return null
  },
)

const registrationNumber: ImportColumn<AchievementContent> = customColumn(
  { field: 'registrationNumber', zh: '科技成果登记号', en: 'Registration number', aliases: ['成果登记号', '登记号'] },
  { zh: '12 位，如 9612015Y0100', en: '12 characters, such as 9612015Y0100' },
  (content, text) => {
    const number = text.replace(/\s/g, '').toUpperCase()
    if (number.length > textLimits.name) return cellError('too long for a registration number', 'give the number alone')
    content.registrationNumber = number
    const verdict = checkAchievementRegistrationNumber(number)
    return verdict.ok ? null : cellWarning(verdict.reason, verdict.remedy)
  },
)

export const achievementColumns: readonly ImportColumn<AchievementContent>[] = [
  textColumn(
    { field: 'title', zh: '成果名称', en: 'Title', aliases: ['名称', '标题', '题目', '专利名称', '项目名称', 'name'] },
    textLimits.title,
    (content, value) => {
      content.title = value
    },
  ),
  textColumn(
    {
      field: 'summary',
      zh: '成果简介',
      en: 'Summary',
      aliases: ['简介', '摘要', '成果介绍', '成果内容', '内容', '描述', 'abstract', 'content', 'text', 'description'],
    },
    textLimits.long,
    (content, value) => {
      content.summary = value
    },
  ),
  textColumn(
    { field: 'advantages', zh: '技术优势', en: 'Advantages', aliases: ['优势', '创新点', '先进性', '主要技术指标'] },
    textLimits.long,
    (content, value) => {
      content.advantages = value
    },
  ),
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
  listColumn(
    {
      field: 'completingUnits',
      zh: '完成单位',
      en: 'Completing units',
      aliases: [
        '单位',
        '第一完成单位',
        '权利人',
        '专利权人',
        '申请人',
        '申请（专利权）人',
        'assignee',
        'assignees',
        'applicant',
        'unit',
      ],
    },
    (content, value) => {
      content.completingUnits = value
    },
    true,
  ),
  listColumn(
    {
      field: 'completers',
      zh: '完成人',
      en: 'Completers',
      aliases: ['发明人', '主要完成人', '负责人', 'inventor', 'inventors'],
    },
    (content, value) => {
      content.completers = value
    },
  ),
  codeColumn(
    { field: 'stage', zh: '所处阶段', en: 'Stage', aliases: ['阶段', '成果阶段'] },
    stageWords,
    (content, value) => {
      content.stage = value
    },
  ),
  trl,
  ipRights,
  codesColumn(
    {
      field: 'waysOfTransfer',
      zh: '转化方式',
      en: 'Ways of transfer',
      aliases: ['合作方式', '转让方式', '拟转化方式'],
    },
    wayOfTransferWords,
    (content, value) => {
      content.waysOfTransfer = value
    },
  ),
  wanYuanColumn(
    {
      field: 'priceMin',
      zh: '意向价格下限（万元）',
      en: 'Price from (10k yuan)',
      aliases: ['最低价格', 'priceMinFen'],
    },
    (content, value) => {
      content.priceMinFen = value
    },
  ),
  wanYuanColumn(
    {
      field: 'priceMax',
      zh: '意向价格上限（万元）',
      en: 'Price to (10k yuan)',
      aliases: ['意向价格', '价格', '转让价格', '最高价格', 'price', 'priceMaxFen'],
    },
    (content, value) => {
      content.priceMaxFen = value
    },
  ),
  listColumn(
    { field: 'keywords', zh: '关键词', en: 'Keywords', aliases: ['关键字', '标签', 'tags'] },
    (content, value) => {
      content.keywords = value
    },
  ),
  registrationNumber,
  codeColumn(
    { field: 'empowerment', zh: '赋权状态', en: 'Empowerment', aliases: ['赋权', '职务成果赋权'] },
    empowermentWords,
    (content, value) => {
      content.empowerment = value
    },
  ),
  ...contactColumns<AchievementContent>(),
]

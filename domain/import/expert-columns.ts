/** The importable columns of the expert library. */
import type { ExpertContent } from '../expert/expert.ts'
import { parseWhole } from './cell-values.ts'
import {
  cellError,
  codesColumn,
  customColumn,
  dayColumn,
  type ImportColumn,
  listColumn,
  type Named,
  regionColumn,
  textColumn,
} from './column.ts'
import { contactColumns } from './contact-columns.ts'
import { textLimits } from './limits.ts'
import { expertKindWords, fieldWords } from './vocabulary.ts'

function wholeColumn(
  named: Named,
  bounds: { min: number; max: number },
  set: (content: ExpertContent, value: number) => void,
): ImportColumn<ExpertContent> {
  const { min, max } = bounds
  return customColumn(
    named,
    { zh: `${min} 至 ${max} 的整数`, en: `a whole number, ${min} to ${max}` },
    (content, text) => {
      const value = parseWhole(text, min, max)
      if (value === null)
        return cellError(`"${text.slice(0, 40)}" is not a number from ${min} to ${max}`, 'write the number alone')
      set(content, value)
      return null
    },
  )
}

export const expertColumns: readonly ImportColumn<ExpertContent>[] = [
  textColumn(
    { field: 'name', zh: '姓名', en: 'Name', aliases: ['专家姓名', '专家'] },
    textLimits.name,
    (content, value) => {
      content.name = value
    },
  ),
  textColumn(
    {
      field: 'unit',
      zh: '工作单位',
      en: 'Unit',
      aliases: ['单位', '所在单位', '单位名称', 'organisation', 'organization'],
    },
    textLimits.title,
    (content, value) => {
      content.unit = value
    },
  ),
  textColumn(
    { field: 'title', zh: '职称', en: 'Title', aliases: ['专业技术职称', '职务职称'] },
    textLimits.name,
    (content, value) => {
      content.title = value
    },
  ),
  codesColumn(
    { field: 'kinds', zh: '专家类别', en: 'Kinds', aliases: ['类别', '专家类型'] },
    expertKindWords,
    (content, value) => {
      content.kinds = value
    },
  ),
  codesColumn(
    { field: 'fields', zh: '技术领域', en: 'Fields', aliases: ['领域', '擅长领域', '从事领域', 'field'] },
    fieldWords,
    (content, value) => {
      content.fields = value
    },
  ),
  listColumn(
    { field: 'disciplines', zh: '学科', en: 'Disciplines', aliases: ['学科专业', '所学专业', '专业'] },
    (content, value) => {
      content.disciplines = value
    },
  ),
  textColumn(
    { field: 'researchDirections', zh: '研究方向', en: 'Research directions', aliases: ['主要研究方向', '研究领域'] },
    textLimits.long,
    (content, value) => {
      content.researchDirections = value
    },
  ),
  textColumn(
    {
      field: 'summary',
      zh: '个人简介',
      en: 'Summary',
      aliases: ['简介', '专家简介', '内容', 'content', 'text', 'bio'],
    },
    textLimits.long,
    (content, value) => {
      content.summary = value
    },
  ),
  regionColumn((content, value) => {
    content.regionCode = value
  }),
  wholeColumn(
    { field: 'birthYear', zh: '出生年份', en: 'Birth year', aliases: ['出生年'] },
    { min: 1900, max: 2100 },
    (content, value) => {
      content.birthYear = value
    },
  ),
  wholeColumn(
    { field: 'reviewsPerYear', zh: '年评审次数上限', en: 'Reviews per year' },
    { min: 0, max: 366 },
    (content, value) => {
      content.reviewsPerYear = value
    },
  ),
  listColumn(
    { field: 'recusalUnits', zh: '回避单位', en: 'Recusal units', aliases: ['需回避单位'] },
    (content, value) => {
      content.recusalUnits = value
    },
    true,
  ),
  dayColumn({ field: 'consentedOn', zh: '同意入库日期', en: 'Consented on' }, (content, value) => {
    content.consentedOn = value
  }),
  dayColumn({ field: 'consentExpiresOn', zh: '同意截止日期', en: 'Consent expires on' }, (content, value) => {
    content.consentExpiresOn = value
  }),
  ...contactColumns<ExpertContent>(),
]

/** The first sheet of an exported what-if: the question, so that whoever holds the file can judge and repeat the answer. */
import { momentInChina } from '../../calendar.ts'
import type { Rows } from '../../table-cell.ts'
import type { Word } from '../../words.ts'
import type { PolicyPack } from '../pack/policy-pack.ts'
import type { WhatIfResult } from './result.ts'
import type { ResultTable } from './result-tables.ts'
import type { ResultWords } from './result-words.ts'
import type { WhatIfQuestion } from './what-if.ts'

/** Names of sheets, and of parts of a file of text. */
export const tableTitles: Readonly<Record<ResultTable | 'question', Word>> = {
  question: { zh: '推演问题', en: 'Question' },
  totals: { zh: '合计', en: 'Totals' },
  changes: { zh: '谁增谁减', en: 'Changes' },
  months: { zh: '各月资金需求', en: 'Months' },
  levels: { zh: '各级承担', en: 'Payers' },
  rules: { zh: '各规则', en: 'Rules' },
  kinds: { zh: '单位类型', en: 'Kinds of unit' },
  sizes: { zh: '企业规模', en: 'Sizes' },
  types: { zh: '合同类型', en: 'Types of contract' },
  limits: { zh: '触及上限', en: 'At limits' },
  distribution: { zh: '分布', en: 'Distribution' },
  sensitivity: { zh: '敏感性', en: 'Sensitivity' },
  curves: { zh: '成本曲线', en: 'Cost curves' },
  bunching: { zh: '门槛聚集', en: 'Bunching' },
}

export interface AskedQuestion extends WhatIfQuestion {
  id: string
  title: string
  askedByName: string
  askedAt: Date
  finishedAt: Date | null
  factsSha256: string | null
  resultSha256: string | null
}

export function coverRows(question: AskedQuestion, result: WhatIfResult, words: ResultWords): Rows {
  const { say, sideText, rule } = words
  const { fromYear, toYear, rules, finishedAt } = question
  const side = (one: WhatIfResult['subject']) => `${one.policy.title}，${sideText(one)}`
  const none = say('无', 'none')
  const turned = words.listTurned()
  const readings = [
    ...readingsOf(question.subject, question.parameters).map(text => [words.subject, text] as const),
    ...readingsOf(question.compared, question.comparedParameters).map(text => [words.compared, text] as const),
  ]
  return [
    [say('政策推演', 'What-if'), question.title],
    [words.subject, side(result.subject)],
    [words.compared, result.compared ? side(result.compared) : none],
    [say('申报年度', 'years of application'), fromYear === toYear ? String(fromYear) : `${fromYear}–${toYear}`],
    [say('数据截至', 'facts up to'), question.asOf],
    [say('以此刻之前的记录为准（北京时间）', 'as recorded by (Beijing time)'), momentInChina(question.knownAt)],
    ...(turned.length === 0 ? [none] : turned).map(text => [say('调整的数字', 'numbers turned'), text]),
    [say('推演的规则', 'rules'), rules?.map(rule).join('；') ?? say('全部', 'all')],
    ...readings.map(([name, text]) => [`${say('条款理解', 'reading')}，${name}`, text]),
    [say('提出', 'asked by'), `${question.askedByName} ${momentInChina(question.askedAt)}`],
    [say('完成', 'finished'), finishedAt ? momentInChina(finishedAt) : ''],
    [say('推演编号', 'id'), question.id],
    [
      say('如何重算', 'how to repeat it'),
      say(
        '在“政策推演”中打开此编号，点“按原数据重算核对”；结果指纹须一致。',
        'open this id under what-if and compute it again; the digests must agree.',
      ),
    ],
    [say('结果指纹（SHA-256）', 'digest of the result'), question.resultSha256 ?? ''],
    [say('数据指纹（SHA-256）', 'digest of the facts'), question.factsSha256 ?? ''],
    [say('金额单位', 'unit of amounts'), say('元，精确到分', 'CNY, exact to the 分')],
  ]
}

/** Readings other than the default, with the question that the clause leaves open. */
function readingsOf(pack: PolicyPack | null, chosen: Readonly<Record<string, string>>): string[] {
  return (pack?.rules ?? []).flatMap(({ id, title, parameters }) =>
    parameters.flatMap(({ id: parameter, question, readings }) => {
      const reading = readings.find(one => one.id === chosen[`${id}.${parameter}`])
      return reading ? [`${title}：${question} ${reading.text}`] : []
    }),
  )
}

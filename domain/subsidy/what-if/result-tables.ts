/** The tables of a result as rows of cells, the head first: what is exported. */
import { formatWanYuan } from '../../money.ts'
import { type Cell, count, type Rows } from '../../table-cell.ts'
import type { Plain } from '../evaluate/plain.ts'
import type { NamedChange, WhatIfResult, WhatIfSide } from './result.ts'
import type { ResultWords } from './result-words.ts'
import type { Part } from './summary.ts'
import type { PackVariable } from './variables.ts'

export const resultTables = [
  'totals',
  'changes',
  'months',
  'levels',
  'rules',
  'kinds',
  'sizes',
  'types',
  'limits',
  'distribution',
  'sensitivity',
  'curves',
  'bunching',
] as const
export type ResultTable = (typeof resultTables)[number]

/** What is exported, with the words for it. */
export interface ExportedResult {
  result: WhatIfResult
  /** Null where nothing is compared. */
  changes: readonly NamedChange[] | null
  words: ResultWords
}

const fen = (amount: number): Cell => ({ fen: amount })
const percent = (bp: number | null): Cell => (bp === null ? '' : { number: bp / 100, decimals: 2 })
const thousandths = (permille: number | null): Cell =>
  permille === null ? '' : { number: permille / 1000, decimals: 3 }

/** One table of a result. */
export function tableRows(table: ResultTable, exported: ExportedResult): Rows {
  const { words } = exported
  switch (table) {
    case 'changes':
      return changeRows(exported)
    case 'totals':
      return totalRows(exported)
    case 'months':
      return partRows(exported, words.say('月份', 'month'), 'byMonth', key => key || words.say('无日期', 'no date'))
    case 'levels':
      return partRows(exported, words.say('承担地区', 'payer'), 'byPayer', words.region)
    case 'rules':
      return partRows(exported, words.say('规则', 'rule'), 'byRule', words.rule)
    case 'kinds':
      return partRows(exported, words.say('单位类型', 'kind of unit'), 'byKind', words.kind)
    case 'sizes':
      return partRows(exported, words.say('企业规模', 'size of enterprise'), 'bySize', words.size)
    case 'types':
      return partRows(exported, words.say('合同类型', 'type of contract'), 'byType', words.type)
    case 'limits':
      return limitRows(exported)
    case 'distribution':
      return distributionRows(exported)
    case 'sensitivity':
      return sensitivityRows(exported)
    case 'curves':
      return curveRows(exported)
    case 'bunching':
      return bunchingRows(exported)
  }
}

/** Every table that the result has. */
export function listTables({ changes }: ExportedResult): ResultTable[] {
  return resultTables.filter(table => table !== 'changes' || changes !== null)
}

function sidesOf({ result: { subject, compared }, words }: ExportedResult): [name: string, side: WhatIfSide][] {
  return [[words.subject, subject], ...(compared ? [[words.compared, compared] as [string, WhatIfSide]] : [])]
}

function totalRows(exported: ExportedResult): Rows {
  const { say, status, sideText } = exported.words
  return [
    [
      say('方案', 'side'),
      say('政策', 'policy'),
      say('版本与调整的数字', 'version and numbers turned'),
      say('状态', 'status'),
      say('合计（元）', 'total (CNY)'),
      say('受益单位（家）', 'beneficiaries'),
      say('项数', 'figures'),
      say('缺数据未能认定（项）', 'not determined'),
    ],
    ...sidesOf(exported).map(([name, side]) => [
      name,
      side.policy.title,
      sideText(side),
      status(side.policy.status),
      fen(side.totalFen),
      count(side.beneficiaries),
      count(side.figures),
      side.undetermined === undefined ? '' : count(side.undetermined),
    ]),
  ]
}

function changeRows({ changes, words }: ExportedResult): Rows {
  const { say, kind, size, rule, creditCode } = words
  const head = [
    say('单位', 'unit'),
    say('统一社会信用代码', 'credit code'),
    say('类型', 'kind'),
    say('规模', 'size'),
    say('对照版本（元）', 'before (CNY)'),
    say('本方案（元）', 'after (CNY)'),
    say('差额（元）', 'difference (CNY)'),
    say('起决定作用的条款', 'decisive clause'),
    say('规则', 'rule'),
  ]
  const rows = (changes ?? []).map(one => [
    one.name,
    creditCode(one.beneficiary),
    kind(one.kind),
    size(one.size),
    fen(one.beforeFen),
    fen(one.afterFen),
    fen(one.afterFen - one.beforeFen),
    one.decisive?.clause ?? '',
    one.decisive ? rule(one.decisive.rule) : '',
  ])
  return [head, ...rows]
}

type PartName = {
  [K in keyof WhatIfSide]-?: WhatIfSide[K] extends readonly Plain<Part>[] ? K : never
}[keyof WhatIfSide]

function partRows(exported: ExportedResult, title: string, part: PartName, nameOf: (key: string) => string): Rows {
  const { say } = exported.words
  return [
    [say('方案', 'side'), title, say('金额（元）', 'amount (CNY)'), say('项数', 'figures')],
    ...sidesOf(exported).flatMap(([name, side]) =>
      side[part].map(({ key, amountFen, figures }) => [name, nameOf(key), fen(amountFen), count(figures)]),
    ),
  ]
}

function limitRows(exported: ExportedResult): Rows {
  const { say, rule, limit, key, creditCode } = exported.words
  return [
    [
      say('方案', 'side'),
      say('单位', 'unit'),
      say('统一社会信用代码', 'credit code'),
      say('规则', 'rule'),
      say('限额', 'limit'),
      say('对象', 'of'),
      say('限额金额（元）', 'amount of the limit (CNY)'),
      say('限前（元）', 'before (CNY)'),
      say('限后（元）', 'after (CNY)'),
    ],
    ...sidesOf(exported).flatMap(([name, { atLimits }]) =>
      atLimits.map(held => [
        name,
        held.name,
        creditCode(held.beneficiary),
        rule(held.rule),
        limit(held.account),
        held.key === held.beneficiary ? held.name : key(held.key),
        fen(held.limitFen),
        fen(held.beforeFen),
        fen(held.afterFen),
      ]),
    ),
  ]
}

function distributionRows(exported: ExportedResult): Rows {
  const { say, yuan } = exported.words
  const wan = (amount: number) => formatWanYuan(BigInt(amount))
  return [
    [say('方案', 'side'), say('指标', 'measure'), say('值', 'value'), say('单位', 'unit of the value')],
    ...sidesOf(exported).flatMap(([side, { distribution: found }]) => [
      ...found.quantiles.map(({ percent: at, amountFen }) => [
        side,
        say(`第 ${at} 百分位`, `P${at}`),
        fen(amountFen),
        yuan,
      ]),
      [side, say('基尼系数', 'Gini coefficient'), percent(found.giniBp), '%'],
      [side, say('金额最高的十分之一占比', 'share of the highest tenth'), percent(found.topTenthBp), '%'],
      ...found.lorenz.map(({ percent: at, shareBp }) => [
        side,
        say(`最少的 ${at}% 合计占`, `Lorenz ${at}%`),
        percent(shareBp),
        '%',
      ]),
      ...found.classes.map(({ fromFen, belowFen, count: units }) => [
        side,
        belowFen === null
          ? say(`${wan(fromFen)} 万元以上`, `from ${wan(fromFen)} × CNY 10k`)
          : say(`${wan(fromFen)}–${wan(belowFen)} 万元`, `${wan(fromFen)}–${wan(belowFen)} × CNY 10k`),
        count(units),
        say('家', 'units'),
      ]),
    ]),
  ]
}

/** A value with its unit: an amount in 元, else the number as the text has it. */
function valueCells({ unit }: PackVariable, value: string, { yuan, unitOf }: ResultWords): Cell[] {
  if (unit === 'fen') return [{ fen: BigInt(value) }, yuan]
  return [{ number: Number(value), decimals: value.split('.')[1]?.length ?? 0 }, unitOf(unit)]
}

function sensitivityRows({ result, words }: ExportedResult): Rows {
  const { say } = words
  return [
    [
      say('规则', 'rule'),
      say('数字', 'number'),
      say('本方案取值', 'value in this policy'),
      say('单位', 'unit of the value'),
      say('降一成的总额（元）', 'total at a tenth less (CNY)'),
      say('升一成的总额（元）', 'total at a tenth more (CNY)'),
      say('弹性', 'elasticity'),
      say('调整', 'turned'),
    ],
    ...result.sensitivity.map(({ variable, points, elasticityPermille }) => {
      const totalAt = (permille: number) => points.find(point => point.permille === permille)?.totalFen
      return [
        words.ruleOf(variable),
        words.variable(variable),
        ...valueCells(variable, variable.value, words),
        ...[totalAt(900), totalAt(1100)].map(total => (total === undefined ? '' : fen(total))),
        thousandths(elasticityPermille),
        words.turned(variable),
      ]
    }),
  ]
}

function curveRows({ result, words }: ExportedResult): Rows {
  const { say } = words
  return [
    [
      say('规则', 'rule'),
      say('数字', 'number'),
      say('取值', 'value'),
      say('单位', 'unit of the value'),
      say('为本方案取值的（%）', 'of the value in this policy (%)'),
      say('总额（元）', 'total (CNY)'),
    ],
    ...result.sensitivity.flatMap(({ variable, points }) =>
      points.map(({ value, permille, totalFen }) => [
        words.ruleOf(variable),
        words.variable(variable),
        ...valueCells(variable, value, words),
        { number: permille / 10, decimals: 0 },
        fen(totalFen),
      ]),
    ),
  ]
}

function bunchingRows({ result: { bunching, comparedBunching }, words }: ExportedResult): Rows {
  const { say } = words
  const sides = [
    ...bunching.map(found => [words.subject, found] as const),
    ...comparedBunching.map(found => [words.compared, found] as const),
  ]
  return [
    [
      say('方案', 'side'),
      say('规则', 'rule'),
      say('门槛', 'threshold'),
      say('门槛金额（元）', 'amount of the threshold (CNY)'),
      say('紧邻其下', 'just below'),
      say('紧邻其上', 'just above'),
      say('其余平均', 'mean of the others'),
      say('下侧倍数', 'ratio below'),
      say('上侧倍数', 'ratio above'),
    ],
    ...sides.map(([side, found]) => [
      side,
      words.ruleOf(found.variable),
      words.variable(found.variable),
      fen(found.thresholdFen),
      count(found.below),
      count(found.above),
      thousandths(found.expectedPermille),
      thousandths(found.excessBelowPermille),
      thousandths(found.excessAbovePermille),
    ]),
  ]
}

/** The tables of a result as rows of text, the head first: what is exported. Amounts in 元, exact to the 分. */
import { formatYuan } from '../../money.ts'
import type { Plain } from '../evaluate/plain.ts'
import type { NamedChange, WhatIfResult, WhatIfSide } from './result.ts'
import type { Part } from './summary.ts'

export const resultTables = [
  'changes',
  'totals',
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

type Rows = string[][]

/** 元 without separators, as a spreadsheet reads it. */
const yuan = (fen: number) => formatYuan(BigInt(fen)).replaceAll(',', '')
const percent = (bp: number | null) => (bp === null ? '' : (bp / 100).toFixed(2))
const thousandths = (permille: number | null) => (permille === null ? '' : (permille / 1000).toFixed(3))

/** One table of a result. */
export function tableRows(table: ResultTable, result: WhatIfResult, changes: readonly NamedChange[]): Rows {
  switch (table) {
    case 'changes':
      return changeRows(changes)
    case 'totals':
      return totalRows(result)
    case 'months':
      return partRows('月份 month', result, side => side.byMonth)
    case 'levels':
      return partRows('承担地区 payer', result, side => side.byPayer)
    case 'rules':
      return partRows('规则 rule', result, side => side.byRule)
    case 'kinds':
      return partRows('单位类型 kind', result, side => side.byKind)
    case 'sizes':
      return partRows('企业规模 size', result, side => side.bySize)
    case 'types':
      return partRows('合同类型 contract type', result, side => side.byType)
    case 'limits':
      return limitRows(result)
    case 'distribution':
      return distributionRows(result)
    case 'sensitivity':
      return sensitivityRows(result)
    case 'curves':
      return curveRows(result)
    case 'bunching':
      return bunchingRows(result)
  }
}

/** All tables one below the other, each under its name. */
export function allRows(result: WhatIfResult, changes: readonly NamedChange[]): Rows {
  return resultTables.flatMap(table => [[table], ...tableRows(table, result, changes), []])
}

function changeRows(changes: readonly NamedChange[]): Rows {
  const head = [
    '单位 party',
    '类型 kind',
    '规模 size',
    '对照版本 before (元)',
    '本方案 after (元)',
    '差额 difference (元)',
    '起决定作用的条款 clause',
    '规则 rule',
  ]
  return [
    head,
    ...changes.map(({ name, kind, size, beforeFen, afterFen, decisive }) => [
      name,
      kind,
      size,
      yuan(beforeFen),
      yuan(afterFen),
      yuan(afterFen - beforeFen),
      decisive?.clause ?? '',
      decisive?.rule ?? '',
    ]),
  ]
}

function sidesOf({ subject, compared }: WhatIfResult): [name: string, side: WhatIfSide][] {
  return [['本方案 subject', subject], ...(compared ? [['对照版本 compared', compared] as [string, WhatIfSide]] : [])]
}

function totalRows(result: WhatIfResult): Rows {
  return [
    ['版本 version', '政策 policy', '状态 status', '合计 total (元)', '受益单位 beneficiaries', '项数 figures'],
    ...sidesOf(result).map(([name, { policy, totalFen, beneficiaries, figures }]) => [
      name,
      `${policy.title} ${policy.version}`,
      policy.status,
      yuan(totalFen),
      String(beneficiaries),
      String(figures),
    ]),
  ]
}

function partRows(head: string, result: WhatIfResult, partsOf: (side: WhatIfSide) => readonly Plain<Part>[]): Rows {
  return [
    ['版本 version', head, '金额 amount (元)', '项数 figures'],
    ...sidesOf(result).flatMap(([name, side]) =>
      partsOf(side).map(({ key, amountFen, figures }) => [name, key, yuan(amountFen), String(figures)]),
    ),
  ]
}

function limitRows(result: WhatIfResult): Rows {
  return [
    [
      '版本 version',
      '单位 party',
      '规则 rule',
      '限额 limit',
      '对象 key',
      '限额 limit (元)',
      '限前 before (元)',
      '限后 after (元)',
    ],
    ...sidesOf(result).flatMap(([version, { atLimits }]) =>
      atLimits.map(({ name, rule, account, key, limitFen, beforeFen, afterFen }) => [
        version,
        name,
        rule,
        account,
        key,
        yuan(limitFen),
        yuan(beforeFen),
        yuan(afterFen),
      ]),
    ),
  ]
}

function distributionRows(result: WhatIfResult): Rows {
  return [
    ['版本 version', '指标 measure', '值 value'],
    ...sidesOf(result).flatMap(([version, { distribution: found }]) => [
      ...found.quantiles.map(({ percent: at, amountFen }) => [version, `P${at} (元)`, yuan(amountFen)]),
      [version, 'Gini (%)', percent(found.giniBp)],
      [version, '前十分之一占比 top tenth (%)', percent(found.topTenthBp)],
      ...found.lorenz.map(({ percent: at, shareBp }) => [version, `Lorenz ${at}% (%)`, percent(shareBp)]),
      ...found.classes.map(({ fromFen, belowFen, count }) => [
        version,
        `${yuan(fromFen)}–${belowFen === null ? '' : yuan(belowFen)} 元`,
        String(count),
      ]),
    ]),
  ]
}

function sensitivityRows({ sensitivity }: WhatIfResult): Rows {
  return [
    ['规则 rule', '参数 parameter', '位置 place', '名称 name', '类别 kind', '单位 unit', '值 value', '弹性 elasticity'],
    ...sensitivity.map(({ variable, elasticityPermille }) => [
      variable.rule ?? '',
      variable.path,
      variable.place,
      variable.name,
      variable.kind,
      variable.unit,
      variable.value,
      thousandths(elasticityPermille),
    ]),
  ]
}

function curveRows({ sensitivity }: WhatIfResult): Rows {
  return [
    ['参数 parameter', '单位 unit', '值 value', '合计 total (元)'],
    ...sensitivity.flatMap(({ variable, points }) =>
      points.map(({ value, totalFen }) => [variable.path, variable.unit, value, yuan(totalFen)]),
    ),
  ]
}

function bunchingRows({ bunching, comparedBunching }: WhatIfResult): Rows {
  const sides = [
    ...bunching.map(found => ['本方案 subject', found] as const),
    ...comparedBunching.map(found => ['对照版本 compared', found] as const),
  ]
  return [
    [
      '版本 version',
      '参数 parameter',
      '门槛 threshold (元)',
      '紧邻其下 below',
      '紧邻其上 above',
      '期望 expected',
      '下侧倍数 excess below',
      '上侧倍数 excess above',
    ],
    ...sides.map(([side, found]) => [
      side,
      found.path,
      yuan(found.thresholdFen),
      String(found.below),
      String(found.above),
      thousandths(found.expectedPermille),
      thousandths(found.excessBelowPermille),
      thousandths(found.excessAbovePermille),
    ]),
  ]
}

/** The page a policy officer begins with: every part of the head is there, with what belongs in it beside it. */
import { packFormat } from '../pack/policy-pack.ts'

/** `region`: six digits of GB/T 2260, or null where the bureau names none. */
export function blankPack(region: string | null): string {
  return `# yaml-language-server: $schema=policy.schema.json
# 左边填表，右边就是这份文本；两边随时一致，注释不会丢。
format: ${packFormat}
id: '' # 政策代号，字母、数字和短横，如 zhengzhou-2024-transfer；同一政策各版本相同
version: '1' # 版本号，每次发布都要换
title: '' # 文件全名
issuingBody: '' # 发文机关
documentNumber: null # 文号；没有就留 null
jurisdiction: '${region ?? ''}' # 适用地区，GB/T 2260 六位代码
status: draft # draft 征求意见稿，只作测算；in_force 现行有效
effectiveFrom: null # 施行日期，如 '2024-01-01'；现行有效的必须填写
effectiveTo: null # 失效日期（含当日）；长期有效就留 null
notes: []
# 每一条都写进来，不能计算的也写，并用 noRule 说明原因。
clauses: []
rules: []
`
}

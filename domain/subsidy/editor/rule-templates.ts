/**
 * The commonest clauses of Chinese policies as rules to begin from. A template is a whole rule that is valid as it
 * stands; the officer changes figures, tables and conditions. Sentences are what such a clause usually says; figures
 * are placeholders, taken from no document. `id` and `clause` are replaced when it is inserted.
 */

export interface RuleTemplate {
  id: string
  title: string
  /** What the clause says, to recognise it by. */
  sentence: string
  /** The rule, as one entry of `rules` without its dash. */
  yaml: string
}

const registered = `    - { field: contract.registeredOn, reached: true, why: 合同未登记 }`
const fallen = `    - { field: contract.deregisteredOn, reached: true, why: 合同已注销 }
    - { field: contract.revokedOn, reached: true, why: 登记已撤销 }`
const head = (title: string, beneficiary: string, per: string, window: string) => `id: template
title: ${title}
clause: clause
gives: ceiling           # ceiling 最高；exactly 给予；at_least 不低于
beneficiary: ${beneficiary}
per: ${per}
window: ${window}`
const byYear = (date: string) => `{ kind: calendar_year, date: ${date} }`

export const ruleTemplates: readonly RuleTemplate[] = [
  {
    id: 'rate-with-cap',
    title: '按到账额的一定比例，每年封顶',
    sentence: '按当年技术合同实际到账额的 1% 给予补助，每家单位每年最高 20 万元。',
    yaml: `${head('按到账额比例补助', 'contract.sellerId', 'contract.sellerId', byYear('receipt.receivedOn'))}
base:
  of: receipts
  amount: receipt.amountFen
  where:
${registered}
  deduct:
${fallen}
    - { field: receipt.reversedOn, reached: true, why: 到账已冲回 }
rate: { value: 1, unit: percent }     # percent 百分之；permille 千分之；per10k 万分之
cap: { amount: 20万元 }
`,
  },
  {
    id: 'per-contract',
    title: '按单个合同计算，另有单位年度上限',
    sentence: '对买方（受让方）按技术交易额的 5% 给予补助，单个合同最高 20 万元，每家单位每年最高 100 万元。',
    yaml: `${head('买方按合同补助', 'contract.buyerId', 'contract.id', byYear('contract.registeredOn'))}
base:
  of: contracts
  amount: contract.technologyAmountFen
  where:
    - { field: contract.type, in: [transfer, licence], why: 不是技术转让、许可合同 }
  deduct:
${fallen}
rate: { value: 5, unit: percent }
cap: { amount: 20万元 }               # 单个合同
limits:
  - { id: unit-year, per: contract.buyerId, amount: 100万元 }   # 每家单位每年
`,
  },
  {
    id: 'brackets',
    title: '分档：总额落在哪一档，全部按那一档',
    sentence:
      '上年度登记成交额 500 万元（含）以上不满 5000 万元的，按 1% 给予最高 10 万元；5000 万元以上的，最高 20 万元。',
    yaml: `${head('按成交额分档补助', 'contract.sellerId', 'contract.sellerId', '{ kind: calendar_year, date: contract.registeredOn, yearOffset: -1 }')}
base:
  of: contracts
  amount: contract.contractAmountFen
  deduct:
${fallen}
figure:
  tiers:
    kind: whole                       # whole 全额按所在档；marginal 分段累进
    brackets:                         # from 含本数；above 不含；below 不含；to 含本数
      - { from: 500万元, below: 5000万元, rate: { value: 1, unit: percent }, cap: 10万元 }
      - { from: 5000万元, rate: { value: 1, unit: percent }, cap: 20万元 }
`,
  },
  {
    id: 'marginal',
    title: '分段累进：每一段按自己的比例',
    sentence: '10 万元（含）以下部分按 1%，10 万元至 100 万元（含）部分按 0.5%，超过部分按 0.1%，每年最高 5 万元。',
    yaml: `${head('分段累进补助', 'contract.sellerId', 'contract.sellerId', byYear('contract.registeredOn'))}
base:
  of: contracts
  amount: contract.contractAmountFen
  deduct:
${fallen}
figure:
  tiers:
    kind: marginal
    brackets:
      - { to: 10万元, rate: { value: 1, unit: percent } }
      - { above: 10万元, to: 100万元, rate: { value: 0.5, unit: percent } }
      - { above: 100万元, rate: { value: 0.1, unit: percent } }
cap: { amount: 5万元 }
`,
  },
  {
    id: 'step',
    title: '达到门槛给一笔，此后每增加一档再加',
    sentence: '登记机构年登记额达到 1 亿元（含）的给予 3 万元，此后每满 5000 万元增加 1 万元，最高 10 万元。',
    yaml: `${head('登记机构阶梯补助', 'contract.registryId', 'contract.registryId', byYear('contract.registeredOn'))}
base:
  of: contracts
  amount: contract.contractAmountFen
  deduct:
${fallen}
figure:
  step: { of: base, over: 1亿元, from: 3万元, every: 5000万元, add: 1万元, count: full }   # full 每满；begun 不足按满
cap: { amount: 10万元 }
`,
  },
  {
    id: 'permille',
    title: '按登记额的千分之几',
    sentence: '按当年登记成交额（扣除注销部分）的 0.2‰ 给予补助，每家机构每年最高 50 万元。',
    yaml: `${head('登记机构按登记额补助', 'contract.registryId', 'contract.registryId', byYear('contract.registeredOn'))}
base:
  of: contracts
  amount: contract.contractAmountFen
  deduct:
${fallen}
rate: { value: 0.2, unit: permille }  # 千分之零点二
cap: { amount: 50万元 }
`,
  },
  {
    id: 'fixed-award',
    title: '凭认定给予一次性定额奖励',
    sentence: '新认定的省级、国家级技术转移机构，分别一次性给予 50 万元、100 万元；升级的补差额。',
    yaml: `id: template
title: 认定一次性奖励
clause: clause
gives: exactly
beneficiary: evidence.holderId
per: evidence.holderId
window: { kind: whole_life, date: evidence.grantedOn }    # 终身只有一次，已给的要扣除
base:
  of: evidence
  what: highest
  amount: { by: evidence.level, amounts: { provincial: 50万元, national: 100万元 } }
  where:
    - { field: evidence.kind, is: transfer_agency, why: 不是技术转移机构认定 }
figure: base
`,
  },
  {
    id: 'match-award',
    title: '按上级奖励的一定比例配套',
    sentence: '获得省级科技成果转化奖补的，按省级奖补金额的 50% 给予配套，最高 100 万元。',
    yaml: `id: template
title: 上级奖补配套
clause: clause
gives: ceiling
beneficiary: award.holderId
per: award.holderId
window: { kind: calendar_year, date: award.grantedOn }
base:
  of: awards
  amount: award.amountFen
  where:
    - { field: award.kind, is: transfer_award, why: 不是成果转化奖补 }
    - { field: award.level, is: provincial, why: 不是省级奖补 }
  deduct:
    - { field: award.revokedOn, reached: true, why: 上级已收回 }
rate: { value: 50, unit: percent }
cap: { amount: 100万元 }
`,
  },
  {
    id: 'growth',
    title: '按比上年的增量',
    sentence: '年度技术合同成交额比上年增加的，按增量的 2% 给予补助，最高 50 万元。',
    yaml: `${head('成交额增量补助', 'contract.sellerId', 'contract.sellerId', byYear('contract.registeredOn'))}
base:
  of: contracts
  amount: contract.contractAmountFen
  deduct:
${fallen}
measures:
  before:
    of: contracts
    amount: contract.contractAmountFen
    window: { kind: calendar_year, date: contract.registeredOn, yearOffset: -1 }
    deduct:
${fallen.replaceAll(/^/gm, '  ')}
figure: { rate: { value: 2, unit: percent }, of: { minus: [base, before] } }
cap: { amount: 50万元 }
`,
  },
  {
    id: 'staged',
    title: '按项目付款额，立项先拨、验收后拨余',
    sentence: '按项目合同实际付款额的 30% 给予补助，单个项目最高 500 万元；立项后先拨 50%，验收后拨付其余。',
    yaml: `${head('研发项目分期补助', 'project.listedById', 'project.id', '{ kind: whole_life, date: payment.paidOn }')}
base:
  of: payments
  amount: payment.amountFen
  where:
${registered}
  deduct:
${fallen}
    - { field: payment.reversedOn, reached: true, why: 付款已冲回 }
rate: { value: 30, unit: percent }
cap: { amount: 500万元 }
stages:
  - { id: advance, title: 立项预拨, share: { value: 50, unit: percent } }
  - { id: rest, title: 验收后拨付, due: { field: project.acceptedOn, reached: true, why: 项目未验收 } }
`,
  },
  {
    id: 'excess',
    title: '达到门槛给定额，超过部分再按比例',
    sentence: '年到账额 500 万元（含）以上的给予 5 万元，超过 500 万元的部分再按 1% 给予，合计最高 50 万元。',
    yaml: `${head('定额加超额比例补助', 'contract.sellerId', 'contract.sellerId', byYear('receipt.receivedOn'))}
base:
  of: receipts
  amount: receipt.amountFen
  where:
${registered}
  deduct:
${fallen}
    - { field: receipt.reversedOn, reached: true, why: 到账已冲回 }
figure:
  tiers:
    kind: whole
    brackets:
      - { from: 500万元, amount: 5万元, excess: { value: 1, unit: percent } }
cap: { amount: 50万元 }
`,
  },
  {
    id: 'manager',
    title: '奖励促成交易的技术经理人',
    sentence: '技术经理人促成技术转让、许可的，按到账额的 2‰ 给予奖励，每人每年最高 10 万元。',
    yaml: `${head('技术经理人奖励', 'contract.managerId', 'contract.managerId', byYear('receipt.receivedOn'))}
base:
  of: receipts
  amount: receipt.amountFen
  where:
    - { field: contract.managerId, given: true, why: 没有技术经理人 }
    - { field: contract.type, in: [transfer, licence], why: 不是技术转让、许可合同 }
  deduct:
    - { field: receipt.reversedOn, reached: true, why: 到账已冲回 }
rate: { value: 2, unit: permille }
cap: { amount: 10万元 }
`,
  },
]

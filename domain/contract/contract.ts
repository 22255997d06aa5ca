/** A technology contract ("技术合同") in one of the five types of 民法典 ch. 20, and its money facts. */
import type { Lifecycle } from '../lifecycle.ts'

/** 开发 · 转让 · 许可 · 咨询 · 服务 */
export const contractTypes = ['development', 'transfer', 'licence', 'consulting', 'service'] as const
export type ContractType = (typeof contractTypes)[number]

export const contractStates = ['draft', 'signed', 'performing', 'completed', 'terminated'] as const
export type ContractState = (typeof contractStates)[number]
export type ContractEvent = 'sign' | 'amend' | 'perform' | 'complete' | 'terminate'

export const contractLifecycle: Lifecycle<ContractState, ContractEvent> = {
  initial: 'draft',
  transitions: {
    draft: { sign: 'signed', terminate: 'terminated' },
    signed: { amend: 'signed', perform: 'performing', terminate: 'terminated' },
    performing: { amend: 'performing', complete: 'completed', terminate: 'terminated' },
    completed: {},
    terminated: {},
  },
}

/** Non-technology lines: what is bought with the technology but is not technology. */
export const contractLineKinds = ['equipment', 'instrument', 'part', 'material'] as const
export type ContractLineKind = (typeof contractLineKinds)[number]

export interface ContractLine {
  kind: ContractLineKind
  description: string
  amountFen: bigint
  /** "合理数量的标的物": a reasonable quantity of the deliverable itself stays in the technology amount. */
  isReasonableDeliverable: boolean
}

/** The dated, evidenced money facts; contractAmount and technologyAmount are the other two of the five. */
export const moneyFactKinds = ['receipt', 'payment', 'invoice'] as const
export type MoneyFactKind = (typeof moneyFactKinds)[number]

/**
 * 技术交易额 in 分: face value minus equipment, instruments, parts and materials, unless the line is a reasonable
 * quantity of the deliverable (技术合同认定规则, art. 14). Negative when the lines exceed the face value: a guard's business.
 */
export function technologyAmountOf(contractAmountFen: bigint, lines: readonly ContractLine[]): bigint {
  return lines.reduce((rest, line) => (line.isReasonableDeliverable ? rest : rest - line.amountFen), contractAmountFen)
}

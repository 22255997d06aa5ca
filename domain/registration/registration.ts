/** Recognition and registration of a technology contract ("技术合同认定登记"). */
import type { Lifecycle } from '../lifecycle.ts'

export const registrationStates = [
  'draft',
  'submitted',
  'correction_requested',
  'accepted',
  'examined',
  'expert_examination',
  'registered',
  'refused',
  'deregistered',
  'revoked',
] as const
export type RegistrationState = (typeof registrationStates)[number]
export type RegistrationEvent =
  | 'submit'
  | 'request_correction'
  | 'accept'
  | 'examine'
  | 'consult_experts'
  | 'conclude_experts'
  | 'register'
  | 'refuse'
  | 'amend'
  | 'deregister'
  | 'revoke'

export const registrationLifecycle: Lifecycle<RegistrationState, RegistrationEvent> = {
  initial: 'draft',
  transitions: {
    draft: { submit: 'submitted' },
    submitted: { request_correction: 'correction_requested', accept: 'accepted', refuse: 'refused' },
    correction_requested: { submit: 'submitted' },
    accepted: { examine: 'examined', request_correction: 'correction_requested', refuse: 'refused' },
    examined: { register: 'registered', consult_experts: 'expert_examination', refuse: 'refused' },
    expert_examination: { conclude_experts: 'examined' },
    registered: { amend: 'registered', deregister: 'deregistered', revoke: 'revoked' },
    refused: {},
    deregistered: {},
    revoked: {},
  },
}

/** Why a registry refuses (技术合同认定规则; lifecycles of the founding documents). */
export const refusalReasons = [
  'parties_unclear',
  'subject_unclear',
  'price_unclear',
  'illegal_monopoly_or_infringement',
  'proofs_do_not_match',
  'names_and_seals_differ',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

/** From this 技术交易额 on a contract is "large": 500万元. Longer clock, second examiner. */
export const largeContractFen = 500_000_000n
/** Working days from acceptance to decision: ordinary, and large or disputed. */
export const examinationWorkingDays = 15
export const largeExaminationWorkingDays = 30

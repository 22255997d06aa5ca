/**
 * Guards of the recognition and registration of a technology contract ("技术合同认定登记"): who may not examine it, what
 * may be recognised, by when it must be decided, and when a second person is needed.
 */

import { dayInChina, estimateWorkingDays } from '../calendar.ts'
import { type ContractType, contractTypes } from '../contract/contract.ts'
import { type FieldProblem, Refusal } from '../refusal.ts'
import { examinationWorkingDays, largeContractFen, largeExaminationWorkingDays } from './registration.ts'

interface Parties {
  buyerId: string
  sellerId: string
}

export class RegistryNotAvailable extends Refusal {
  readonly code = 'REGISTRY_NOT_AVAILABLE'
  readonly organisationId: string
  constructor(organisationId: string) {
    super('Choose a verified registry (技术合同登记机构)')
    this.organisationId = organisationId
  }
}

export class RegistryIsParty extends Refusal {
  readonly code = 'REGISTRY_IS_PARTY'
  constructor() {
    super('A registry may not register a contract to which it is a party; choose another one')
  }
}

/** Why the organisation cannot register this contract, or null. */
export function checkRegistry(
  registry: { id: string; kind: string; state: string },
  parties: Parties,
): RegistryIsParty | RegistryNotAvailable | null {
  if (registry.id === parties.buyerId || registry.id === parties.sellerId) return new RegistryIsParty()
  const isAvailable = registry.kind === 'registry' && registry.state === 'verified'
  return isAvailable ? null : new RegistryNotAvailable(registry.id)
}

/** The person also belongs to a party ("回避"). */
export class ExaminerInConflict extends Refusal {
  readonly code = 'EXAMINER_IN_CONFLICT'
  readonly organisationId: string
  constructor(organisationId: string) {
    super('You belong to a party of this contract; a colleague must handle it')
    this.organisationId = organisationId
  }
}

/** Why a person with these memberships may not handle the contract, or null. */
export function checkExaminer(organisationIds: readonly string[], parties: Parties): ExaminerInConflict | null {
  const conflict = organisationIds.find(id => id === parties.buyerId || id === parties.sellerId)
  return conflict === undefined ? null : new ExaminerInConflict(conflict)
}

/** What the registry recognises ("核定"): the type, and the 技术交易额 in 分, from nothing to the contract amount. */
export function checkRecognition(
  recognition: { type: ContractType; technologyAmountFen: bigint },
  contractAmountFen: bigint,
): FieldProblem[] {
  const problems: FieldProblem[] = []
  if (!contractTypes.includes(recognition.type))
    problems.push({ path: 'recognisedType', message: 'is not known', remedy: `choose: ${contractTypes.join(', ')}` })
  if (recognition.technologyAmountFen < 0n || recognition.technologyAmountFen > contractAmountFen)
    problems.push({
      path: 'recognisedAmountFen',
      message: `${recognition.technologyAmountFen} 分 is outside the contract`,
      remedy: `recognise from 0 to the contract amount of ${contractAmountFen} 分`,
    })
  return problems
}

/** Whether the longer clock and the second examiner apply. 技术交易额 in 分. */
export function isLargeContract(technologyAmountFen: bigint): boolean {
  return technologyAmountFen >= largeContractFen
}

/** A large contract was examined and would be registered by one and the same person. */
export class SecondExaminerNeeded extends Refusal {
  readonly code = 'SECOND_EXAMINER_NEEDED'
  readonly largeFromFen = largeContractFen
  constructor() {
    super('You examined this contract; from 500万元 of 技术交易额 on another registrar must check and register it')
  }
}

/** Why this person may not register what was examined, or null. `recognisedAmountFen` in 分. */
export function checkSecondExaminer(
  examination: { examinedBy: string | null; recognisedAmountFen: bigint | null },
  userId: string,
): SecondExaminerNeeded | null {
  const isLarge = isLargeContract(examination.recognisedAmountFen ?? 0n)
  return isLarge && examination.examinedBy === userId ? new SecondExaminerNeeded() : null
}

/**
 * The day by which an accepted case must be decided, reckoned from the calendar as it is known now: a notice of holidays
 * that came after the acceptance moves it. Null while nothing is accepted; 技术交易额 in 分.
 */
export function currentDueOn(
  acceptedAt: Date | null,
  technologyAmountFen: bigint,
): { day: string; isEstimated: boolean } | null {
  return acceptedAt === null ? null : examinationDueOn(dayInChina(acceptedAt), technologyAmountFen)
}

/** The day by which the registry must have decided, counted from the day of acceptance; 技术交易额 in 分. */
export function examinationDueOn(
  acceptedOn: string,
  technologyAmountFen: bigint,
): { day: string; isEstimated: boolean } {
  const days = isLargeContract(technologyAmountFen) ? largeExaminationWorkingDays : examinationWorkingDays
  return estimateWorkingDays(acceptedOn, days)
}

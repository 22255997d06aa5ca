/**
 * 重复资助: what this determination counts is counted by another one that is alive. Four grounds: the same rule counts
 * the same record for another subject, beneficiary or window; the policy says the two rules exclude one another; two
 * versions of the policy count the same record under two rules, of which the later version's is new; or the
 * same beneficiary is supported for the same contract under another policy, which nearly every policy forbids
 * ("不重复享受"). The same rule, subject and window again is no second grant: it draws on the same account.
 */
import type { ExclusiveRule, FlagGrant } from './flag-facts.ts'
import { cny, type FoundFlag, figure, flagRecordKinds, record, yuan } from './red-flag.ts'

type Ground = 'same_rule' | 'exclusive' | 'other_version' | 'other_policy'

const wording: Record<Ground, readonly [zh: string, en: string]> = {
  same_rule: ['同一规则已对同一记录另行测算', 'the same rule counts the same record elsewhere'],
  exclusive: ['政策规定这两条规则不可同时享受', 'the policy says that these two rules exclude one another'],
  other_version: [
    '政策的另一版本按另一规则对同一记录测算，后一版本的规则是新增或改过的',
    'another version counts the same record under another rule, and the rule of the later one is new or changed',
  ],
  other_policy: [
    '同一单位就同一合同在另一政策下享受补助',
    'the same unit is supported for the same contract by another policy',
  ],
}

/** One flag for each other determination. Cost: the records of all, once. */
export function findFundedTwice(
  own: FlagGrant,
  others: readonly FlagGrant[],
  exclusives: readonly ExclusiveRule[],
): FoundFlag[] {
  const records = new Set(own.used.map(used => used.record))
  const contracts = new Set(own.used.flatMap(used => used.contractId ?? []))
  return others.flatMap(other => {
    if (other.determinationId === own.determinationId) return []
    const shared = {
      records: other.used.filter(used => records.has(used.record)).map(used => used.record),
      contracts: [...new Set(other.used.flatMap(used => used.contractId ?? []))].filter(id => contracts.has(id)),
    }
    const ground = groundOf(own, other, shared, exclusives)
    return ground ? [flagOf(own, other, ground, shared)] : []
  })
}

interface Shared {
  records: readonly string[]
  contracts: readonly string[]
}

function groundOf(
  own: FlagGrant,
  other: FlagGrant,
  shared: Shared,
  exclusives: readonly ExclusiveRule[],
): Ground | null {
  const isSameBeneficiary = other.beneficiaryId === own.beneficiaryId
  const isShared = shared.records.length > 0 || shared.contracts.length > 0
  if (!isShared) return null
  if (other.policyId !== own.policyId) return isSameBeneficiary ? 'other_policy' : null
  if (other.rule === own.rule) {
    const isSameAccount = isSameBeneficiary && other.subjectId === own.subjectId && other.window === own.window
    return shared.records.length > 0 && !isSameAccount ? 'same_rule' : null
  }
  const exclusive = exclusives.find(({ rule }) => rule === other.rule)
  if (exclusive && (exclusive.per !== 'beneficiary' || isSameBeneficiary)) return 'exclusive'
  return other.isOfOtherForm && shared.records.length > 0 ? 'other_version' : null
}

type Used = FlagGrant['used'][number]

const nameOf = (used: Used | undefined) => ({ name: used?.contractTitle ?? '' })
const kindOf = ({ kind }: Used) => flagRecordKinds.find(known => known === kind) ?? 'payment'

function flagOf(own: FlagGrant, other: FlagGrant, ground: Ground, shared: Shared): FoundFlag {
  const [zh, en] = wording[ground]
  const name = `${other.policyTitle} · ${other.ruleTitle}`
  return {
    kind: 'funded_twice',
    basis: [ground, other.determinationId, ...[...shared.records, ...shared.contracts].sort()],
    explanation: {
      zh: `${zh}：${name}，金额 ${yuan(other.ceilingFen)}。`,
      en: `Funded twice: ${en}. ${name}, ${cny(other.ceilingFen)}.`,
      records: [
        record('determination', other.determinationId, { name, amountFen: other.ceilingFen, note: other.state }),
        ...shared.contracts.map(id => record('contract', id, nameOf(own.used.find(used => used.contractId === id)))),
        ...own.used
          .filter(used => shared.records.includes(used.record) && used.record !== used.contractId)
          .map(used => record(kindOf(used), used.record, { ...nameOf(used), on: used.on ?? null })),
      ],
      figures: [
        figure('sharedRecords', 'count', shared.records.length),
        figure('sharedContracts', 'count', shared.contracts.length),
        figure('otherCeiling', 'fen', other.ceilingFen),
      ],
    },
  }
}

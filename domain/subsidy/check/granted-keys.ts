/**
 * A limit over several figures counts what was granted by what it was for: the beneficiary, the rule's own key, or the
 * field of a limit that it was booked on. A new limit by another field would find grants that do not say what they were
 * for, and stop its rule for everybody; but a grant for one contract is for its parties and its registry too.
 */
import type { FieldProblem } from '../../refusal.ts'
import { isOwnKey, isOwnLimit, type Limit, type PackLimit, type PolicyPack, type Rule } from '../pack/policy-pack.ts'
import { readingsFrom, readRule } from '../pack/read-pack.ts'
import { problem } from './check-reference.ts'
import { givingRule } from './pays-again.ts'

/** What every registered contract names one of. */
export const fieldsOfContract = ['contract.buyerId', 'contract.sellerId', 'contract.registryId'] as const
export type FieldOfContract = (typeof fieldsOfContract)[number]

const isOfContract = (field: string): field is FieldOfContract => fieldsOfContract.some(one => one === field)

/** The fields of a contract that limits over several figures of a rule count by. */
export function listContractFields(
  pack: Pick<PolicyPack, 'limits'>,
  rule: Pick<Rule, 'id' | 'limits'>,
): FieldOfContract[] {
  const limits: readonly (Limit | PackLimit)[] = [...rule.limits, ...pack.limits.filter(isOn(rule))]
  return limits.flatMap(({ per }) => (per !== undefined && isOfContract(per) ? [per] : []))
}

const isOn =
  ({ id }: Pick<Rule, 'id'>) =>
  (limit: PackLimit) =>
    limit.rules.includes(id)

/** Limits of the next version, read so, that cannot count what the pack has granted on a rule, by their paths. */
export function checkGrantKeys(
  next: PolicyPack,
  { pack, rule: id }: { pack: PolicyPack; rule: string },
  parameters: Readonly<Record<string, string>>,
): FieldProblem[] {
  const [written, old] = [givingRule(next, id), givingRule(pack, id)]
  if (!written || !old) return []
  const rule = readRule(written, readingsFrom(parameters))
  const booked = [...old.limits, ...pack.limits.filter(isOn(old))].map(({ per }) => per)
  const isTold = (per: string | undefined) =>
    per === undefined ||
    per === 'all' ||
    per === 'beneficiary' ||
    isOwnKey(rule, per) ||
    booked.includes(per) ||
    (isOwnKey(rule, 'contract.id') && isOfContract(per))
  const found = ({ id: limit, per }: Limit | PackLimit, path: string) =>
    isTold(per)
      ? []
      : problem(
          `${path}.per`,
          `what was granted on rule ${id} does not say for which ${per} it was, and limit ${limit} could not count it`,
          'count by the beneficiary, by the key of the rule, or by all; or give the rule another id and exclude what was granted',
        )
  return [
    ...rule.limits.flatMap((limit, at) =>
      isOwnLimit(rule, limit) ? [] : found(limit, `rules.${next.rules.indexOf(written)}.limits.${at}`),
    ),
    ...next.limits.flatMap((limit, at) => (isOn(rule)(limit) ? found(limit, `limits.${at}`) : [])),
  ]
}

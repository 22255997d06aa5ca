/**
 * While a part of a pack has a wrong form, nothing can be read across its parts. Something valid stands in for it then,
 * so that all that is wrong elsewhere is told at once, and not only when the head is filled in.
 */
import type { FieldProblem } from '../../refusal.ts'
import { checkPack, textsIn } from '../check/check-pack.ts'
import { packFormat, policyPackSchema } from './policy-pack.ts'

type Entry = Record<string, unknown>
const isEntry = (value: unknown): value is Entry => typeof value === 'object' && value !== null && !Array.isArray(value)

const head: Entry = {
  format: packFormat,
  id: 'stand-in',
  version: '1',
  title: 'stand-in',
  issuingBody: 'stand-in',
  documentNumber: null,
  jurisdiction: '410000',
  status: 'draft',
  effectiveFrom: '2000-01-01',
  effectiveTo: null,
  notes: [],
}

const clause = (written: Entry) => ({
  id: 'stand-in',
  ...pick(written, ['id', 'noRule']),
  number: '1',
  title: 'x',
  text: 'x',
})

const rule = (written: Entry) => ({
  ...{ id: 'stand-in', clause: 'stand-in', ...pick(written, ['id', 'clause']), title: 'x', gives: 'exactly' },
  ...{ beneficiary: 'contract.sellerId', per: 'contract.sellerId', figure: 'base' },
  window: { kind: 'whole_life', date: 'contract.registeredOn' },
  base: { of: 'contracts', amount: 'contract.contractAmountFen' },
})

function pick(written: Entry, keys: readonly string[]): Entry {
  return Object.fromEntries(
    Object.entries(written).filter(([key, value]) => keys.includes(key) && typeof value === 'string'),
  )
}

/** What `checkPack` finds in the parts whose form is right; `paths` are the places that are not. */
export function problemsBeside(written: unknown, paths: readonly (readonly PropertyKey[])[]): FieldProblem[] {
  if (!isEntry(written)) return []
  const filled: Entry = { ...head, ...written }
  const replaced = new Set<string>()
  for (const [part, at] of paths) {
    const list = filled[String(part)]
    if (String(part) in head) filled[String(part)] = head[String(part)]
    else if (Array.isArray(list) && typeof at === 'number') {
      const entry = isEntry(list[at]) ? list[at] : {}
      if (part === 'clauses') filled.clauses = list.with(at, clause(entry))
      if (part === 'rules') filled.rules = list.with(at, rule(entry))
      replaced.add(`${String(part)}.${at}.`)
    }
  }
  const parsed = policyPackSchema.safeParse(filled)
  return parsed.success ? besides(checkPack(parsed.data), parsed.data.rules, replaced) : []
}

/** What hangs on a rule that is not read yet is told when it is. */
function besides(
  found: readonly FieldProblem[],
  rules: readonly { id: string }[],
  replaced: ReadonlySet<string>,
): FieldProblem[] {
  const unread = new Set(rules.flatMap(({ id }, at) => (replaced.has(`rules.${at}.`) ? [id] : [])))
  const isOwn = ({ path }: FieldProblem) => ![...replaced].some(place => `${path}.`.startsWith(place))
  const isSure = ({ path }: FieldProblem) => {
    const [part, at] = path.split('.')
    return unread.size === 0 || (part === 'rules' && !textsIn(rules[Number(at)]).some(text => unread.has(text)))
  }
  return found.filter(problem => isOwn(problem) && isSure(problem))
}

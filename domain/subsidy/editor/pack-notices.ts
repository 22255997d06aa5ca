/** What is not wrong with a pack, and yet worth a look before it is published: its writer and its reviewer see it. */
import { keyAlwaysDecides } from '../check/key-decides.ts'
import { fieldsOf } from '../facts/fact-tables.ts'
import { innerTests, type Test } from '../pack/pack-condition.ts'
import { measuresOf, type PolicyPack, type ReadPack, type Rule } from '../pack/policy-pack.ts'
import { readingsFrom, readPack } from '../pack/read-pack.ts'
import { sourcesOf } from '../pack/rule-order.ts'

/** `open_beneficiary`: one key, several beneficiaries. `any_place`: units of other places are paid too. */
export type NoticeKind = 'open_beneficiary' | 'any_place'

export interface PackNotice {
  path: string
  kind: NoticeKind
}

export function packNotices(pack: PolicyPack): PackNotice[] {
  const read = readPack(pack, readingsFrom({}))
  return pack.rules.flatMap((rule, index): PackNotice[] => {
    const path = `rules.${index}`
    const open: PackNotice[] = keyAlwaysDecides(rule) ? [] : [{ path: `${path}.per`, kind: 'open_beneficiary' }]
    return isForAnyPlace(read, rule.id) ? [...open, { path: `${path}.who`, kind: 'any_place' }] : open
  })
}

/** Neither the rule nor one that it computes from asks where anything is. */
function isForAnyPlace(pack: ReadPack, id: string): boolean {
  const rule = pack.rules.find(one => one.id === id)
  if (!rule || rule.gives === 'basis') return false
  const behind = new Set([id, ...sourcesOf(rule)])
  return !pack.rules.some(one => behind.has(one.id) && asksForPlace(pack, one))
}

function asksForPlace({ fields }: ReadPack, rule: Rule): boolean {
  const measures = measuresOf(rule).map(([, measure]) => measure)
  const conditions = [...rule.who, ...measures.flatMap(({ where, deduct }) => [...where, ...deduct])]
  const isPlace = (name: string) => measures.some(({ of }) => fieldsOf(of, fields).get(name)?.type === 'region')
  const asks = (test: Test): boolean => (test.field !== undefined && isPlace(test.field)) || innerTests(test).some(asks)
  return conditions.some(asks)
}

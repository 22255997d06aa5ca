/** A version that would pay again what was granted is neither proposed nor published. */
import { beforeAll, expect, test } from 'vitest'
import { useDatabase } from '#test/support/database.ts'
import { approved, paidProject } from '#test/support/subsidy.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { proposePolicyEdit } from '#usecases/subsidy/policy/propose-policy-edit.ts'
import { publishPolicyEdit } from '#usecases/subsidy/policy/publish-policy-edit.ts'
import { startPolicyEdit } from '#usecases/subsidy/policy/start-policy-edit.ts'

const text = (version: string, { rule = 'tenth', status = 'in_force', cap = '20万元' } = {}) => `
format: jiebang-policy/1
id: follow
version: '${version}'
title: 测试政策
issuingBody: 测试机关
documentNumber: null
jurisdiction: '410100'
status: ${status}
effectiveFrom: '2024-01-01'
effectiveTo: null
clauses:
  - { id: c1, number: （一）, title: 补助, quote: 按付款额的10%给予补助 }
rules:
  - id: ${rule}
    title: 付款补助
    clause: c1
    gives: ceiling
    beneficiary: project.listedById
    per: project.id
    window: { kind: whole_life, date: payment.paidOn }
    base: { of: payments, amount: payment.amountFen }
    rate: { value: 10, unit: percent }
    cap: { amount: ${cap} }
`

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})
const as = (name: PersonName) => world.ctx(world.people[name])

async function proposed(source: string) {
  const { id, revision } = await startPolicyEdit(as('officer'), { source })
  await proposePolicyEdit(as('officer'), { id, revision })
  return { id, revision }
}
const published = async (source: string) => publishPolicyEdit(as('reviewer'), await proposed(source))

test('the rule keeps its name once something was granted on it, also when that was between proposal and publication', async () => {
  await published(text('1'))
  const early = await proposed(text('2', { rule: 'renamed' }))
  const { challengeId } = await paidProject(database.db, world, [30_000_000n])
  const [row] = await determineSubsidy(as('officer'), { policyId: 'follow', rule: 'tenth', challengeId })
  await approved(world, row?.id ?? '', 3_000_000n)
  const refusal = { code: 'INVALID_INPUT', problems: [{ path: 'rules.0.id' }] }
  await expect(publishPolicyEdit(as('reviewer'), early)).rejects.toMatchObject(refusal)
  await expect(proposed(text('3', { rule: 'renamed' }))).rejects.toMatchObject(refusal)
  await proposed(text('4', { rule: 'renamed', status: 'draft' }))
  await published(text('5', { cap: '30万元' }))
})

/** A policy of rules that give no less than their figure ("不低于"), on the payments of a project. */
import { system } from '#domain/access/actor.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'
import type { BureauRole } from './bureaus.ts'
import type { UserActor, World } from './world.ts'

const rule = (id: string, more = '') => `
  - id: ${id}
    title: 不低于实际付款额10%的奖励（${id}）
    clause: c
    gives: at_least
    beneficiary: project.listedById
    per: project.id
    window: { kind: whole_life, date: payment.paidOn }
    base:
      of: payments
      amount: payment.amountFen
      deduct: [{ field: payment.reversedOn, reached: true, why: reversed }]
    rate: { value: 10, unit: percent }${more && `\n    ${more}`}
`

/** Of the province, so that its bureau and those of its cities may determine it. */
const pack = `format: jiebang-policy/1
id: floors
version: '1'
title: 成果转化奖励（不低于）
issuingBody: test
documentNumber: null
jurisdiction: '410000'
status: in_force
effectiveFrom: '2020-01-01'
effectiveTo: null
clauses: [{ id: c, number: '1', title: 奖励, text: 给予不低于实际付款额10%的奖励 }]
rules:${rule('open')}${rule('capped', 'cap: { amount: 50万元 }')}${rule(
  'budget',
  'limits: [{ id: all, per: all, amount: 100万元 }]',
)}${rule('shared', "payers: [{ payer: '410000', share: { value: 40, unit: percent } }, { payer: '410100', rest: true }]")}`

export type FloorRule = 'open' | 'capped' | 'budget' | 'shared'

export async function loadFloors(world: World): Promise<void> {
  await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'floors.yaml', text: pack }] })
}

/** The same world as another bureau works in it. */
export const worldAt = (world: World, bureau: Record<BureauRole, UserActor>): World => ({
  ...world,
  people: { ...world.people, ...bureau },
})

export async function floorOf(world: World, name: FloorRule, challengeId: string) {
  const input = { policyId: 'floors', rule: name, challengeId }
  const [row] = await determineSubsidy(world.ctx(world.people.officer), input)
  if (!row) throw new Error('the project has payments')
  return row
}

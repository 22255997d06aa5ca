/** A version that would pay again what was granted is neither proposed, published nor loaded; and pays nothing granted since. */
import { beforeAll, expect, test } from 'vitest'
import { listPolicyVersions } from '#db/queries/subsidy.ts'
import { system } from '#domain/access/actor.ts'
import { useDatabase } from '#test/support/database.ts'
import { approved, paidProject, storedFigure } from '#test/support/subsidy.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'
import { proposePolicyEdit } from '#usecases/subsidy/policy/propose-policy-edit.ts'
import { publishPolicyEdit } from '#usecases/subsidy/policy/publish-policy-edit.ts'
import { startPolicyEdit } from '#usecases/subsidy/policy/start-policy-edit.ts'

const perLife = '{ kind: whole_life, date: payment.paidOn }'
const perYear = '{ kind: calendar_year, date: payment.paidOn }'
const usual = {
  id: 'follow',
  rule: 'tenth',
  status: 'in_force',
  cap: '20万元',
  window: perLife,
  from: '2024-01-01',
}

const text = (version: string, change: Partial<typeof usual> = {}) => {
  const { id, rule, status, cap, window, from } = { ...usual, ...change }
  return `
format: jiebang-policy/1
id: ${id}
version: '${version}'
title: 测试政策
issuingBody: 测试机关
documentNumber: null
jurisdiction: '410100'
status: ${status}
effectiveFrom: '${from}'
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
    window: ${window}
    base: { of: payments, amount: payment.amountFen }
    rate: { value: 10, unit: percent }
    cap: { amount: ${cap} }
`
}

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

test('a year that is over is paid again by none of its successors, however far back they look', async () => {
  const id = 'years'
  await published(text('1', { id, window: perYear }))
  const [version] = await listPolicyVersions(database.db, id)
  if (!version) throw new Error('the version was just published')
  await approved(world, await storedFigure(database.db, world, version, { rule: 'tenth', window: '2024' }), 100n)
  const next = { id, rule: 'renamed', from: '2025-01-01', window: perYear }
  const again = { code: 'INVALID_INPUT', problems: [{ path: 'rules.0.id' }] }
  const lastYear = '{ kind: calendar_year, date: payment.paidOn, yearOffset: -1 }'
  await expect(proposed(text('2', { ...next, window: lastYear }))).rejects.toMatchObject(again)
  await expect(proposed(text('3', { ...next, window: perLife }))).rejects.toMatchObject(again)
  await expect(proposed(text('5', { ...next, from: '2024-06-01' }))).rejects.toMatchObject(again)
  await proposed(text('6', { ...next, from: '2026-01-01', window: lastYear }))
  await published(text('7', next))
})

test('what an earlier version grants after the next was published is not paid again by it', async () => {
  const id = 'meanwhile'
  await published(text('1', { id, window: perYear }))
  const lastYear = '{ kind: calendar_year, date: payment.paidOn, yearOffset: -1 }'
  await published(text('2', { id, rule: 'renamed', from: '2025-01-01', window: lastYear }))
  const [next, first] = await listPolicyVersions(database.db, id)
  if (!first || !next) throw new Error('both versions were just published')
  const ofNext = async () => storedFigure(database.db, world, next, { rule: 'renamed', window: '2024' })
  expect(await approved(world, await ofNext(), 100n)).toMatchObject({ state: 'approved' })
  const waiting = await ofNext()
  await approved(world, await storedFigure(database.db, world, first, { rule: 'tenth', window: '2024' }), 100n)
  await expect(approved(world, waiting, 100n)).rejects.toMatchObject({ code: 'PAYS_AGAIN', version: '2' })
  // What the version before grants for its own years is no matter of the next.
  await approved(world, await storedFigure(database.db, world, first, { rule: 'tenth', window: '2024' }), 100n)
})

test('a text that lies beside the program is held to the same', async () => {
  const id = 'loaded'
  const load = (source: string) =>
    loadPolicyVersions(world.ctx(system), { packs: [{ name: 'loaded.yaml', text: source }] })
  await load(text('1', { id }))
  const [version] = await listPolicyVersions(database.db, id)
  if (!version) throw new Error('the version was just loaded')
  await approved(world, await storedFigure(database.db, world, version, { rule: 'tenth' }), 100n)
  await expect(load(text('2', { id, rule: 'renamed' }))).rejects.toMatchObject({
    code: 'INVALID_POLICY_PACK',
    problems: [{ path: 'loaded.yaml: rules.0.id' }],
  })
  expect(await load(text('1', { id }))).toBe(0)
  expect(await load(text('3', { id, cap: '30万元' }))).toBe(1)
})

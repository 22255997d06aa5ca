/** From a working copy to a version: by two people of one bureau, and never otherwise. */
import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { policyEdit } from '#db/schema/policy-edit.ts'
import { policyVersion } from '#db/schema/subsidy.ts'
import { anonymous, system } from '#domain/access/actor.ts'
import { auditedActions, stepsOf } from '#test/support/contracts.ts'
import { useDatabase } from '#test/support/database.ts'
import { packText } from '#test/support/policy-text.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { requestRun } from '#usecases/subsidy/figure/request-run.ts'
import { comparePolicyVersions, findComparedVersion } from '#usecases/subsidy/policy/compare-policy-versions.ts'
import { discardPolicyEdit } from '#usecases/subsidy/policy/discard-policy-edit.ts'
import { findPolicy } from '#usecases/subsidy/policy/find-policy.ts'
import { findPolicyEdit } from '#usecases/subsidy/policy/find-policy-edit.ts'
import { listPolicyEdits } from '#usecases/subsidy/policy/list-policy-edits.ts'
import { findPolicyVersion, listPolicyVersions } from '#usecases/subsidy/policy/list-policy-versions.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'
import { proposePolicyEdit } from '#usecases/subsidy/policy/propose-policy-edit.ts'
import { publishPolicyEdit } from '#usecases/subsidy/policy/publish-policy-edit.ts'
import { returnPolicyEdit } from '#usecases/subsidy/policy/return-policy-edit.ts'
import { savePolicyEdit } from '#usecases/subsidy/policy/save-policy-edit.ts'
import { type StartPolicyEditInput, startPolicyEdit } from '#usecases/subsidy/policy/start-policy-edit.ts'
import { withdrawPolicyEdit } from '#usecases/subsidy/policy/withdraw-policy-edit.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})
const as = (name: keyof World['people']) => world.ctx(world.people[name])
const start = (input: StartPolicyEditInput) => startPolicyEdit(as('officer'), input)
const refusedAs = (code: string) => ({ code })

async function published(text: string) {
  const { id, revision } = await start({ source: text })
  await proposePolicyEdit(as('officer'), { id, revision })
  return publishPolicyEdit(as('reviewer'), { id, revision })
}

describe('to begin', () => {
  test('from a blank page for the region of the bureau, from a text, from a version', async () => {
    const blank = await start({})
    expect([blank.state, blank.revision, blank.policyId, blank.baseVersionId]).toEqual(['editing', 1, null, null])
    expect(blank.source).toContain("jurisdiction: '410100'")
    const wrong = await start({ source: 'id: unfinished\nrules: [' })
    expect([wrong.policyId, wrong.source]).toEqual([null, 'id: unfinished\nrules: ['])
    const { publishedVersionId } = await published(packText('begin'))
    const copy = await start({ versionId: publishedVersionId })
    expect([copy.baseVersionId, copy.policyId, copy.source]).toEqual([publishedVersionId, 'begin', packText('begin')])
    expect(await auditedActions(database.db, copy.id)).toEqual(['policy.start_edit'])
  })
  test('keeps a text whose head cannot be stored as it is, and names the field when it is proposed', async () => {
    const source = packText('hostile').replace('测试政策', '"a\\0b"').replace('测试机关', '"\\ud800"')
    const { id, title, policyId } = await start({ source })
    expect([title, policyId]).toEqual([null, 'hostile'])
    await expect(proposePolicyEdit(as('officer'), { id, revision: 1 })).rejects.toMatchObject({
      code: 'INVALID_POLICY_PACK',
      problems: [{ path: 'title' }, { path: 'issuingBody' }],
    })
    const deep = await start({ source: `id: deep\nrules: ${'['.repeat(50_000)}` })
    await expect(proposePolicyEdit(as('officer'), { id: deep.id, revision: 1 })).rejects.toMatchObject({
      problems: [{ message: 'is nested deeper than 40 levels' }],
    })
    await expect(start({ source: 'title: \ud800' })).rejects.toMatchObject({ problems: [{ path: 'source' }] })
  })
  test('is for officers of a bureau', async () => {
    for (const name of ['reviewer', 'auditor', 'poster', 'admin', 'registrar'] as const)
      await expect(startPolicyEdit(as(name), {})).rejects.toMatchObject({ code: expect.stringMatching(/^NOT_/) })
    await expect(startPolicyEdit(world.ctx(anonymous), {})).rejects.toMatchObject(refusedAs('SIGN_IN_REQUIRED'))
  })
  test('from one thing that is there, and of a policy of its own', async () => {
    const unknown = '00000000-0000-7000-8000-00000000dead'
    await expect(start({ versionId: unknown })).rejects.toMatchObject(refusedAs('NOT_FOUND'))
    await expect(start({ versionId: unknown, source: 'x' })).rejects.toMatchObject(refusedAs('INVALID_INPUT'))
    const elsewhere = packText('elsewhere', '1', { region: '350400' })
    await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'x', text: elsewhere }] })
    const [version] = await listPolicyVersions(as('officer'), { policyId: 'elsewhere' })
    await expect(start({ versionId: version?.id ?? '' })).rejects.toMatchObject(refusedAs('NOT_POLICY_OWNER'))
  })
})

describe('to save', () => {
  test('counts, reads what the text says it is, and keeps what is wrong', async () => {
    const { id } = await start({})
    const saved = await savePolicyEdit(as('officer'), { id, revision: 1, source: 'id: named\nversion: 3\ntitle: 名' })
    expect([saved.revision, saved.policyId, saved.versionLabel, saved.title]).toEqual([2, 'named', '3', '名'])
    await expect(savePolicyEdit(as('officer'), { id, revision: 1, source: 'other' })).rejects.toMatchObject({
      code: 'EDIT_CONFLICT',
      currentVersion: 2,
    })
    expect((await savePolicyEdit(as('officer'), { id, revision: 2, source: 'id: [' })).policyId).toBeNull()
    expect(await auditedActions(database.db, id)).toEqual(['policy.start_edit', 'policy.save_edit', 'policy.save_edit'])
  })
  test('is for its author, and of a text that can be kept', async () => {
    const { id } = await start({})
    const save = (name: keyof World['people'], source = 'x') => savePolicyEdit(as(name), { id, revision: 1, source })
    await expect(save('reviewer')).rejects.toMatchObject(refusedAs('NOT_ALLOWED'))
    await expect(save('poster')).rejects.toMatchObject(refusedAs('NOT_FOUND'))
    await expect(save('officer', 'x'.repeat(80_001))).rejects.toMatchObject(refusedAs('INVALID_INPUT'))
    await expect(save('officer', 'nul \0')).rejects.toMatchObject(refusedAs('INVALID_INPUT'))
    const asColleague = world.ctx({ ...world.people.officer, userId: world.people.auditor.userId })
    await expect(savePolicyEdit(asColleague, { id, revision: 1, source: 'x' })).rejects.toMatchObject(
      refusedAs('NOT_THE_AUTHOR'),
    )
  })
})

describe('to propose', () => {
  const propose = async (source: string) => {
    const { id, revision } = await start({ source })
    return proposePolicyEdit(as('officer'), { id, revision })
  }
  test('needs a valid pack; then the text stays', async () => {
    await expect(propose('id: x')).rejects.toMatchObject(refusedAs('INVALID_POLICY_PACK'))
    for (const region of ['410300', '410000'])
      await expect(propose(packText('p-away', '1', { region }))).rejects.toMatchObject(refusedAs('BEYOND_REGION'))
    await expect(propose(packText('elsewhere', '2'))).rejects.toMatchObject(refusedAs('NOT_POLICY_OWNER'))
    const { id, state, revision } = await propose(packText('p-stays'))
    expect(state).toBe('proposed')
    const save = savePolicyEdit(as('officer'), { id, revision, source: packText('p-other') })
    await expect(save).rejects.toMatchObject(refusedAs('POLICY_EDIT_NOT_WRITABLE'))
    await expect(proposePolicyEdit(as('officer'), { id, revision })).rejects.toMatchObject(refusedAs('WRONG_STATE'))
  })
  test('of the text that was seen, under the id it was begun from, with a label and text of its own', async () => {
    const first = await published(packText('p-once'))
    await expect(propose(packText('p-once', '1', { cap: '30万元' }))).rejects.toMatchObject(
      refusedAs('VERSION_LABEL_TAKEN'),
    )
    for (const label of ['1 ', '１', '1\u200b'])
      await expect(propose(packText('p-once', label))).rejects.toMatchObject(refusedAs('VERSION_LABEL_TAKEN'))
    await expect(propose(packText('p-once'))).rejects.toMatchObject(refusedAs('NOTHING_CHANGED'))
    const { id } = await start({ versionId: first.publishedVersionId })
    await savePolicyEdit(as('officer'), { id, revision: 1, source: packText('p-renamed', '2') })
    await expect(proposePolicyEdit(as('officer'), { id, revision: 1 })).rejects.toMatchObject(
      refusedAs('EDIT_CONFLICT'),
    )
    await expect(proposePolicyEdit(as('officer'), { id, revision: 2 })).rejects.toMatchObject(refusedAs('OTHER_POLICY'))
  })
})

describe('to review', () => {
  test('returned with a reason, corrected, proposed again, published by another person', async () => {
    const { id } = await start({ source: packText('reviewed') })
    await proposePolicyEdit(as('officer'), { id, revision: 1 })
    await expect(returnPolicyEdit(as('reviewer'), { id, revision: 1, reason: ' ' })).rejects.toMatchObject(
      refusedAs('INVALID_INPUT'),
    )
    const returned = await returnPolicyEdit(as('reviewer'), { id, revision: 1, reason: '上限应为30万元' })
    expect([returned.state, returned.returnReason, returned.reviewerName]).toEqual([
      'returned',
      '上限应为30万元',
      'reviewer',
    ])
    const text = packText('reviewed', '1', { cap: '30万元' })
    await savePolicyEdit(as('officer'), { id, revision: 1, source: text })
    await proposePolicyEdit(as('officer'), { id, revision: 2 })
    await expect(publishPolicyEdit(as('approver'), { id, revision: 1 })).rejects.toMatchObject(
      refusedAs('EDIT_CONFLICT'),
    )
    const done = await publishPolicyEdit(as('approver'), { id, revision: 2 })
    expect([done.state, done.reviewerName]).toEqual(['published', 'approver'])
    const [version] = await listPolicyVersions(world.ctx(anonymous), { policyId: 'reviewed' })
    expect([version?.id, version?.source, version?.status]).toEqual([done.publishedVersionId, text, 'in_force'])
    expect(await stepsOf(database.db, id)).toEqual(['propose', 'return', 'propose', 'publish'])
    expect(await auditedActions(database.db, 'reviewed')).toEqual(['policy.publish'])
    expect((await auditedActions(database.db, id)).at(-1)).toBe('policy.publish_edit')
  })
  test('never by the author, whatever their role, nor by an officer or another bureau', async () => {
    const { id } = await start({ source: packText('same-person') })
    await proposePolicyEdit(as('officer'), { id, revision: 1 })
    const acting = world.people.reviewer.acting
    const promoted = world.ctx({ ...world.people.officer, acting })
    await expect(publishPolicyEdit(promoted, { id, revision: 1 })).rejects.toMatchObject(
      refusedAs('REVIEWER_IS_AUTHOR'),
    )
    await expect(returnPolicyEdit(promoted, { id, revision: 1, reason: 'x' })).rejects.toMatchObject(
      refusedAs('REVIEWER_IS_AUTHOR'),
    )
    for (const name of ['officer', 'auditor', 'cashier'] as const)
      await expect(publishPolicyEdit(as(name), { id, revision: 1 })).rejects.toMatchObject(refusedAs('NOT_ALLOWED'))
    if (!acting) throw new Error('the reviewer acts for the bureau')
    const away = world.ctx({
      ...world.people.reviewer,
      acting: { ...acting, organisationId: world.organisations.registry },
    })
    await expect(publishPolicyEdit(away, { id, revision: 1 })).rejects.toMatchObject(refusedAs('NOT_FOUND'))
    const unproposed = await start({ source: packText('unproposed') })
    const early = publishPolicyEdit(as('reviewer'), { id: unproposed.id, revision: 1 })
    await expect(early).rejects.toMatchObject(refusedAs('WRONG_STATE'))
  })
  test('of two copies with one label the second is refused when it is published', async () => {
    const [one, two] = [
      await start({ source: packText('twice') }),
      await start({ source: packText('twice', '1', { cap: '9万元' }) }),
    ]
    for (const { id } of [one, two]) await proposePolicyEdit(as('officer'), { id, revision: 1 })
    await publishPolicyEdit(as('reviewer'), { id: one.id, revision: 1 })
    const second = publishPolicyEdit(as('reviewer'), { id: two.id, revision: 1 })
    await expect(second).rejects.toMatchObject(refusedAs('VERSION_LABEL_TAKEN'))
  })
})

test('a proposal is taken back by its author, changed and proposed again', async () => {
  const { id } = await start({ source: packText('back') })
  const proposed = await proposePolicyEdit(as('officer'), { id, revision: 1 })
  expect(proposed.proposedAt).not.toBeNull()
  await expect(withdrawPolicyEdit(as('reviewer'), { id, revision: 1 })).rejects.toMatchObject(refusedAs('NOT_ALLOWED'))
  expect(await withdrawPolicyEdit(as('officer'), { id, revision: 1 })).toMatchObject({
    state: 'editing',
    proposedAt: null,
  })
  await expect(publishPolicyEdit(as('reviewer'), { id, revision: 1 })).rejects.toMatchObject(refusedAs('WRONG_STATE'))
  await savePolicyEdit(as('officer'), { id, revision: 1, source: packText('back', '1', { cap: '9万元' }) })
  expect((await proposePolicyEdit(as('officer'), { id, revision: 2 })).state).toBe('proposed')
})

test('discarded, it is read and nothing more', async () => {
  const { id } = await start({})
  await expect(discardPolicyEdit(as('reviewer'), { id, revision: 1 })).rejects.toMatchObject(refusedAs('NOT_ALLOWED'))
  expect((await discardPolicyEdit(as('officer'), { id, revision: 1 })).state).toBe('discarded')
  await expect(proposePolicyEdit(as('officer'), { id, revision: 1 })).rejects.toMatchObject(refusedAs('WRONG_STATE'))
})

test('copies are seen by their bureau only', async () => {
  const { id } = await start({})
  expect((await listPolicyEdits(as('auditor'), {})).map(edit => edit.id)).toContain(id)
  expect((await listPolicyEdits(as('auditor'), { states: ['published'] })).map(edit => edit.id)).not.toContain(id)
  for (const name of ['poster', 'registrar', 'admin'] as const)
    expect(await findPolicyEdit(as(name), { id })).toBeNull()
  await expect(listPolicyEdits(as('poster'), {})).rejects.toMatchObject(refusedAs('NOT_ALLOWED'))
})

test('a later version governs from its first day; the earlier one stays as it was', async () => {
  const first = await published(packText('dated', '1'))
  const second = await published(packText('dated', '2', { from: '2025-01-01', cap: '30万元' }))
  const third = await published(packText('dated', '3', { from: '2099-01-01' }))
  const runBy = async (year: number) =>
    (await requestRun(as('officer'), { policyId: 'dated', rule: 'r1', year })).policyVersionId
  expect(await Promise.all([2024, 2025, 2100].map(runBy))).toEqual([
    first.publishedVersionId,
    second.publishedVersionId,
    second.publishedVersionId,
  ])
  await expect(runBy(2023)).rejects.toMatchObject({ code: 'POLICY_NOT_IN_FORCE', day: '2023-12-31' })
  expect(await findPolicy(world.ctx(anonymous), { id: 'dated' })).toMatchObject({ version: '2' })
  const versions = await listPolicyVersions(as('poster'), { policyId: 'dated' })
  expect(versions.map(({ version, governs }) => [version, governs])).toEqual([
    ['3', { from: '2099-01-01', to: null }],
    ['2', { from: '2025-01-01', to: '2098-12-31' }],
    ['1', { from: '2024-01-01', to: '2024-12-31' }],
  ])
  expect(await findPolicyVersion(as('poster'), { id: third.publishedVersionId ?? '' })).toEqual(versions[0])
  const ids = { before: first.publishedVersionId ?? '', after: second.publishedVersionId ?? '' }
  const changes = await comparePolicyVersions(as('poster'), ids)
  expect(changes.map(({ part, id }) => `${part} ${id}`)).toEqual(['head version', 'head effectiveFrom', 'rules r1'])
  const copy = await start({ versionId: first.publishedVersionId })
  expect((await findComparedVersion(as('officer'), copy))?.version).toBe('2')
})

describe('the database', () => {
  const write = (id: string, change: Partial<typeof policyEdit.$inferInsert>) =>
    database.db.update(policyEdit).set(change).where(eq(policyEdit.id, id))
  const violating = (constraint: string) => ({ cause: { constraint_name: constraint } })

  test('keeps the rules, whoever writes', async () => {
    const { id } = await start({ source: packText('by-hand') })
    const author = world.people.officer.userId
    const reviewed = { reviewerId: world.people.reviewer.userId, reviewedAt: new Date() }
    await expect(write(id, { source: 'x' })).rejects.toMatchObject(violating('policy_edit_text_fixed'))
    await expect(write(id, { authorId: reviewed.reviewerId })).rejects.toMatchObject(violating('policy_edit_fixed'))
    await expect(write(id, { state: 'published' })).rejects.toMatchObject(violating('policy_edit_published_text'))
    await proposePolicyEdit(as('officer'), { id, revision: 1 })
    await expect(write(id, { source: 'x', revision: 2 })).rejects.toMatchObject(violating('policy_edit_text_fixed'))
    const own = { state: 'returned', returnReason: 'x', reviewedAt: new Date() } as const
    await expect(write(id, { ...own, reviewerId: author })).rejects.toMatchObject(violating('policy_edit_reviewer'))
    const cashier = world.people.cashier.userId
    await expect(write(id, { ...own, reviewerId: cashier })).rejects.toMatchObject(violating('policy_edit_reviewer'))
    const [other] = await database.db.select().from(policyVersion).limit(1)
    const wrongText = { ...reviewed, state: 'published', publishedVersionId: other?.id } as const
    await expect(write(id, wrongText)).rejects.toMatchObject(violating('policy_edit_published_text'))
    await publishPolicyEdit(as('reviewer'), { id, revision: 1 })
    await expect(write(id, { returnReason: 'x' })).rejects.toMatchObject(violating('policy_edit_fixed'))
    const remove = database.db.delete(policyEdit).where(eq(policyEdit.id, id))
    await expect(remove).rejects.toMatchObject(violating('policy_edit_kept'))
  })
})

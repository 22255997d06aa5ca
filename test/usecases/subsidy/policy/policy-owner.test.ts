/** The next version of a policy comes from the bureau that owns it, and from no other. */
import { eq } from 'drizzle-orm'
import { v7 as uuidv7 } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { policyEdit } from '#db/schema/policy-edit.ts'
import { policyVersion } from '#db/schema/subsidy.ts'
import { system } from '#domain/access/actor.ts'
import { settleBureau } from '#test/support/bureaus.ts'
import { useDatabase } from '#test/support/database.ts'
import { packText } from '#test/support/policy-text.ts'
import { createWorld, type UserActor, type World } from '#test/support/world.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'
import { proposePolicyEdit } from '#usecases/subsidy/policy/propose-policy-edit.ts'
import { publishPolicyEdit } from '#usecases/subsidy/policy/publish-policy-edit.ts'
import { startPolicyEdit } from '#usecases/subsidy/policy/start-policy-edit.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})
const refusedAs = (code: string) => ({ code })

describe('the next version of a policy', () => {
  const publishAs = async ({ officer, reviewer }: Record<'officer' | 'reviewer', UserActor>, text: string) => {
    const { id, revision } = await startPolicyEdit(world.ctx(officer), { source: text })
    await proposePolicyEdit(world.ctx(officer), { id, revision })
    return publishPolicyEdit(world.ctx(reviewer), { id, revision })
  }

  test('is published by the bureau that published the one before, and by no other of its region or below', async () => {
    const { publishedVersionId } = await publishAs(world.people, packText('owned'))
    for (const [n, regionCode] of ['410100', '410105', '410000'].entries()) {
      const other = await settleBureau(database.db, { regionCode, n })
      const region = regionCode === '410000' ? '410100' : regionCode
      await expect(publishAs(other, packText('owned', '2', { region }))).rejects.toMatchObject(
        refusedAs('NOT_POLICY_OWNER'),
      )
      const begun = startPolicyEdit(world.ctx(other.officer), { versionId: publishedVersionId })
      await expect(begun).rejects.toMatchObject(refusedAs('NOT_POLICY_OWNER'))
    }
    expect((await publishAs(world.people, packText('owned', '2'))).state).toBe('published')
  })
  test('is not published for another bureau by SQL either', async () => {
    await publishAs(world.people, packText('guarded'))
    const other = await settleBureau(database.db, { regionCode: '410100', n: 21 })
    const { id } = await startPolicyEdit(world.ctx(other.officer), { source: packText('guarded', '2') })
    const at = new Date()
    const write = (change: object) => database.db.update(policyEdit).set(change).where(eq(policyEdit.id, id))
    await write({ state: 'proposed', proposedAt: at })
    const named = { id: uuidv7(), policyId: 'guarded', title: '测试政策', sha256: 'b'.repeat(64) }
    const row = { ...named, status: 'in_force' as const }
    await database.db.insert(policyVersion).values({ ...row, source: packText('guarded', '2') })
    const reviewed = { reviewerId: other.reviewer.userId, reviewedAt: at }
    await expect(write({ state: 'published', publishedVersionId: row.id, ...reviewed })).rejects.toMatchObject({
      cause: { constraint_name: 'policy_edit_owner' },
    })
  })
  test('of one that came with the program is for the bureau of its region, whichever is first', async () => {
    await loadPolicyVersions(world.ctx(system), { packs: [{ name: 'x', text: packText('shipped') }] })
    const [below, beside] = [
      await settleBureau(database.db, { regionCode: '410105', n: 11 }),
      await settleBureau(database.db, { regionCode: '410100', n: 12 }),
    ]
    const district = packText('shipped', '2', { region: '410105' })
    await expect(publishAs(below, district)).rejects.toMatchObject(refusedAs('NOT_POLICY_OWNER'))
    const { id, revision } = await startPolicyEdit(world.ctx(world.people.officer), {
      source: packText('shipped', '3'),
    })
    await proposePolicyEdit(world.ctx(world.people.officer), { id, revision })
    await publishAs(beside, packText('shipped', '2'))
    const late = publishPolicyEdit(world.ctx(world.people.reviewer), { id, revision })
    await expect(late).rejects.toMatchObject(refusedAs('NOT_POLICY_OWNER'))
  })
})

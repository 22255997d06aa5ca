import { beforeAll, describe, expect, it } from 'vitest'
import { findUser } from '#db/queries/user.ts'
import { anonymous } from '#domain/access/actor.ts'
import { createFirstAdminLink } from '#server/session/first-admin-link.ts'
import { useDatabase } from '#test/support/database.ts'
import { testPorts } from '#test/support/ports.ts'
import { createFirstAdmin } from '#usecases/identity/create-first-admin.ts'
import type { Ctx } from '#usecases/support/ctx.ts'
import { goodPassword, lastAudit, sessionsOf } from './support.ts'

const database = useDatabase()
const link = createFirstAdminLink()
let ctx: Ctx
beforeAll(() => {
  const ports = { ...testPorts(database.db), firstAdminLink: link }
  ctx = { ...ports, db: database.db, actor: anonymous, requestId: 'first' }
})

describe('an empty installation', () => {
  const form = { email: 'root@example.com', displayName: 'Administrator One', password: goodPassword }

  it('holds the administrator to the same password rules', async () => {
    const weak = createFirstAdmin(ctx, { ...form, password: 'admin12345', token: link.token })
    await expect(weak).rejects.toMatchObject({ code: 'INVALID_INPUT' })
  })

  it('makes one administrator from the link, signed in, however often the link is used at once', async () => {
    const tries = [1, 2, 3].map(n =>
      createFirstAdmin(ctx, { ...form, email: `root${n}@example.com`, token: link.token }).catch(error => error.code),
    )
    const answers = await Promise.all(tries)
    expect(answers.filter(answer => answer === 'FIRST_ADMIN_LINK_INVALID')).toHaveLength(2)
    const made = answers.find(answer => typeof answer === 'object')
    expect(await findUser(database.db, made.viewer.id)).toMatchObject({ isAdmin: true })
    expect(await sessionsOf(database.db, made.viewer.id)).toHaveLength(1)
    expect(await lastAudit(database.db)).toMatchObject({
      action: 'user.create_first_admin',
      actorUserId: made.viewer.id,
    })
  })
})

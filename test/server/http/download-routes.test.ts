import { Hono } from 'hono'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '#domain/access/actor.ts'
import { Refusal } from '#domain/refusal.ts'
import { mountDownloads } from '#server/http/download-routes.ts'
import { respondRefusal } from '#server/http/refusal-response.ts'
import type { AppVariables } from '#server/http/request-context.ts'
import { createPayout } from '#usecases/subsidy/money/create-payout.ts'
import { useDatabase } from '../../support/database.ts'
import { approved, loadPolicyInForce, storedFigure } from '../../support/subsidy.ts'
import { createWorld, type World } from '../../support/world.ts'
import { csv, preview } from '../../usecases/import/support.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})

function get(path: string, actor: Actor) {
  const app = new Hono<{ Variables: AppVariables }>()
  mountDownloads(app, async () => world.ctx(actor))
  app.onError((error, c) => {
    if (error instanceof Refusal) return respondRefusal(c, error)
    throw error
  })
  return app.request(path)
}

describe('downloads of the import', () => {
  it('gives the failed rows to who imported them, under their own name', async () => {
    const source = { ...csv('编号,需求名称', 'A1,', 'A2,轴承的研制'), fileName: '需求 (1).csv' }
    const { batch } = await preview(world.ctx(world.people.poster), source)
    const path = `/imports/${batch.id}/failed-rows`
    const response = await get(path, world.people.posterAdmin)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''${encodeURIComponent('需求 ')}%281%29-failed.csv`,
    )
    expect(await response.text()).toContain('row 2: the row is empty')
    const stranger = await get(path, world.people.rival)
    expect([stranger.status, await stranger.json()]).toMatchObject([403, { code: 'NOT_ALLOWED' }])
    expect((await get(path, { kind: 'anonymous' })).status).toBe(401)
    expect((await get('/imports/none/failed-rows', world.people.poster)).status).toBe(404)
  })

  it('gives a template of each library to anyone, and of nothing else', async () => {
    const response = await get('/templates/demands.xlsx', { kind: 'anonymous' })
    expect([response.status, new Uint8Array(await response.arrayBuffer()).slice(0, 2)]).toEqual([
      200,
      new Uint8Array([0x50, 0x4b]),
    ])
    expect((await get('/templates/users.xlsx', { kind: 'anonymous' })).status).toBe(404)
  })
})

describe('payout files', () => {
  it('are for those of the bureau who approve, pay and audit, as .csv and .xlsx', async () => {
    const version = await loadPolicyInForce(world)
    const id = await storedFigure(database.db, world, version)
    await approved(world, id, 100n)
    const payout = await createPayout(world.ctx(world.people.cashier), { determinationIds: [id] })
    const response = await get(`/payouts/${payout.id}/csv`, world.people.auditor)
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(response.headers.get('content-disposition')).toMatch(/ZF-\d{4}-0001\.csv$/)
    expect(await response.text()).toContain('壹元整')
    const sheet = await get(`/payouts/${payout.id}/xlsx`, world.people.cashier)
    expect(new Uint8Array(await sheet.arrayBuffer()).slice(0, 2)).toEqual(new Uint8Array([0x50, 0x4b]))
    for (const name of ['poster', 'officer', 'reviewer'] as const)
      expect((await get(`/payouts/${payout.id}/csv`, world.people[name])).status).toBe(404)
    expect((await get(`/payouts/${payout.id}/pdf`, world.people.cashier)).status).toBe(404)
    expect((await get('/payouts/none/csv', world.people.cashier)).status).toBe(404)
  })
})

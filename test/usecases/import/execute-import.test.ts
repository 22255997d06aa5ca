import { asc, eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { verifyAudit } from '#db/queries/audit.ts'
import { demand } from '#db/schema/demand.ts'
import { importBatch, importRow } from '#db/schema/import.ts'
import { auditEntry } from '#db/schema/record.ts'
import { executeImport } from '#usecases/import/execute-import.ts'
import { exportFailedRows, exportTemplate } from '#usecases/import/export-files.ts'
import { findImports } from '#usecases/import/find-imports.ts'
import { countListedImportRows, listImportRows } from '#usecases/import/list-import-rows.ts'
import { listImports } from '#usecases/import/list-imports.ts'
import { useDatabase } from '../../support/database.ts'
import { createWorld, type World } from '../../support/world.ts'
import { csv, demandLines, importAll, preview } from './support.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})
const poster = () => world.ctx(world.people.poster)
const demandsOf = (organisationId: string) =>
  database.db.select().from(demand).where(eq(demand.organisationId, organisationId)).orderBy(asc(demand.importKey))
const auditsOf = async (id: string) =>
  (await database.db.select().from(auditEntry).where(eq(auditEntry.subjectId, id))).map(({ action }) => action)

describe('executeImport', () => {
  it('stores the rows as drafts of the organisation, with one audit entry for each transaction', async () => {
    const source = csv('编号,需求名称,预算', 'A1,轴承的研制,50', 'A2,,60')
    const done = await importAll(poster(), source)
    expect(done).toMatchObject({ state: 'done', progressPercent: 100, counts: { ready: 0, stored: 1, rejected: 1 } })
    expect(done.finishedAt).toBeInstanceOf(Date)
    const [row] = await demandsOf(world.organisations.enterprise)
    expect(row).toMatchObject({ title: '轴承的研制', state: 'draft', importKey: 'A1', budgetMaxFen: 50_000_000n })
    expect(row).toMatchObject({ createdBy: world.people.poster.userId, searchText: expect.stringContaining('轴承') })
    expect(await auditsOf(done.id)).toEqual(['import.preview', 'demand.import'])
    const rows = await database.db.select().from(importRow).where(eq(importRow.batchId, done.id))
    expect(rows.find(({ rowKey }) => rowKey === 'A1')).toMatchObject({ state: 'stored', listingId: row?.id })
  })

  it('changes nothing when it is done already', async () => {
    const { batch } = await preview(world.ctx(world.people.bidder), csv(...demandLines(3)))
    const ctx = world.ctx(world.people.bidder)
    const first = await executeImport(ctx, { id: batch.id })
    expect(await executeImport(ctx, { id: batch.id })).toEqual(first)
    expect(await auditsOf(batch.id)).toEqual(['import.preview', 'demand.import'])
    expect(await demandsOf(world.organisations.university)).toHaveLength(3)
  })

  it('makes duplicates of the same file imported again, not copies, also when previewed before', async () => {
    const ctx = world.ctx(world.people.rival)
    const early = await preview(ctx, csv(...demandLines(4)))
    await importAll(ctx, csv(...demandLines(4)))
    const again = await importAll(ctx, csv(...demandLines(5)))
    expect(again.counts).toEqual({ ready: 0, rejected: 0, stored: 1, duplicate: 4, withProblems: 0 })
    const late = await executeImport(ctx, { id: early.batch.id })
    expect(late.counts).toMatchObject({ stored: 0, duplicate: 4 })
    expect(await demandsOf(world.organisations.otherEnterprise)).toHaveLength(5)
  })

  it('warns when a key stands for something else now', async () => {
    const { problems, batch } = await preview(world.ctx(world.people.rival), csv('编号,需求名称', 'D1,另一个需求,'))
    expect(batch.counts).toMatchObject({ duplicate: 1 })
    expect(problems[0]?.problems.at(-1)?.message).toContain('was imported before as "需求1的名称"')
  })

  it('keeps keys of different organisations apart', async () => {
    const done = await importAll(world.ctx(world.people.otherBidder), csv(...demandLines(2)))
    expect(done.counts).toMatchObject({ stored: 2, duplicate: 0 })
  })

  it('goes on where a crash has stopped it', async () => {
    const officer = world.ctx(world.people.officer)
    const { batch } = await preview(officer, csv(...demandLines(1_200)))
    let ids = 0
    const newId = () => {
      ids += 1
      if (ids > 700) throw new Error('power cut')
      return officer.newId()
    }
    const failing = world.ctx(world.people.officer, { newId })
    await expect(executeImport(failing, { id: batch.id })).rejects.toThrow('power cut')
    const [halfway] = await findImports(officer, [batch.id])
    expect(halfway).toMatchObject({ state: 'running', progressPercent: 41, counts: { stored: 500, ready: 700 } })
    expect(await demandsOf(world.organisations.bureau)).toHaveLength(500)
    const done = await executeImport(officer, { id: batch.id })
    expect(done).toMatchObject({ state: 'done', counts: { stored: 1_200, ready: 0 } })
    expect(await demandsOf(world.organisations.bureau)).toHaveLength(1_200)
    expect(await auditsOf(batch.id)).toHaveLength(4)
    expect((await verifyAudit(database.db)).broken).toBeNull()
  })

  it('finishes at once when there is nothing to store', async () => {
    const done = await importAll(poster(), csv('编号,需求名称', 'Z1,', 'Z2,'))
    expect(done).toMatchObject({ state: 'done', counts: { stored: 0, rejected: 2 }, progressPercent: 100 })
  })

  it('imports achievements and experts too', async () => {
    const ctx = world.ctx(world.people.researcher)
    const achievements = await importAll(ctx, csv('成果名称,成果简介', '轴承新工艺,摘要'), 'achievement')
    const experts = await importAll(ctx, csv('姓名,工作单位,研究方向', '张三,研究所,轴承'), 'expert')
    expect([achievements.counts.stored, experts.counts.stored]).toEqual([1, 1])
    const again = await importAll(ctx, csv('姓名,工作单位,研究方向', '张三,研究所,轴承'), 'expert')
    expect(again.counts).toMatchObject({ duplicate: 1, withProblems: 0 })
  })

  it('is refused to others, and to who no longer may', async () => {
    const { batch } = await preview(poster(), csv(...demandLines(1)))
    for (const who of ['rival', 'officer', 'manager'] as const)
      await expect(executeImport(world.ctx(world.people[who]), { id: batch.id })).rejects.toMatchObject({
        code: 'NOT_ALLOWED',
      })
    await expect(executeImport(poster(), { id: 'nothing' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('does not run a file that was not read to its end', async () => {
    const { batch } = await preview(poster(), csv('编号,需求名称,需求内容', 'U1,轴承的研制,难题'))
    await database.db.update(importBatch).set({ rowCount: 0 }).where(eq(importBatch.id, batch.id))
    await expect(executeImport(poster(), { id: batch.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('what is left of an import', () => {
  it('lists the imports of the organisation, newest first, a page at a time', async () => {
    const ctx = world.ctx(world.people.bidderAdmin)
    for (const n of [1, 2, 3]) await preview(ctx, csv('编号,需求名称', `L${n},轴承的研制`))
    const first = await listImports(ctx, { library: 'demand', first: 2, after: null })
    expect(first.hasNextPage).toBe(true)
    const rest = await listImports(ctx, { library: 'demand', first: 100, after: first.items[1]?.cursor ?? null })
    const all = [...first.items, ...rest.items].map(({ item }) => item)
    expect(all.map(({ organisationId }) => new Set([organisationId]).size)).toEqual(all.map(() => 1))
    expect(new Set(all.map(({ id }) => id)).size).toBe(4)
    expect(all.map(({ createdAt }) => createdAt.getTime())).toEqual(
      all.map(({ createdAt }) => createdAt.getTime()).toSorted((a, b) => b - a),
    )
    expect((await listImports(ctx, { library: 'expert', first: null, after: null })).items).toEqual([])
    expect(await findImports(poster(), [all[0]?.id ?? ''])).toEqual([null])
  })

  it('pages through the rows, by state or by problems', async () => {
    const source = csv('编号,需求名称,需求内容', 'B1,轴承的研制,难题', 'B2,,难题', 'B3,阀门的研制,', 'B4,,难题')
    const { batch } = await preview(poster(), source)
    const of = { id: batch.id, state: null, withProblems: true, first: 2, after: null }
    const page = await listImportRows(poster(), of)
    expect(page.items.map(({ item }) => [item.rowNo, item.state])).toEqual([
      [3, 'rejected'],
      [4, 'ready'],
    ])
    const next = await listImportRows(poster(), { ...of, after: page.items[1]?.cursor ?? null })
    expect(next.items.map(({ item }) => item.rowNo)).toEqual([5])
    expect(await countListedImportRows(poster(), { ...of, state: 'rejected' })).toBe(2)
    await expect(listImportRows(world.ctx(world.people.rival), of)).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
  })

  it('hands the failed rows back as a file that imports once corrected', async () => {
    const ctx = world.ctx(world.people.posterAdmin)
    const source = csv('编号,需求名称,需求内容', 'F1,,难题一', 'F2,阀门的研制,难题二', 'F3,,=难题三')
    const { batch } = await preview(ctx, source)
    await executeImport(ctx, { id: batch.id })
    const file = await exportFailedRows(ctx, { id: batch.id })
    expect(file).toMatchObject({ fileName: 'rows-failed.csv', contentType: 'text/csv; charset=utf-8' })
    const text = new TextDecoder().decode(file.bytes)
    expect(text.split('\r\n')).toHaveLength(4)
    const corrected = text.replace('"F1",""', '"F1","轴承的研制"').replace('"F3",""', '"F3","电机的研制"')
    const done = await importAll(ctx, { bytes: new TextEncoder().encode(corrected), fileName: file.fileName })
    expect(done.counts).toMatchObject({ stored: 2, rejected: 0 })
    const stored = await demandsOf(world.organisations.enterprise)
    expect(stored.find(({ importKey }) => importKey === 'F3')?.problem).toBe('=难题三')
    await expect(exportFailedRows(ctx, { id: done.id })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(exportFailedRows(world.ctx(world.people.rival), { id: batch.id })).rejects.toMatchObject({
      code: 'NOT_ALLOWED',
    })
  })

  it('hands out a template for each library', async () => {
    for (const library of ['demand', 'achievement', 'expert'] as const) {
      const file = await exportTemplate(world.ctx({ kind: 'anonymous' }), { library })
      const table = await poster().tables.read({ bytes: file.bytes, fileName: file.fileName }, { library })
      expect(table.header?.[0]).toBe('编号')
    }
  })
})

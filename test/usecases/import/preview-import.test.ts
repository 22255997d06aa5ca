import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, it } from 'vitest'
import { demand } from '#db/schema/demand.ts'
import { importBatch, importRow } from '#db/schema/import.ts'
import { auditEntry } from '#db/schema/record.ts'
import { executeImport } from '#usecases/import/execute-import.ts'
import { useDatabase } from '../../support/database.ts'
import { createWorld, type World } from '../../support/world.ts'
import { csv, demandLines, preview } from './support.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})
const poster = () => world.ctx(world.people.poster)

describe('previewImport', () => {
  it('counts, shows and stores nothing in the library', async () => {
    const { batch, sample, problems } = await preview(
      poster(),
      csv('编号,需求名称,预算', 'A1,轴承,50', 'A2,,60', 'A3,阀门,很多'),
    )
    expect(batch).toMatchObject({ state: 'previewed', rowCount: 3, progressPercent: 0, mappingSource: 'guessed' })
    expect(batch.counts).toEqual({ ready: 1, rejected: 2, stored: 0, duplicate: 0, withProblems: 3 })
    expect(batch.mapping).toEqual({ key: { name: '编号' }, title: { name: '需求名称' }, budgetMax: { name: '预算' } })
    expect(sample).toMatchObject([{ rowNo: 2, content: { title: '轴承', budgetMaxFen: 50_000_000n } }])
    expect(problems.map(({ rowNo }) => rowNo)).toEqual([2, 3, 4])
    expect(problems[2]?.problems).toMatchObject([
      {
        column: '预算',
        message: '"很多" is not an amount',
        severity: 'error',
        remedy: expect.stringContaining('万元'),
      },
      { severity: 'warning' },
    ])
    expect(await database.db.select().from(demand)).toEqual([])
    const [audit] = await database.db.select().from(auditEntry).where(eq(auditEntry.subjectId, batch.id))
    expect(audit).toMatchObject({ action: 'import.preview', actorOrganisationId: world.organisations.enterprise })
  })

  it('is refused to whoever may not import, before the file is looked at', async () => {
    for (const who of ['cashier', 'manager', 'expert', 'auditor'] as const)
      await expect(preview(world.ctx(world.people[who]), csv(''))).rejects.toMatchObject({ code: 'NOT_ALLOWED' })
    await expect(preview(world.ctx({ kind: 'anonymous' }), csv(''))).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' })
    await expect(preview(world.ctx(world.people.stray), csv(''))).rejects.toMatchObject({ code: 'NOT_ACTING' })
  })

  it('reports a key that stands in the file twice', async () => {
    const { batch, problems } = await preview(
      poster(),
      csv('编号,需求名称', 'K1,轴承的研制', 'K2,阀门的研制', 'K1,电机的研制'),
    )
    expect(batch.counts).toMatchObject({ ready: 2, rejected: 1 })
    expect(problems.at(-1)).toMatchObject({ rowNo: 4, problems: [{}, { message: 'row 2 has the same key "K1"' }] })
  })

  it('finds a repeated row without key column by its content', async () => {
    const { batch } = await preview(poster(), csv('需求名称,需求内容', '轴承的研制,难题', '轴承的研制,难题'))
    expect(batch.counts).toMatchObject({ ready: 1, rejected: 1 })
  })

  it('uses a given mapping, remembers it once executed, and lets constants stand on top', async () => {
    const lines = ['一,轴承的研制', '二,阀门的研制']
    const mapping = { title: { position: 2 } }
    const first = await preview(poster(), csv(...lines), { mapping, options: { header: false } })
    expect(first.batch.mappingSource).toBe('given')
    const before = await preview(poster(), csv(...lines), { options: { header: false } })
    expect(before.batch.mappingSource).toBe('guessed')
    await executeImport(poster(), { id: first.batch.id })
    const constants = { field: 'new_materials' }
    const again = await preview(poster(), csv('三,电机的研制'), { options: { header: false }, constants })
    expect(again.batch).toMatchObject({
      mappingSource: 'remembered',
      mapping: { ...mapping, field: { constant: 'new_materials' } },
    })
    expect(again.sample).toMatchObject([{ content: { title: '电机的研制', field: 'new_materials' } }])
    const others = await preview(world.ctx(world.people.rival), csv('三,电机的研制'), { options: { header: false } })
    expect(others.batch.mappingSource).toBe('guessed')
  })

  it('asks for a mapping when no column can be the title, and shows the columns', async () => {
    await expect(preview(poster(), csv('编号,预算', 'A1,50'))).rejects.toMatchObject({
      code: 'IMPORT_MAPPING_NEEDED',
      header: ['编号', '预算'],
      sampleRows: [['A1', '50']],
    })
  })

  it('refuses a mapping that the file does not have, naming its columns', async () => {
    const mapping = { title: { name: '题名' } }
    await expect(preview(poster(), csv('编号,需求名称', 'A,轴承'), { mapping })).rejects.toMatchObject({
      problems: [
        { path: 'title', message: 'the file has no column "题名"', remedy: 'its columns are: 编号, 需求名称' },
      ],
    })
  })

  it('resolves names of regions and industries; an unknown code keeps the row out', async () => {
    const source = csv(
      '编号,需求名称,地区,行业',
      'R1,轴承的研制,河南省郑州市金水区,C3451',
      'R2,阀门的研制,郑州,计算机、通信和其他电子设备制造业',
      'R3,电机的研制,419999,C39',
      'R4,水泵的研制,410100,C99',
    )
    const { sample, problems } = await preview(poster(), source)
    expect(sample.map(({ content }) => content)).toMatchObject([
      { regionCode: '410105', industryCode: 'C34' },
      { regionCode: '410100', industryCode: 'C39' },
    ])
    const messages = problems.map(({ problems }) => problems.map(({ column, message }) => `${column}: ${message}`))
    expect(messages[0]).toContain('行业: industry C3451 is kept as C34 通用设备制造业')
    expect(messages[2]).toContain('地区: region 419999 is not in the present table of GB/T 2260')
    expect(messages[3]?.join()).toContain('行业')
  })

  it('names the column of a rule that the draft breaks', async () => {
    const { problems } = await preview(
      poster(),
      csv('编号,需求名称,预算下限,预算上限,需求内容', 'P1,轴承的研制,60,50,难题'),
    )
    expect(problems).toMatchObject([
      { problems: [{ column: '预算下限', message: 'the lower end is above the upper end' }] },
    ])
  })

  it('hands back cells that no database can hold', async () => {
    const bytes = new TextEncoder().encode('{"key":"N1","title":"轴\\u0000承","problem":"半\\ud800对"}\n')
    const { problems } = await preview(poster(), { bytes, fileName: 'nul.jsonl' })
    expect(problems).toMatchObject([{ rowNo: 1, problems: [{ column: 'title', severity: 'error' }] }])
  })

  it('leaves nothing behind when the file is refused midway', async () => {
    const lines = [...demandLines(700), `${'x,'.repeat(300)}x`]
    await expect(preview(poster(), csv(...lines))).rejects.toMatchObject({ code: 'IMPORT_TOO_LARGE', limit: 'columns' })
    const unread = await database.db.select().from(importBatch).where(eq(importBatch.rowCount, 0))
    expect(unread).toEqual([])
    const orphans = await database.db.select().from(importRow).where(eq(importRow.rowKey, 'D700'))
    expect(orphans).toEqual([])
  })

  it('refuses a file without rows', async () => {
    await expect(preview(poster(), csv('编号,需求名称'))).rejects.toMatchObject({ code: 'UNREADABLE_FILE' })
  })
})

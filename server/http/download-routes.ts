/** Downloads: evidence, payouts, rows of an import to correct, empty sheets. GraphQL carries no files outwards. */
import type { Context } from 'hono'
import { libraries } from '#domain/listing.ts'
import { NotFound } from '#domain/refusal.ts'
import { resultTables } from '#domain/subsidy/what-if/result-tables.ts'
import { readRawId } from '#graphql/raw-id.ts'
import { exportFailedRows, exportTemplate } from '#usecases/import/export-files.ts'
import { getEvidence } from '#usecases/payment/get-evidence.ts'
import { exportPayout } from '#usecases/subsidy/money/export-payout.ts'
import { exportWhatIf } from '#usecases/subsidy/what-if/export-what-if.ts'
import type { Ctx } from '#usecases/support/ctx.ts'
import type { App } from '../app.ts'
import type { AppContext } from './request-context.ts'

interface Download {
  fileName: string
  contentType: string
  bytes: Uint8Array
}

/** Always an attachment, under a name in any script (RFC 6266 with RFC 8187). */
function respondFile(c: Context, { fileName, contentType, bytes }: Download): Response {
  const encoded = encodeURIComponent(fileName).replace(/['()*]/g, sign => `%${sign.charCodeAt(0).toString(16)}`)
  c.header('Content-Disposition', `attachment; filename*=UTF-8''${encoded}`)
  c.header('Content-Type', contentType)
  c.header('Cache-Control', 'private, no-store')
  return c.body(new Uint8Array(bytes))
}

/** Refusals are thrown; the app's error handler says them. `contextOf` says who asks. */
export function mountDownloads(app: App, contextOf: (c: AppContext) => Promise<Ctx>): void {
  app.get('/evidence/:id', async c => {
    const { name, mediaType, content } = await getEvidence(await contextOf(c), {
      id: readRawId(c.req.param('id'), 'evidence'),
    })
    return respondFile(c, { fileName: name, contentType: mediaType, bytes: content })
  })
  app.get('/imports/:id/failed-rows', async c =>
    respondFile(c, await exportFailedRows(await contextOf(c), { id: readRawId(c.req.param('id'), 'import') })),
  )
  app.get('/payouts/:id/:format{csv|xlsx}', async c => {
    const format = c.req.param('format') === 'csv' ? 'csv' : 'xlsx'
    const input = { id: readRawId(c.req.param('id'), 'payout'), format } as const
    return respondFile(c, await exportPayout(await contextOf(c), input))
  })
  app.get('/templates/:file', async c => {
    const library = libraries.find(name => [`${name}.xlsx`, `${name}s.xlsx`].includes(c.req.param('file')))
    if (!library) throw new NotFound('template')
    return respondFile(c, await exportTemplate(await contextOf(c), { library }))
  })
  app.get('/what-ifs/:id/:file', async c => {
    const [name, format] = c.req.param('file').split('.')
    const table = name === 'all' ? name : resultTables.find(known => known === name)
    if (!table || (format !== 'csv' && format !== 'xlsx')) throw new NotFound('table')
    const id = readRawId(c.req.param('id'), 'what-if')
    const language = c.req.query('language') === 'en' ? 'en' : 'zh'
    return respondFile(c, await exportWhatIf(await contextOf(c), { id, table, format, language }))
  })
}

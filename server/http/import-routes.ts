/** Downloads of the import: rows to correct, and empty sheets. GraphQL carries no files outwards. */
import type { Context, Hono } from 'hono'
import { libraries } from '#domain/listing.ts'
import { NotFound } from '#domain/refusal.ts'
import { type ExportedFile, exportFailedRows, exportTemplate } from '#usecases/import/export-files.ts'
import type { Ctx } from '#usecases/support/ctx.ts'
import { respondRefusal } from './refusal-response.ts'
import type { AppContext, AppVariables } from './request-context.ts'

/** `GET /imports/:id/failed-rows` and `GET /templates/:library.xlsx`; `contextOf` says who asks. */
export function mountImportRoutes(
  app: Hono<{ Variables: AppVariables }>,
  contextOf: (c: AppContext) => Promise<Ctx>,
): void {
  app.get('/imports/:id/failed-rows', async c => {
    try {
      return respondFile(c, await exportFailedRows(await contextOf(c), { id: c.req.param('id') }))
    } catch (error) {
      return respondRefusal(c, error)
    }
  })
  app.get('/templates/:file', async c => {
    try {
      const library = libraries.find(name => [`${name}.xlsx`, `${name}s.xlsx`].includes(c.req.param('file')))
      if (!library) throw new NotFound('template')
      return respondFile(c, await exportTemplate(await contextOf(c), { library }))
    } catch (error) {
      return respondRefusal(c, error)
    }
  })
}

/** Always an attachment, under a name in any script (RFC 6266 with RFC 8187). */
function respondFile(c: Context, { fileName, contentType, bytes }: ExportedFile): Response {
  const encoded = encodeURIComponent(fileName).replace(/['()*]/g, sign => `%${sign.charCodeAt(0).toString(16)}`)
  c.header('Content-Disposition', `attachment; filename*=UTF-8''${encoded}`)
  c.header('Content-Type', contentType)
  c.header('Cache-Control', 'private, no-store')
  return c.body(new Uint8Array(bytes))
}

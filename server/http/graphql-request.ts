/**
 * Which HTTP requests reach GraphQL: POST with JSON, or a multipart upload with the header that no form of another site
 * can send. Bodies are counted while they are read, because a request need not say how long it is.
 */
import { GraphQLError } from 'graphql'
import type { Plugin } from 'graphql-yoga'

export const maxJsonBytes = 256 * 1024
export const maxUploadBytes = 50 * 1024 * 1024
/** A browser asks the server before it sends this across sites (a CORS preflight), and we never say yes. */
export const csrfHeader = 'x-graphql-csrf'

function refused(status: number, code: string, message: string, headers?: Record<string, string>): GraphQLError {
  return new GraphQLError(message, { extensions: { code, http: { status, headers } } })
}

const tooLarge = (max: number) =>
  refused(413, 'BODY_TOO_LARGE', `The body is larger than ${max} bytes: send files as a multipart upload`, {
    // The rest of the body is not read; the connection cannot be used again.
    Connection: 'close',
  })

/** The stated length of the body; null when the request does not state one. Node refuses bodies that differ from it. */
function statedLength(request: Request): number | null {
  const text = request.headers.get('content-length')
  if (text === null) return null
  if (!/^\d+$/.test(text)) throw refused(400, 'BAD_REQUEST', 'Content-Length is not a number')
  return Number(text)
}

async function readCounted(request: Request, max: number): Promise<string> {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop cancels the stream: what is over the limit is never held in memory.
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > max) throw tooLarge(max)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

async function readJson(request: Request): Promise<Record<string, unknown>> {
  const length = statedLength(request)
  if (length !== null && length > maxJsonBytes) throw tooLarge(maxJsonBytes)
  const text = length === null ? await readCounted(request, maxJsonBytes) : await request.text()
  let body: unknown
  try {
    body = JSON.parse(text)
  } catch {
    throw refused(400, 'BAD_REQUEST', 'The body is not JSON')
  }
  if (Array.isArray(body)) throw refused(400, 'BATCHING_OFF', 'Send one operation per request')
  if (typeof body !== 'object' || body === null) throw refused(400, 'BAD_REQUEST', 'The body must be a JSON object')
  return body as Record<string, unknown>
}

/** A form of another site can send multipart, but not this header. */
function checkUpload(request: Request): void {
  if (!request.headers.has(csrfHeader))
    throw refused(403, 'CSRF_HEADER_MISSING', `An upload must carry the header ${csrfHeader} with any value`)
  const length = statedLength(request)
  if (length === null) throw refused(411, 'LENGTH_REQUIRED', 'An upload must state its Content-Length')
  if (length > maxUploadBytes) throw tooLarge(maxUploadBytes)
}

async function readForm(request: Request): Promise<FormData> {
  try {
    return await request.formData()
  } catch {
    throw refused(400, 'BAD_REQUEST', 'The body is not multipart/form-data with the boundary its Content-Type names')
  }
}

function parsePart(form: FormData, name: string): unknown {
  const text = form.get(name)
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Yoga reads these two parts without looking, as the GraphQL multipart request specification has them. */
function checkParts(form: FormData): void {
  const operations = parsePart(form, 'operations')
  if (Array.isArray(operations)) throw refused(400, 'BATCHING_OFF', 'Send one operation per request')
  if (!isObject(operations)) throw refused(400, 'BAD_REQUEST', 'The part "operations" must be a JSON object')
  if (!form.has('map')) return
  const map = parsePart(form, 'map')
  const isPaths = (paths: unknown) =>
    Array.isArray(paths) && paths.every(path => typeof path === 'string' && path.startsWith('variables.'))
  if (!isObject(map) || !Object.values(map).every(isPaths))
    throw refused(400, 'BAD_REQUEST', 'The part "map" must be like {"0": ["variables.file"]}')
}

/** The parts that are text are bounded like any other text; Yoga's own reader parses them. */
async function readUpload(request: Request): Promise<FormData> {
  checkUpload(request)
  const form = await readForm(request)
  for (const [name, part] of form)
    if (typeof part === 'string' && part.length + name.length > maxJsonBytes) throw tooLarge(maxJsonBytes)
  checkParts(form)
  return form
}

/** A Yoga plugin; runs before anything of the body is read. */
export function requestRules(): Plugin {
  return {
    onRequestParse({ request, requestParser, setRequestParser }) {
      if (request.method !== 'POST') throw refused(405, 'POST_ONLY', 'Send GraphQL requests by POST', { Allow: 'POST' })
      const type = (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase()
      if (type === 'application/json') setRequestParser(readJson)
      else if (type === 'multipart/form-data' && requestParser)
        setRequestParser(async upload => {
          const form = await readUpload(upload)
          return requestParser({ formData: async () => form } as unknown as Request)
        })
      else throw refused(415, 'UNSUPPORTED_MEDIA_TYPE', 'Send application/json, or multipart/form-data with a file')
    },
  }
}

/** What a pack says it is, read from a text that may not be a valid pack yet. */
import { parseDocument } from 'yaml'

export interface PackHead {
  id: string | null
  version: string | null
  title: string | null
}

/** Each is null where the text does not say it, or says it in another form than text. */
export function readPackHead(text: string): PackHead {
  const document = parseDocument(text, { prettyErrors: false })
  const read = (key: string, longest: number) => {
    const value: unknown = document.errors.length > 0 ? null : document.get(key)
    const written = typeof value === 'number' ? String(value) : value
    return typeof written === 'string' && written !== '' && written.length <= longest ? written : null
  }
  return { id: read('id', 200), version: read('version', 200), title: read('title', 300) }
}

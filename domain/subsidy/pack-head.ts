/** What a pack says it is, read from a text that may not be a valid pack yet. */
import { packLimits } from './pack-limits.ts'
import { readYaml } from './read-yaml.ts'

export interface PackHead {
  id: string | null
  version: string | null
  title: string | null
}

/** Each is null where the text does not say it, says it in another form than text, or is too big to be read. */
export function readPackHead(text: string): PackHead {
  const yaml = readYaml(text)
  const read = (key: string, longest: number) => {
    const value: unknown = yaml.tooBig || yaml.document.errors.length > 0 ? null : yaml.document.get(key)
    const written = typeof value === 'number' ? String(value) : value
    return typeof written === 'string' && written !== '' && written.length <= longest ? written : null
  }
  return { id: read('id', 200), version: read('version', packLimits.version), title: read('title', packLimits.title) }
}

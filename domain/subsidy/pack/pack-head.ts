/** What a pack says it is, read from a text that may not be a valid pack yet. */
import { isStorable } from '../../storable-text.ts'
import { packLimits } from './pack-limits.ts'
import { readYaml } from './read-yaml.ts'
import { versionLabel } from './version-label.ts'

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
    const isText = typeof written === 'string' && written !== '' && written.length <= longest && isStorable(written)
    return isText ? written : null
  }
  const version = read('version', packLimits.version)
  return {
    id: read('id', 200),
    version: version && (versionLabel(version) || null),
    title: read('title', packLimits.title),
  }
}

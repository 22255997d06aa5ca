import { visible } from '../../storable-text.ts'

/**
 * The one form of a version's label: what looks alike is one label, in whatever width, with whatever blanks or signs
 * that are not seen. Nobody could tell them apart on a payment slip.
 */
export function versionLabel(written: string): string {
  return visible(written.normalize('NFKC')).replace(/\s+/g, ' ')
}

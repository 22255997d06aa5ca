import { type DeclaredField, type FactBase, factBases, fieldsOf } from './fact-tables.ts'

/** What a field of facts is called in Chinese, whatever base reads it; null for none that is known. */
export function fieldTitle(name: string, declared: readonly DeclaredField[] = []): string | null {
  for (const base of factBases satisfies readonly FactBase[]) {
    const found = fieldsOf(base, declared).get(name)
    if (found) return found.title
  }
  return null
}

/**
 * The words that rules ask for in a field of text ("rd_spend" in the kind of a figure): whoever keeps a fact picks from
 * them, for a word that is spelt otherwise counts for nothing.
 */

import { innerTests, type Test } from '../pack/pack-condition.ts'
import { type PolicyPack, testsOf } from '../pack/policy-pack.ts'
import { readingsFrom, readPack } from '../pack/read-pack.ts'
import type { FactTable } from './fact-fields.ts'
import { entityOfBase } from './fact-tables.ts'

export interface WordsAsked {
  table: FactTable
  field: string
  words: readonly string[]
}

const tables: Readonly<Record<string, FactTable>> = {
  ...Object.fromEntries(Object.entries(entityOfBase).map(([table, entity]) => [entity, table as FactTable])),
  project: 'projects',
  achievement: 'achievements',
  manager: 'persons',
  ...Object.fromEntries(
    ['seller', 'buyer', 'broker', 'registry', 'holder', 'partner', 'beneficiary'].map(entity => [
      entity,
      'organisations' as const,
    ]),
  ),
}

/** The table whose records a rule reads under a name: `organisations` for the `seller` of a contract. */
export function tableOfEntity(entity: string): FactTable | undefined {
  return tables[entity]
}

/** Every word that a rule of these packs compares a field with; sorted. */
export function wordsAsked(packs: readonly PolicyPack[]): WordsAsked[] {
  const found = new Map<string, { table: FactTable; field: string; words: Set<string> }>()
  const add = (table: FactTable | undefined, field: string, words: readonly unknown[]) => {
    if (!table) return
    const key = `${table}.${field}`
    const known = found.get(key) ?? { table, field, words: new Set<string>() }
    for (const word of words) if (typeof word === 'string') known.words.add(word)
    found.set(key, known)
  }
  const walk = (test: Test): void => {
    const [entity = '', field = ''] = (test.field ?? '').split('.')
    add(tableOfEntity(entity), field, [test.is, ...(test.in ?? []), test.has])
    if (test.evidence) {
      add('evidence', 'kind', [test.evidence.kind])
      add('evidence', 'level', test.evidence.levels ?? [])
      add('evidence', 'result', test.evidence.results ?? [])
    }
    for (const inner of innerTests(test)) walk(inner)
  }
  for (const pack of packs)
    for (const rule of readPack(pack, readingsFrom({})).rules) for (const test of testsOf(rule)) walk(test)
  return [...found.values()]
    .filter(({ words }) => words.size > 0)
    .map(({ words, ...place }) => ({ ...place, words: [...words].sort() }))
}

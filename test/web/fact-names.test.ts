/** Facts are read in words: every field has an English name, and every word that a shipped pack asks for a Chinese one. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { organisationKinds } from '#domain/access/roles.ts'
import { challengeKinds } from '#domain/challenge/challenge.ts'
import { factBases, fieldsOf } from '#domain/subsidy/facts/fact-tables.ts'
import { factWords } from '#domain/subsidy/facts/fact-words.ts'
import { keptFieldsOf, keptTables } from '#domain/subsidy/facts/kept-fields.ts'
import { wordsAsked } from '#domain/subsidy/facts/words-asked.ts'
import { parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import { englishField, factWord } from '#web/i18n/fact-names.ts'

const folder = new URL('../../policies/', import.meta.url)
/** Named by the enumerations of the screens. */
const known = new Set<string>([...organisationKinds, ...challengeKinds])
const packs = readdirSync(folder).filter(name => name.endsWith('.yaml'))

describe('the dictionary of facts', () => {
  it('has a name in English for every field', () => {
    const kept = keptTables.flatMap(table => keptFieldsOf(table).map(({ name }) => name))
    const computed = factBases.flatMap(base => [...fieldsOf(base).keys()].map(name => name.split('.')[1] ?? ''))
    expect([...new Set([...kept, ...computed])].filter(name => englishField(name) === null)).toEqual([])
  })
  it('calls what it knows by its Chinese name, and leaves what people wrote', () => {
    expect([factWord('pilot_base'), factWord('专精特新')]).toEqual(['中试基地', '专精特新'])
  })
})

describe('every kind that a shipped pack asks for has a Chinese name', () => {
  it.each(packs)('%s', name => {
    const pack = parsePolicyPack(readFileSync(new URL(name, folder), 'utf8'))
    const asked = wordsAsked([pack]).flatMap(({ field, words }) => (field === 'kind' ? words : []))
    expect(asked.filter(word => /^[a-z_]+$/.test(word) && !(word in factWords) && !known.has(word))).toEqual([])
  })
})

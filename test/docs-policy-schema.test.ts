/** The schema that editors check packs with is the form that packs are read by, and takes every pack of the house. */
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { policySchemaFile, printPolicySchema } from '../docs/print-policy-schema.ts'

const committed = readFileSync(policySchemaFile, 'utf8')
const read = z.fromJSONSchema(JSON.parse(committed))
const folders = [new URL('../policies/', import.meta.url), new URL('./domain/subsidy/packs/', import.meta.url)]
const packs = folders.flatMap(folder =>
  readdirSync(folder)
    .filter(name => name.endsWith('.yaml'))
    .map(name => ({ name, text: readFileSync(new URL(name, folder), 'utf8') })),
)

describe('policies/policy.schema.json', () => {
  it('is as the form prints it (run: npm run policy:schema)', () => {
    expect(printPolicySchema()).toBe(committed)
  })

  it.each(packs)('takes $name', ({ text }) => {
    expect(read.safeParse(parse(text)).error?.issues).toBeUndefined()
  })

  it.each([
    ['a rate without unit', '{ value: 30, unit: percent }', '{ value: 30 }'],
    ['a misspelt word', 'rounding: down', 'rouding: down'],
    ['a status that is none', 'status: draft', 'status: final'],
    ['a fact table that is none', 'of: payments', 'of: payment'],
  ])('refuses %s', (_name, from, to) => {
    const text = packs.find(({ name }) => name === 'zhengzhou-2022-draft.yaml')?.text ?? ''
    expect(text).toContain(from)
    expect(read.safeParse(parse(text.replace(from, to))).success).toBe(false)
  })

  it('is named on the first line of every pack of the house', () => {
    for (const name of readdirSync(new URL('../policies/', import.meta.url)).filter(name => name.endsWith('.yaml'))) {
      const [first] = packs.find(pack => pack.name === name)?.text.split('\n') ?? []
      expect(first).toBe('# yaml-language-server: $schema=policy.schema.json')
    }
  })
})

/**
 * Writes policies/policy.schema.json from the form that packs are read by: `npm run policy:schema`. Editors complete and
 * check a pack with it as it is typed; whether fields, clauses and brackets fit together, `subsidy -- validate` says.
 */
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { amountSchema, requirementSchema } from '#domain/subsidy/pack/pack-amount.ts'
import { conditionSchema, lengthSchema, spanSchema } from '#domain/subsidy/pack/pack-condition.ts'
import { fenOfText, monthDaySchema, rateSchema } from '#domain/subsidy/pack/pack-values.ts'
import { policyPackSchema } from '#domain/subsidy/pack/policy-pack.ts'
import { schemaTexts } from './policy-schema-texts.ts'

export const policySchemaFile = fileURLToPath(new URL('../policies/policy.schema.json', import.meta.url))

/** What a list holds, what an optional field is when it is given, the first of several forms. */
function inside(schema: unknown): z.ZodObject {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) return inside(schema.unwrap())
  if (schema instanceof z.ZodArray) return inside(schema.element)
  if (schema instanceof z.ZodRecord) return inside(schema.valueType)
  return schema as z.ZodObject
}

/** The value itself where a field may also be a choice between readings. */
function orChosen(schema: unknown): z.ZodType {
  const given: unknown = inside(schema)
  return given instanceof z.ZodUnion ? (given.options[0] as z.ZodType) : (given as z.ZodType)
}

/** The parts that are written out once and referred to, by name. */
function listParts(): [name: string, schema: z.ZodType][] {
  const { fields, clauses, rules, together, limits } = policyPackSchema.shape
  const [clause, rule] = [inside(clauses), inside(rules)]
  const measure = inside(rule.shape.base)
  return [
    ['clause', clause],
    ['award', inside(clause.shape.awards)],
    ['field', inside(fields)],
    ['rule', rule],
    ['measure', measure],
    ['record-amount', inside(measure.shape.amount)],
    ['window', orChosen(rule.shape.window)],
    ['limit', inside(rule.shape.limits)],
    ['stage', inside(rule.shape.stages)],
    ['use', inside(rule.shape.uses)],
    ['payer', inside(rule.shape.payers)],
    ['parameter', inside(rule.shape.parameters)],
    ['together', inside(together)],
    ['shared-limit', inside(limits)],
    ['requirement', requirementSchema],
    ['condition', conditionSchema],
    ['span', spanSchema],
    ['length', lengthSchema],
    ['amount', amountSchema],
    ['money', fenOfText],
    ['rate', rateSchema],
    ['month-day', monthDaySchema],
  ]
}

interface JsonSchema {
  description?: string
  properties?: Record<string, JsonSchema>
  $defs?: Record<string, JsonSchema>
}

/** What a form says of itself beside its words: the least and the most entries of a map. */
function addSaid({ zodSchema, jsonSchema }: { zodSchema: unknown; jsonSchema: object }): void {
  const { description, ...said } = z.globalRegistry.get(zodSchema as z.ZodType) ?? {}
  Object.assign(jsonSchema, said)
}

/**
 * The schema as JSON text. Every part and every field of a pack has its words, from `policy-schema-texts.ts`.
 * @throws Error when a part or a field has none, or words stand for nothing.
 */
export function printPolicySchema(): string {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of listParts()) registry.add(schema, { id })
  const schema = z.toJSONSchema(policyPackSchema, { io: 'input', metadata: registry, override: addSaid }) as JsonSchema
  const unused = new Set(Object.keys(schemaTexts))
  const describe = (name: string, part: JsonSchema) => {
    const words = schemaTexts[name]
    if (words === undefined) throw new Error(`docs/policy-schema-texts.ts: no words for "${name}"; add them`)
    unused.delete(name)
    part.description = words
  }
  const describeAll = (name: string, part: JsonSchema) => {
    describe(name, part)
    for (const [property, inner] of Object.entries(part.properties ?? {})) describe(`${name}.${property}`, inner)
  }
  describeAll('pack', schema)
  for (const [name, part] of Object.entries(schema.$defs ?? {})) if (!name.startsWith('__')) describeAll(name, part)
  if (unused.size > 0) throw new Error(`docs/policy-schema-texts.ts: words for nothing: ${[...unused].join(', ')}`)
  return `${JSON.stringify({ title: 'Policy pack of Jiebang', ...schema }, null, 1)}\n`
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(policySchemaFile, printPolicySchema())

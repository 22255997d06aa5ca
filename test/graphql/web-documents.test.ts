/** Every document that the web app sends stays within the limits of the API; one that does not leaves its page empty. */
import { readdirSync } from 'node:fs'
import { type DocumentNode, Kind } from 'graphql'
import { describe, expect, it } from 'vitest'
import { checkDocument } from '#graphql/limits/check-document.ts'
import { defaultLimits } from '#graphql/limits/limits.ts'
import { schema } from '#graphql/schema.ts'

const web = new URL('../../web/', import.meta.url)
/** Documents stand in files of their own; screens import them. */
const files = readdirSync(web, { recursive: true })
  .map(String)
  .filter(path => /^(features|api)\/.*-(documents|commands|parts)\.ts$/.test(path))

const isDocument = (value: unknown): value is DocumentNode =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === Kind.DOCUMENT

const isSent = ({ definitions }: DocumentNode) => definitions.some(({ kind }) => kind === Kind.OPERATION_DEFINITION)

describe.each(files)('%s', path => {
  it('asks for no more than is answered', async () => {
    const module = (await import(new URL(path, web).href)) as Record<string, unknown>
    for (const document of Object.values(module).filter(isDocument).filter(isSent))
      expect(() => checkDocument(schema, document, defaultLimits)).not.toThrow()
  })
})

it('there are such files', () => expect(files.length).toBeGreaterThan(20))

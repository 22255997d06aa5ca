/** The API without HTTP: a document runs as an actor, as the screens would send it. */
import { createRequire } from 'node:module'
import { expect } from 'vitest'
import type { Actor } from '#domain/access/actor.ts'
import { createLoaders } from '#graphql/loaders.ts'
import { schema } from '#graphql/schema.ts'
import type { Ports } from '#usecases/support/ctx.ts'
import type { World } from './world.ts'

// The copy of graphql-js the schema was built with: the packages that build it load CommonJS.
const { graphql } = createRequire(import.meta.url)('graphql') as typeof import('graphql')

export const globalId = (type: string, id: string) => Buffer.from(`${type}:${id}`).toString('base64')

type Variables = Record<string, unknown>

/** `run` answers data and errors; `send` the data, and there must be no error. `ports` are asked for with each document. */
export function createApi(world: () => World, ports: () => Partial<Ports> = () => ({})) {
  async function run(actor: Actor, source: string, variableValues: Variables = {}) {
    const ctx = world().ctx(actor, ports())
    const rest = { loaders: createLoaders(ctx), clientAddress: '192.0.2.1', sessionId: null, setSessionToken: () => {} }
    return JSON.parse(JSON.stringify(await graphql({ schema, source, variableValues, contextValue: { ctx, ...rest } })))
  }
  async function send(actor: Actor, source: string, variableValues: Variables = {}) {
    const { data, errors } = await run(actor, source, variableValues)
    expect(errors).toBeUndefined()
    return data
  }
  return { run, send }
}

import { createRequire } from 'node:module'
import { beforeAll, describe, expect, it } from 'vitest'
import type { GraphqlContext } from '#graphql/context.ts'
import { createLoaders } from '#graphql/loaders.ts'
import { schema } from '#graphql/schema.ts'
import { useDatabase } from '../support/database.ts'
import { createWorld, type UserActor, type World } from '../support/world.ts'

// The copy of graphql-js the schema was built with: the packages that build it load CommonJS.
const { graphql } = createRequire(import.meta.url)('graphql') as typeof import('graphql')

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
})

async function run(actor: UserActor, source: string, variableValues: Record<string, unknown>) {
  const ctx = world.ctx(actor)
  const contextValue = { ctx, loaders: createLoaders(ctx) } as GraphqlContext
  const { data, errors } = await graphql({ schema, source, contextValue, variableValues })
  expect(errors).toBeUndefined()
  // Results of graphql-js have no prototype.
  return JSON.parse(JSON.stringify(data))
}

const previewDocument = `mutation ($file: Upload!, $mapping: Json) {
  previewImport(library: DEMAND, file: $file, mapping: $mapping, options: { header: NO }) {
    ... on ImportPreview {
      batch { id state rowCount mappingSource counts { ready rejected } failedRowsPath }
      sample { rowNo content }
      problems { rowNo problems { column message severity } }
    }
    ... on Error { code message }
  }
}`

describe('import over GraphQL', () => {
  it('previews an upload, executes it, and tells what became of each row', async () => {
    const file = new File(['1,轴承的研制,难题\n2,,难题\n'], '需求.csv')
    const variables = { file, mapping: 'key=1,title=2,problem=3' }
    const { previewImport } = await run(world.people.poster, previewDocument, variables)
    expect(previewImport.batch).toMatchObject({ state: 'PREVIEWED', rowCount: 2, mappingSource: 'GIVEN' })
    expect(previewImport.batch.counts).toEqual({ ready: 1, rejected: 1 })
    expect(previewImport.batch.failedRowsPath).toMatch(/^\/imports\/[0-9a-f-]{36}\/failed-rows$/)
    expect(previewImport.sample).toMatchObject([{ rowNo: 1, content: { title: '轴承的研制', problem: '难题' } }])
    expect(previewImport.problems).toMatchObject([{ rowNo: 2, problems: [{ column: 'column 2', severity: 'ERROR' }] }])

    const id = previewImport.batch.id
    const executed = await run(
      world.people.poster,
      'mutation ($id: ID!) { executeImport(id: $id) { ... on ImportBatch { state progressPercent counts { stored } } } }',
      { id },
    )
    expect(executed.executeImport).toEqual({ state: 'DONE', progressPercent: 100, counts: { stored: 1 } })

    const read = await run(
      world.people.poster,
      `query ($id: ID!) {
        importBatch(id: $id) { fileName }
        importRows(batchId: $id) { ... on QueryImportRowsConnection { totalCount edges { node { rowNo state listingId } } } }
        importBatches { ... on QueryImportBatchesConnection { edges { node { id } } } }
      }`,
      { id },
    )
    expect(read.importBatch).toEqual({ fileName: '需求.csv' })
    expect(read.importRows.totalCount).toBe(2)
    const [first, second] = read.importRows.edges
    expect(Buffer.from(first.node.listingId, 'base64').toString()).toMatch(/^Demand:/)
    expect(second.node).toEqual({ rowNo: 2, state: 'REJECTED', listingId: null })
    expect(read.importBatches.edges).toEqual([{ node: { id } }])
  })

  it('refuses in the result', async () => {
    const file = new File(['x'], 'x.csv')
    const { previewImport } = await run(world.people.cashier, previewDocument, { file })
    expect(previewImport.code).toBe('NOT_ALLOWED')
    const bad = await run(world.people.poster, previewDocument, { file, mapping: { title: 2 } })
    expect(bad.previewImport.code).toBe('INVALID_INPUT')
  })
})

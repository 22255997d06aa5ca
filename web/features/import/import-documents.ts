import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'

export const batchParts = graphql(`
  fragment BatchParts on ImportBatch {
    __typename
    id
    library
    fileName
    format
    header
    mapping
    mappingSource
    state
    rowCount
    progressPercent
    createdAt
    finishedAt
    failedRowsPath
    counts {
      ready
      rejected
      stored
      duplicate
      withProblems
    }
  }
`)

export const previewParts = graphql(
  `
    fragment PreviewParts on ImportPreview {
      __typename
      reading
      batch {
        ...BatchParts
      }
      sample {
        rowNo
        content
      }
      problems {
        rowNo
        problems {
          column
          message
          remedy
          severity
        }
      }
    }
  `,
  [batchParts],
)

export const previewMutation = graphql(
  `
    mutation PreviewImport($library: Library!, $file: Upload!, $mapping: Json, $options: ImportFileOptions) {
      previewImport(library: $library, file: $file, mapping: $mapping, options: $options) {
        __typename
        ...PreviewParts
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [previewParts, refusedParts, invalidParts],
)

export const executeMutation = graphql(
  `
    mutation ExecuteImport($id: ID!) {
      executeImport(id: $id) {
        __typename
        ...BatchParts
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [batchParts, refusedParts, invalidParts],
)

export const batchesQuery = graphql(
  `
    query ImportBatches($first: Int!, $after: String) {
      importBatches(first: $first, after: $after) {
        __typename
        ... on QueryImportBatchesConnection {
          edges {
            node {
              ...BatchParts
            }
          }
          pageInfo {
            hasNextPage
            endCursor
          }
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [batchParts, refusedParts, invalidParts],
)

export type Batch = ResultOf<typeof batchParts>
export type Preview = ResultOf<typeof previewParts>
export type HeaderChoice = 'AUTO' | 'YES' | 'NO'

import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { listingName } from '#web/api/listing-name.ts'

const duplicateParts = graphql(
  `
    fragment DuplicateParts on PossibleDuplicate {
      similarity
      isOwn
      listing {
        organisation {
          id
          name
          isDemo
        }
        ...ListingName
      }
    }
  `,
  [listingName],
)

export type Duplicate = ResultOf<typeof duplicateParts>

export const duplicatesQuery = graphql(
  `
    query PossibleDuplicates($id: ID!) {
      possibleDuplicates(id: $id) {
        __typename
        ... on DuplicateReport {
          duplicates {
            ...DuplicateParts
          }
        }
      }
    }
  `,
  [duplicateParts],
)

export const draftDuplicatesQuery = graphql(
  `
    query PossibleDuplicatesOfDraft($library: Library!, $title: String!, $text: String!, $exceptId: ID) {
      possibleDuplicatesOfDraft(library: $library, title: $title, text: $text, exceptId: $exceptId) {
        __typename
        ... on DuplicateReport {
          duplicates {
            ...DuplicateParts
          }
        }
      }
    }
  `,
  [duplicateParts],
)

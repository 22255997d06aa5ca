/** A listing of any library by its name: enough to lead to it. */
import { graphql, type ResultOf } from './graphql.ts'

export const listingName = graphql(`
  fragment ListingName on Listing {
    __typename
    ... on Demand {
      id
      title
    }
    ... on Achievement {
      id
      title
    }
    ... on Expert {
      id
      name
    }
  }
`)

export type NamedListing = ResultOf<typeof listingName>

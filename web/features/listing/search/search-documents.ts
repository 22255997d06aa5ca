/** The search of the public libraries. Lengths stand in the documents: the server takes one in a variable for the longest. */
import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'
import { achievementCard } from '../achievement-documents.ts'
import { demandCard } from '../demand-documents.ts'
import { expertCard } from '../expert-documents.ts'

const facetParts = graphql(`
  fragment FacetParts on SearchFacets {
    fields {
      value
      count
    }
    kinds {
      value
      count
    }
    waysOfTransfer {
      value
      count
    }
    trl {
      value
      count
    }
    provinces {
      value
      count
    }
    industrySections {
      value
      count
    }
  }
`)

const hitParts = graphql(
  `
    fragment SearchHitParts on SearchHit {
      highlights {
        field
        text
        spans {
          start
          end
        }
      }
      listing {
        __typename
        ...DemandCard
        ...AchievementCard
        ...ExpertCard
      }
    }
  `,
  [demandCard, achievementCard, expertCard],
)

export const searchQuery = graphql(
  `
    query SearchLibrary($library: Library!, $text: String!, $filter: MatchFilter, $order: SearchOrder!, $offset: Int!) {
      search(library: $library, text: $text, filter: $filter, order: $order, first: 20, offset: $offset) {
        __typename
        ... on SearchResult {
          totalCount
          isPartial
          suggestion {
            text
            kind
            isApplied
          }
          facets {
            ...FacetParts
          }
          hits {
            ...SearchHitParts
          }
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [facetParts, hitParts, refusedParts, invalidParts],
)

/** How much each library has for the same words. */
export const countsQuery = graphql(`
  query SearchCounts($text: String!) {
    demand: search(library: DEMAND, text: $text, first: 1) {
      __typename
      ... on SearchResult {
        totalCount
        isPartial
      }
    }
    achievement: search(library: ACHIEVEMENT, text: $text, first: 1) {
      __typename
      ... on SearchResult {
        totalCount
        isPartial
      }
    }
    expert: search(library: EXPERT, text: $text, first: 1) {
      __typename
      ... on SearchResult {
        totalCount
        isPartial
      }
    }
  }
`)

export type Facets = ResultOf<typeof facetParts>
export type FacetCount = Facets['fields'][number]
export type SearchHit = ResultOf<typeof hitParts>
type Answer = ResultOf<typeof searchQuery>['search']
export type SearchResult = Extract<Answer, { __typename: 'SearchResult' }>
export type LibraryCounts = ResultOf<typeof countsQuery>

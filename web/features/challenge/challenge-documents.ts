/** What the screens of the list ask for. */
import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'

const verdictParts = graphql(`
  fragment VerdictParts on Verdict {
    allowed
    code
    reason
  }
`)

const partyParts = graphql(`
  fragment PartyParts on OrganisationCard {
    id
    name
    kind
    isDemo
  }
`)

const cardParts = graphql(
  `
    fragment ChallengeCardParts on Challenge {
      id
      title
      state
      kind
      selection
      rewardFen
      publishedAt
      bidsCloseAt
      noticeEndsAt
      readAt
      bidCounts {
        kind
        count
      }
      poster {
        ...PartyParts
      }
      bureau {
        ...PartyParts
      }
    }
  `,
  [partyParts],
)

const bidParts = graphql(
  `
    fragment BidParts on Bid {
      id
      state
      isOwn
      sealedAt
      openedAt
      commitment
      commitmentText
      organisation {
        ...PartyParts
      }
      content {
        priceFen
        plan
        durationDays
        team {
          name
          title
          duty
        }
      }
      feedback {
        reason
        text
      }
      standing {
        rank
        totalHundredths
        dimensionHundredths
      }
    }
  `,
  [partyParts],
)

const reviewParts = graphql(
  `
    fragment ReviewParts on Review {
      isComplete
      completion {
        ...VerdictParts
      }
      progress {
        reviewerCount
        minReviewers
        bidCount
        scoredPairs
      }
      reviewers {
        userId
        displayName
        scoredBids
      }
      scores {
        bidId
        reviewerId
        ordinal
        points
        comment
      }
      standings {
        bidId
        rank
        totalHundredths
        spreadHundredths
        dimensionHundredths
      }
    }
  `,
  [verdictParts],
)

const detailParts = graphql(
  `
    fragment ChallengeDetailParts on Challenge {
      ...ChallengeCardParts
      problem
      conditions
      ipOwnership
      demandId
      openedAt
      awardedAt
      recommendedBidId
      recommendationReason
      ownBidId
      indicators {
        name
        comparator
        value
        valueMax
        unit
        testMethod
      }
      dimensions {
        name
        weight
      }
      recommended {
        ...PartyParts
      }
      review {
        ...ReviewParts
      }
      bids {
        ...BidParts
      }
      viewerCan {
        edit {
          ...VerdictParts
        }
        submit {
          ...VerdictParts
        }
        return {
          ...VerdictParts
        }
        vet {
          ...VerdictParts
        }
        publish {
          ...VerdictParts
        }
        assignReviewer {
          ...VerdictParts
        }
        bid {
          ...VerdictParts
        }
        withdrawBid {
          ...VerdictParts
        }
        open {
          ...VerdictParts
        }
        score {
          ...VerdictParts
        }
        recommend {
          ...VerdictParts
        }
        award {
          ...VerdictParts
        }
        cancel {
          ...VerdictParts
        }
      }
    }
  `,
  [cardParts, partyParts, bidParts, reviewParts, verdictParts],
)

export const challengesQuery = graphql(
  `
    query Challenges(
      $scope: ChallengeScope!
      $filter: ChallengeFilter
      $sort: ChallengeSort!
      $first: Int!
      $after: String
    ) {
      challenges(scope: $scope, filter: $filter, sort: $sort, first: $first, after: $after) {
        __typename
        ... on QueryChallengesConnection {
          totalCount
          pageInfo {
            hasNextPage
            endCursor
          }
          edges {
            node {
              ...ChallengeCardParts
            }
          }
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [cardParts, refusedParts, invalidParts],
)

export const challengeQuery = graphql(
  `
    query Challenge($id: ID!) {
      node(id: $id) {
        __typename
        ... on Challenge {
          ...ChallengeDetailParts
        }
      }
    }
  `,
  [detailParts],
)

/** Asked for alone, one's own bid shows its contents while it is sealed. */
export const bidQuery = graphql(
  `
    query Bid($id: ID!) {
      node(id: $id) {
        __typename
        ... on Bid {
          challengeId
          ...BidParts
        }
      }
    }
  `,
  [bidParts],
)

export type ChallengeCard = ResultOf<typeof cardParts>
export type Challenge = ResultOf<typeof detailParts>
export type Bid = ResultOf<typeof bidParts>

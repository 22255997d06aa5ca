/** The verbs of a challenge and its bids. Whatever shows a challenge is asked for anew after each. */
import { graphql } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'

const failures = [refusedParts, invalidParts] as const

export const createMutation = graphql(
  `
    mutation CreateChallenge($demandId: ID!, $bureauId: ID!, $terms: ChallengeTermsInput!) {
      createChallenge(demandId: $demandId, bureauId: $bureauId, terms: $terms) {
        __typename
        ... on Challenge {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const editMutation = graphql(
  `
    mutation EditChallenge($id: ID!, $terms: ChallengeTermsInput!) {
      editChallenge(id: $id, terms: $terms) {
        __typename
        ... on Challenge {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const submitMutation = graphql(
  `
    mutation SubmitChallenge($id: ID!) {
      submitChallenge(id: $id) {
        __typename
        ... on Challenge {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const returnMutation = graphql(
  `
    mutation ReturnChallenge($id: ID!, $reason: String!) {
      returnChallenge(id: $id, reason: $reason) {
        __typename
        ... on Challenge {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const vetMutation = graphql(
  `
    mutation VetChallenge($id: ID!, $argumentation: String!) {
      vetChallenge(id: $id, argumentation: $argumentation) {
        __typename
        ... on Challenge {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const publishMutation = graphql(
  `
    mutation PublishChallenge($id: ID!, $bidsCloseAt: Instant!) {
      publishChallenge(id: $id, bidsCloseAt: $bidsCloseAt) {
        __typename
        ... on Challenge {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const assignMutation = graphql(
  `
    mutation AssignReviewer($id: ID!, $email: String!) {
      assignReviewer(id: $id, email: $email) {
        __typename
        ... on Challenge {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const openMutation = graphql(
  `
    mutation OpenBids($id: ID!) {
      openBids(id: $id) {
        __typename
        ... on Challenge {
          id
          state
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const recommendMutation = graphql(
  `
    mutation RecommendBid($id: ID!, $bidId: ID!, $reason: String!) {
      recommendBid(id: $id, bidId: $bidId, reason: $reason) {
        __typename
        ... on Recommendation {
          noticeEndsAt
          isEstimated
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const awardMutation = graphql(
  `
    mutation AwardChallenge($id: ID!, $feedback: [BidFeedbackInput!]!) {
      awardChallenge(id: $id, feedback: $feedback) {
        __typename
        ... on Challenge {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const cancelMutation = graphql(
  `
    mutation CancelChallenge($id: ID!, $reason: CancelReason!, $text: String!) {
      cancelChallenge(id: $id, reason: $reason, text: $text) {
        __typename
        ... on Challenge {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const submitBidMutation = graphql(
  `
    mutation SubmitBid($challengeId: ID!, $content: BidContentInput!) {
      submitBid(challengeId: $challengeId, content: $content) {
        __typename
        ... on BidReceipt {
          bidId
          commitment
          sealedAt
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const withdrawBidMutation = graphql(
  `
    mutation WithdrawBid($id: ID!, $reason: String!) {
      withdrawBid(id: $id, reason: $reason) {
        __typename
        ... on Bid {
          id
          state
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

export const scoreBidMutation = graphql(
  `
    mutation ScoreBid($bidId: ID!, $scores: [DimensionScoreInput!]!) {
      scoreBid(bidId: $bidId, scores: $scores) {
        __typename
        ... on Review {
          isComplete
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  failures,
)

/** Everything that shows a challenge, its bids or its review. */
export const touchesChallenge = ['Challenge', 'Bid', 'Review'] as const

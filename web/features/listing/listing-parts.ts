import { graphql, type ResultOf } from '#web/api/graphql.ts'

export const ownerParts = graphql(`
  fragment OwnerParts on OrganisationCard {
    id
    name
    kind
    regionCode
    isDemo
  }
`)

export const verdictParts = graphql(`
  fragment VerdictParts on Verdict {
    allowed
    code
    reason
  }
`)

/** What the page of a listing shows whatever its library: state, times, owner, what may be done. */
export const frameParts = graphql(
  `
    fragment FrameParts on Listing {
      state
      version
      publishedAt
      expiresAt
      updatedAt
      regionCode
      organisation {
        ...OwnerParts
      }
      contact {
        name
        phone
        email
      }
      viewerCan {
        edit {
          ...VerdictParts
        }
        submit {
          ...VerdictParts
        }
        publish {
          ...VerdictParts
        }
        return {
          ...VerdictParts
        }
        withdraw {
          ...VerdictParts
        }
        renew {
          ...VerdictParts
        }
      }
    }
  `,
  [ownerParts, verdictParts],
)

export type Owner = ResultOf<typeof ownerParts>
export type Frame = ResultOf<typeof frameParts>
export type ListingState = Frame['state']
export type Scope = 'PUBLIC' | 'MINE' | 'DESK'

/** Whom the demand whose matches are shown has invited, and how its owner invites. */
import { useMemo } from 'react'
import { useQuery } from 'urql'
import { checkInvitation } from '#domain/matching/invitation.ts'
import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { invalidParts, type Outcome, refusedParts } from '#web/api/outcome.ts'
import { useCommand } from '#web/api/use-command.ts'
import { useViewer } from '#web/api/viewer.tsx'
import type { Verdict } from '#web/ui/verdict-button.tsx'
import type { Match } from './match-parts.ts'

const invitationsQuery = graphql(`
  query MatchInvitations($from: ID!) {
    matchInvitations(from: $from) {
      __typename
      mayInvite {
        allowed
        code
        reason
      }
      sent {
        __typename
        listingId
        invitedAt
        state
        answerNote
      }
    }
  }
`)

const inviteMutation = graphql(
  `
    mutation InviteMatch($from: ID!, $listing: ID!, $message: String!) {
      inviteMatch(from: $from, listing: $listing, message: $message) {
        __typename
        ... on MatchInvitation {
          listingId
          invitedAt
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [refusedParts, invalidParts],
)

type Invitation = NonNullable<ResultOf<typeof invitationsQuery>['matchInvitations']>['sent'][number]

export interface Inviting {
  /** How the owner of this match was invited; null: not yet. */
  sentTo(listing: string): Invitation | null
  /** May they be invited, and if not, why not? */
  verdictOf(match: Pick<Match, 'listing' | 'strength'>): Verdict
  invite(listing: string, message: string): Promise<Outcome<unknown>>
}

const touches = ['MatchInvitation', 'MatchInvitations']
const context = { additionalTypenames: touches }
/** Inviting is no business of theirs: they see no button. */
const outsiders: readonly (string | null)[] = ['NOT_ALLOWED', 'SIGN_IN_REQUIRED', 'NOT_ACTING']

/** Null for whoever does not own the demand, and for listings that invite nobody. */
export function useInviting(from: string, isDemand: boolean): Inviting | null {
  const { viewer } = useViewer()
  const [{ data }] = useQuery({ query: invitationsQuery, variables: { from }, pause: !isDemand || !viewer, context })
  const { send } = useCommand(inviteMutation, 'inviteMatch', touches)
  const organisationId = viewer?.acting?.organisation.id ?? ''
  return useMemo(() => {
    const invitations = data?.matchInvitations
    if (!invitations || outsiders.includes(invitations.mayInvite.code)) return null
    const sent = new Map(invitations.sent.map(invitation => [invitation.listingId, invitation]))
    return {
      sentTo: listing => sent.get(listing) ?? null,
      verdictOf: ({ listing: { id, organisation }, strength }) => {
        if (!invitations.mayInvite.allowed) return invitations.mayInvite
        const refusal = checkInvitation({
          from: { organisationId, state: 'published', sentLately: 0 },
          shown: { organisationId: organisation.id, state: 'published' },
          isInvited: sent.has(id),
          strength: strength.toLowerCase(),
        })
        return { allowed: refusal === null, code: refusal?.code ?? null, reason: refusal?.message ?? null }
      },
      invite: (listing, message) => send({ from, listing, message }),
    }
  }, [data, send, from, organisationId])
}

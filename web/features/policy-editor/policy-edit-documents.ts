/** Versions of policies and working copies, as the office asks for them. */
import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'

const verdictParts = graphql(`
  fragment PolicyVerdictParts on Verdict {
    allowed
    code
    reason
  }
`)

const headParts = graphql(`
  fragment PolicyEditHeadParts on PolicyEdit {
    id
    state
    policyId
    version
    title
    revision
    baseVersionId
    publishedVersionId
    authorName
    createdAt
    savedAt
    proposedAt
    reviewerName
    reviewedAt
    returnReason
  }
`)

const versionParts = graphql(`
  fragment PolicyVersionParts on PolicyVersion {
    id
    policyId
    version
    title
    status
    effectiveFrom
    effectiveTo
    governs {
      from
      to
    }
    publishedAt
    source
  }
`)

const editParts = graphql(
  `
    fragment PolicyEditParts on PolicyEdit {
      ...PolicyEditHeadParts
      source
      comparedVersion {
        ...PolicyVersionParts
      }
      viewerCan {
        save {
          ...PolicyVerdictParts
        }
        propose {
          ...PolicyVerdictParts
        }
        withdraw {
          ...PolicyVerdictParts
        }
        return {
          ...PolicyVerdictParts
        }
        publish {
          ...PolicyVerdictParts
        }
        discard {
          ...PolicyVerdictParts
        }
      }
    }
  `,
  [headParts, versionParts, verdictParts],
)

export const policyDeskQuery = graphql(
  `
    query PolicyDesk {
      mayStartPolicyEdit {
        ...PolicyVerdictParts
      }
      policies {
        id
        title
        status
        version
        jurisdiction
        effectiveFrom
      }
      policyEdits {
        __typename
        ... on QueryPolicyEditsSuccess {
          data {
            ...PolicyEditHeadParts
          }
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [verdictParts, headParts, refusedParts, invalidParts],
)

export const policyVersionsQuery = graphql(
  `
    query PolicyVersions($policyId: ID!) {
      policyVersions(policyId: $policyId) {
        ...PolicyVersionParts
      }
    }
  `,
  [versionParts],
)

export const policyEditQuery = graphql(
  `
    query PolicyEdit($id: ID!) {
      policyEdit(id: $id) {
        ...PolicyEditParts
      }
    }
  `,
  [editParts],
)

const failures = [refusedParts, invalidParts] as const

export const startEditMutation = graphql(
  `
    mutation StartPolicyEdit($versionId: ID, $source: String) {
      startPolicyEdit(versionId: $versionId, source: $source) {
        __typename
        ... on PolicyEdit {
          ...PolicyEditParts
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [editParts, ...failures],
)

export const saveEditMutation = graphql(
  `
    mutation SavePolicyEdit($id: ID!, $revision: Int!, $source: String!) {
      savePolicyEdit(id: $id, revision: $revision, source: $source) {
        __typename
        ... on PolicyEdit {
          ...PolicyEditParts
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [editParts, ...failures],
)

export const proposeEditMutation = graphql(
  `
    mutation ProposePolicyEdit($id: ID!, $revision: Int!) {
      proposePolicyEdit(id: $id, revision: $revision) {
        __typename
        ... on PolicyEdit {
          ...PolicyEditParts
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [editParts, ...failures],
)

export const returnEditMutation = graphql(
  `
    mutation ReturnPolicyEdit($id: ID!, $revision: Int!, $reason: String!) {
      returnPolicyEdit(id: $id, revision: $revision, reason: $reason) {
        __typename
        ... on PolicyEdit {
          ...PolicyEditParts
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [editParts, ...failures],
)

export const publishEditMutation = graphql(
  `
    mutation PublishPolicyEdit($id: ID!, $revision: Int!) {
      publishPolicyEdit(id: $id, revision: $revision) {
        __typename
        ... on PolicyEdit {
          ...PolicyEditParts
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [editParts, ...failures],
)

export const withdrawEditMutation = graphql(
  `
    mutation WithdrawPolicyEdit($id: ID!, $revision: Int!) {
      withdrawPolicyEdit(id: $id, revision: $revision) {
        __typename
        ... on PolicyEdit {
          ...PolicyEditParts
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [editParts, ...failures],
)

export const discardEditMutation = graphql(
  `
    mutation DiscardPolicyEdit($id: ID!, $revision: Int!) {
      discardPolicyEdit(id: $id, revision: $revision) {
        __typename
        ... on PolicyEdit {
          ...PolicyEditParts
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [editParts, ...failures],
)

/** Lists that a verb changes. */
export const touchesPolicyEdits = ['PolicyEdit', 'PolicyVersion', 'Policy']

export type PolicyEdit = ResultOf<typeof editParts>
export type PolicyEditHead = ResultOf<typeof headParts>
export type PolicyVersion = ResultOf<typeof versionParts>
export type DeskPolicy = ResultOf<typeof policyDeskQuery>['policies'][number]

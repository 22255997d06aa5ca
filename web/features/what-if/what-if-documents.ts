/** What-ifs, as the office asks for them. */
import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'

const headParts = graphql(`
  fragment WhatIfHeadParts on WhatIf {
    id
    title
    state
    progressPercent
    failure {
      code
      message
      details
    }
    policyId
    policyTitle
    comparedTitle
    versionId
    comparedVersionId
    rules
    turned {
      variable {
        path
        unit
        value
        place
        name
      }
      ruleTitle
      value
    }
    parameters
    fromYear
    toYear
    asOf
    knownAt
    askedByName
    askedAt
    finishedAt
    factsSha256
    resultSha256
    replayOf
  }
`)

export const whatIfsQuery = graphql(
  `
    query WhatIfs {
      whatIfs {
        __typename
        ... on QueryWhatIfsSuccess {
          data {
            ...WhatIfHeadParts
          }
        }
        ...RefusedParts
        ...InvalidParts
      }
      mayAskWhatIf {
        allowed
        code
        reason
      }
    }
  `,
  [headParts, refusedParts, invalidParts],
)

export const whatIfQuery = graphql(
  `
    query WhatIf($id: ID!) {
      whatIf(id: $id) {
        ...WhatIfHeadParts
        result
        mayReplay {
          allowed
          code
          reason
        }
        mayCancel {
          allowed
          code
          reason
        }
        replays {
          id
          askedAt
          isSame
        }
      }
    }
  `,
  [headParts],
)

export const changesQuery = graphql(
  `
    query WhatIfChanges(
      $id: ID!
      $order: WhatIfChangeOrder
      $side: WhatIfChangeSide
      $search: String
      $first: Int!
      $offset: Int!
    ) {
      whatIf(id: $id) {
        id
        changes(order: $order, side: $side, search: $search, first: $first, offset: $offset) {
          __typename
          ... on WhatIfChanges {
            total
            items
          }
          ...RefusedParts
          ...InvalidParts
        }
      }
    }
  `,
  [refusedParts, invalidParts],
)

export const versionsQuery = graphql(
  `
    query WhatIfVersions {
      whatIfVersions {
        id
        policyId
        title
        status
        loadedAt
      }
      policyEdits(states: [EDITING, PROPOSED, RETURNED]) {
        __typename
        ... on QueryPolicyEditsSuccess {
          data {
            id
            title
            version
          }
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [refusedParts, invalidParts],
)

export const subjectQuery = graphql(
  `
    query WhatIfSubject($versionId: ID, $editId: ID) {
      whatIfSubject(versionId: $versionId, editId: $editId) {
        __typename
        ... on WhatIfSubject {
          rules {
            id
            title
          }
          questions {
            name
            rule
            question
            initial
            readings {
              id
              text
            }
          }
          variables {
            path
            kind
            unit
            value
            rule
            place
            name
          }
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [refusedParts, invalidParts],
)

export const askMutation = graphql(
  `
    mutation AskWhatIf($input: AskWhatIfInput!) {
      askWhatIf(input: $input) {
        __typename
        ... on WhatIf {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [refusedParts, invalidParts],
)

export const cancelMutation = graphql(
  `
    mutation CancelWhatIf($id: ID!) {
      cancelWhatIf(id: $id) {
        __typename
        ... on WhatIf {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [refusedParts, invalidParts],
)

export const replayMutation = graphql(
  `
    mutation ReplayWhatIf($id: ID!) {
      replayWhatIf(id: $id) {
        __typename
        ... on WhatIf {
          id
        }
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [refusedParts, invalidParts],
)

export const touchesWhatIfs = ['WhatIf'] as const

export type WhatIf = NonNullable<ResultOf<typeof whatIfQuery>['whatIf']>
export type Subject = Extract<ResultOf<typeof subjectQuery>['whatIfSubject'], { __typename: 'WhatIfSubject' }>
export type Variable = Subject['variables'][number]

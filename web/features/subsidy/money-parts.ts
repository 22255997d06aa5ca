/** What a determination holds beside its figure: its steps, its account, its flags, what the viewer may do. */
import { graphql, type ResultOf } from '#web/api/graphql.ts'

export const verdictParts = graphql(`
  fragment DeterminationVerdict on Verdict {
    allowed
    code
    reason
  }
`)

const flagParts = graphql(
  `
    fragment RedFlagParts on RedFlag {
      id
      kind
      isOpen
      foundAt
      overriddenAt
      overriddenByName
      overrideReason
      explanation {
        zh
        en
        records {
          kind
          recordId
          name
          amountFen
          on
          note
        }
        figures {
          name
          unit
          value
        }
      }
      viewerCan {
        override {
          ...DeterminationVerdict
        }
      }
    }
  `,
  [verdictParts],
)

export const moneyParts = graphql(
  `
    fragment DeterminationMoneyParts on Determination {
      gives
      claimedAt
      toldAt
      reviewedAt
      approvedAt
      approvedFen
      paidOn
      collectedFen
      refusalReason
      withdrawnBecause
      payee {
        accountName
        bankName
        accountNumber
      }
      payment {
        batch
        amountFen
        paidOn
        bankReference
      }
      clawbacks {
        id
        reason
        lowerFigure {
          id
        }
        amountFen
        collectedOn
        cancelledAt
        mayCancel {
          ...DeterminationVerdict
        }
      }
      steps {
        id
        event
        at
        actorName
        reason
        cause
      }
      redFlags {
        ...RedFlagParts
      }
      mayFindRedFlags {
        ...DeterminationVerdict
      }
      viewerCan {
        claim {
          ...DeterminationVerdict
        }
        tell {
          ...DeterminationVerdict
        }
        savePayee {
          ...DeterminationVerdict
        }
        review {
          ...DeterminationVerdict
        }
        approve {
          ...DeterminationVerdict
        }
        refuse {
          ...DeterminationVerdict
        }
        withdrawApproval {
          ...DeterminationVerdict
        }
      }
    }
  `,
  [flagParts, verdictParts],
)

export type RedFlag = ResultOf<typeof flagParts>

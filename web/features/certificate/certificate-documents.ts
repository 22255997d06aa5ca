import { graphql, type ResultOf } from '#web/api/graphql.ts'
import { invalidParts, refusedParts } from '#web/api/outcome.ts'

const certificateParts = graphql(`
  fragment CertificateParts on Certificate {
    number
    state
    title
    buyerName
    sellerName
    registryName
    type
    field
    contractAmountFen
    technologyAmountFen
    signedOn
    registeredOn
    deregisteredOn
  }
`)

export const certificateQuery = graphql(
  `
    query VerifyCertificate($number: String!, $code: String!) {
      verifyCertificate(number: $number, code: $code) {
        __typename
        ...CertificateParts
        ...RefusedParts
        ...InvalidParts
      }
    }
  `,
  [certificateParts, refusedParts, invalidParts],
)

export type Certificate = ResultOf<typeof certificateParts>

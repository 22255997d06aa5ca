/** Anyone checks a certificate by its number and its code. There is no way to list, and a wrong code says no more than a wrong number. */
import { listOrganisationCards } from '#db/queries/organisation.ts'
import { findRegistrationByCertificate } from '#db/queries/registration.ts'
import { may } from '#domain/access/may.ts'
import type { ContractType } from '#domain/contract/contract.ts'
import { checkRegistrationNumber } from '#domain/identifiers.ts'
import { NotFound, refuse } from '#domain/refusal.ts'
import type { RegistrationState } from '#domain/registration/registration.ts'
import type { TechnologyField } from '#domain/technology-field.ts'
import type { Ctx } from '../support/ctx.ts'

/** What the certificate prints ("技术合同登记证明"). Amounts in 分. */
export interface Certificate {
  number: string
  /** `registered`: in force. `deregistered`, `revoked`: it was once. */
  state: RegistrationState
  title: string
  buyerName: string
  sellerName: string
  registryName: string
  type: ContractType
  field: TechnologyField
  contractAmountFen: bigint
  technologyAmountFen: bigint
  signedOn: string
  registeredOn: string
  deregisteredOn: string | null
}

export async function verifyCertificate(ctx: Ctx, input: { number: string; code: string }): Promise<Certificate> {
  refuse(may(ctx.actor, 'registration.verify_certificate'))
  const number = input.number.normalize('NFKC').replace(/\s/g, '')
  const verificationCode = input.code.normalize('NFKC').replace(/[\s-]/g, '').toLowerCase()
  if (!checkRegistrationNumber(number).ok || verificationCode === '') throw new NotFound('certificate')
  const head = await findRegistrationByCertificate(ctx.db, { number, verificationCode })
  if (!head) throw new NotFound('certificate')
  const { contract } = head
  const cards = await listOrganisationCards(ctx.db, [contract.buyerId, contract.sellerId, head.registryId])
  const [buyerName = '', sellerName = '', registryName = ''] = cards.map(card => card?.name ?? '')
  const { recognisedAmountFen, registeredOn } = head
  if (recognisedAmountFen === null || registeredOn === null || contract.signedOn === null)
    throw new Error(`registration ${head.id} is incomplete`)
  return {
    number,
    state: head.state,
    title: contract.title,
    buyerName,
    sellerName,
    registryName,
    type: head.recognisedType ?? contract.type,
    field: contract.field,
    contractAmountFen: contract.contractAmountFen,
    technologyAmountFen: recognisedAmountFen,
    signedOn: contract.signedOn,
    registeredOn,
    deregisteredOn: head.deregisteredOn,
  }
}

import type { ContractType } from '#domain/contract/contract.ts'
import { requireValid } from '#domain/refusal.ts'
import { checkRecognition } from '#domain/registration/check-registration.ts'
import type { Ctx } from '../support/ctx.ts'
import { requirePerson } from '../support/person.ts'
import { moveRegistration } from './move-registration.ts'

export interface ExamineRegistrationInput {
  id: string
  recognisedType: ContractType
  /** 核定技术交易额 in 分. */
  recognisedAmountFen: bigint
}

/** The registrar recognises ("认定") the type of the contract and its 技术交易额, which may differ from the parties' own. */
export async function examineRegistration(ctx: Ctx, input: ExamineRegistrationInput) {
  const { id, recognisedType, recognisedAmountFen } = input
  return moveRegistration(ctx, {
    id,
    event: 'examine',
    decide: (_tx, row) => {
      const recognition = { type: recognisedType, technologyAmountFen: recognisedAmountFen }
      requireValid(checkRecognition(recognition, row.contract.contractAmountFen))
      return { recognisedType, recognisedAmountFen, examinedBy: requirePerson(ctx.actor).userId }
    },
  })
}

import { findOrganisation } from '#db/queries/organisation.ts'
import { takeRegistrationNumber } from '#db/queries/registration.ts'
import { dayInChina } from '#domain/calendar.ts'
import { formatRegistrationNumber } from '#domain/identifiers.ts'
import { refuse } from '#domain/refusal.ts'
import { checkSecondExaminer } from '#domain/registration/check-registration.ts'
import type { Ctx } from '../support/ctx.ts'
import { requirePerson } from '../support/person.ts'
import { moveRegistration } from './move-registration.ts'

/**
 * Enters the contract in the register ("登记"): the next number of this registry and year, gapless because the counter's
 * row stays locked until the commit, and a random code with which anyone can check the certificate.
 */
export async function registerContract(ctx: Ctx, input: { id: string }) {
  return moveRegistration(ctx, {
    ...input,
    event: 'register',
    decide: async (tx, row, now) => {
      const { userId } = requirePerson(ctx.actor)
      refuse(checkSecondExaminer(row, userId))
      const registry = await findOrganisation(tx, row.registryId)
      if (!registry?.registryCode) throw new Error(`registry ${row.registryId} has no code for its numbers`)
      const registeredOn = dayInChina(now)
      const year = Number(registeredOn.slice(0, 4))
      const sequence = await takeRegistrationNumber(tx, row.registryId, year)
      return {
        number: formatRegistrationNumber(registry.registryCode, year, sequence),
        verificationCode: ctx.randomCode(),
        registeredBy: userId,
        registeredAt: now,
        registeredOn,
      }
    },
  })
}

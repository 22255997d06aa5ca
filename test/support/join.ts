import { listMembershipsAndInvitations } from '#db/queries/membership.ts'
import { acceptMembership } from '#usecases/organisation/accept-membership.ts'
import { type AddMemberInput, addMember } from '#usecases/organisation/add-member.ts'
import type { Ctx } from '#usecases/support/ctx.ts'
import type { UserActor, World } from './world.ts'

/** Invites the person; returns the id of the invitation, which only they are told. */
export async function invite(by: Ctx, person: UserActor, input: Omit<AddMemberInput, 'email'>): Promise<string> {
  const email = `${person.displayName.toLowerCase()}@example.test`
  await addMember(by, { ...input, email })
  const held = await listMembershipsAndInvitations(by.db, person.userId)
  const open = held.find(h => h.membership.acceptedAt === null && h.organisation.id === input.organisationId)
  if (!open) throw new Error(`${person.displayName} has no invitation`)
  return open.membership.id
}

/** Invites the person, who accepts; returns the membership's id. */
export async function join(
  world: World,
  by: UserActor,
  person: UserActor,
  input: Omit<AddMemberInput, 'email'>,
): Promise<string> {
  const membershipId = await invite(world.ctx(by), person, input)
  await acceptMembership(world.ctx(person), { membershipId })
  return membershipId
}

/**
 * Where facts lie, which decides what bureau keeps them: where their unit is, or a party or registry of their contract. And
 * whom they are about: nobody keeps or withdraws a fact about an organisation that he belongs to.
 */
import type { Queryable } from '#db/client.ts'
import { listChallengesByIds } from '#db/queries/challenge.ts'
import { type ContractHead, listContractHeads, listPartiesOfProjects } from '#db/queries/contract.ts'
import { listOrganisationsOfUser } from '#db/queries/membership.ts'
import { listOrganisationCards } from '#db/queries/organisation.ts'
import type { Actor } from '#domain/access/actor.ts'
import { may } from '#domain/access/may.ts'
import { checkNotOwn } from '#domain/access/organisation-rules.ts'
import type { Refusal } from '#domain/refusal.ts'
import type { PreparedFact } from '../register/prepare-facts.ts'

type Place = Pick<PreparedFact, 'holderId' | 'contractId' | 'projectId'>
type KeptPlace = Place & Pick<PreparedFact, 'content'>

async function regionsById(db: Queryable, ids: readonly string[]): Promise<Map<string, string>> {
  const cards = await listOrganisationCards(db, [...new Set(ids)])
  return new Map(cards.flatMap(card => (card ? [[card.id, card.regionCode] as const] : [])))
}

const unitsOf = ({ buyerId, sellerId, registrations }: ContractHead) => [
  buyerId,
  sellerId,
  ...registrations.map(({ registryId }) => registryId),
]

/** The regions of the parties of a contract, and of the registries that have it. */
export async function regionsOfContract(db: Queryable, head: ContractHead): Promise<string[]> {
  return [...(await regionsById(db, unitsOf(head))).values()]
}

/** Why the actor may not keep each of the facts, or null: in the order of the facts, in three statements at most. */
export async function checkFactRegions(
  actor: Actor,
  db: Queryable,
  facts: readonly Place[],
): Promise<(Refusal | null)[]> {
  const unheld = facts.filter(({ holderId }) => !holderId)
  const heads = await listContractHeads(
    db,
    unheld.flatMap(({ contractId }) => contractId ?? []),
  )
  const nobody = { userId: null, organisationId: null }
  const projects = await listChallengesByIds(
    db,
    nobody,
    unheld.flatMap(({ projectId }) => projectId ?? []),
  )
  const units = new Map<string, readonly string[]>([
    ...heads.map(head => [head.id, unitsOf(head)] as const),
    ...projects.map(({ id, posterId, bureauId }) => [id, [posterId, bureauId]] as const),
  ])
  const unitsOfFact = ({ holderId, contractId, projectId }: Place) =>
    holderId ? [holderId] : (units.get(contractId ?? projectId ?? '') ?? [])
  const regions = await regionsById(db, facts.flatMap(unitsOfFact))
  return facts.map(fact =>
    may(actor, 'subsidy_fact.record', { regions: unitsOfFact(fact).flatMap(id => regions.get(id) ?? []) }),
  )
}

/**
 * Why the actor may keep or withdraw none of what is about a unit of their own, or null: in the order of the facts. About a
 * unit is a fact of it, of a contract or project that it is a party of, or that names it.
 */
export async function checkFactsNotOwn(
  actor: Actor,
  db: Queryable,
  facts: readonly KeptPlace[],
): Promise<(Refusal | null)[]> {
  if (actor.kind !== 'user') return facts.map(() => null)
  const mine = (await listOrganisationsOfUser(db, actor.userId)).filter(id => id !== actor.acting?.organisationId)
  // Most officers are of their bureau alone.
  if (mine.length === 0) return facts.map(() => null)
  const named = (find: (fact: KeptPlace) => string | null | undefined) => facts.flatMap(fact => find(fact) ?? [])
  const heads = await listContractHeads(
    db,
    named(({ contractId }) => contractId),
  )
  const projectIds = named(({ projectId }) => projectId)
  const nobody = { userId: null, organisationId: null }
  const projects = await listChallengesByIds(db, nobody, projectIds)
  const parties = await listPartiesOfProjects(db, projectIds)
  return facts.map(({ holderId, contractId, projectId, content }) =>
    checkNotOwn(mine, [
      holderId ?? null,
      ...heads.flatMap(head => (head.id === contractId ? unitsOf(head) : [])),
      ...projects.flatMap(({ id, posterId }) => (id === projectId ? [posterId] : [])),
      ...parties.flatMap(party => (party.projectId === projectId ? [party.buyerId, party.sellerId] : [])),
      ...Object.values(content as object).filter(value => typeof value === 'string'),
    ]),
  )
}

/** Who plays, how a step is told, and what several acts need. */
import { type Answer, type Call, type Person, Surprise } from './person.ts'

export interface Cast {
  enterprise: Person
  university: Person
  officer: Person
  expert: Person
  registrar: Person
  examiner: Person
  stranger: Person
}

export interface Stage {
  cast: Cast
  /** Prints a step: who, what, and what came of it. */
  say(who: Person, what: string): void
}

export const idOf = (answer: Answer) => String(answer.id)
export const verb = (name: string, type: string, wanted = 'id'): Omit<Call, 'variables'> => ({
  declared: '($id: ID!)',
  field: `${name}(id: $id)`,
  wanted: `... on ${type} { ${wanted} }`,
})

export async function organisationId(person: Person, kind: string): Promise<string> {
  const data = await person.query(
    'query ($kind: OrganisationKind!) { verifiedOrganisations(kind: $kind) { id name } }',
    { kind },
  )
  const [first] = data.verifiedOrganisations as { id: string }[]
  if (!first) throw new Surprise(`there is no verified ${kind}`)
  return first.id
}

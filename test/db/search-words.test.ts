/** Names and titles are kept as they were typed, and found however they are typed. */
import { eq } from 'drizzle-orm'
import { beforeAll, expect, test } from 'vitest'
import { listVerifiedOrganisations } from '#db/queries/organisation.ts'
import { organisation } from '#db/schema/identity.ts'
import { anonymous } from '#domain/access/actor.ts'
import { createChallenge } from '#usecases/challenge/create-challenge.ts'
import { listChallenges } from '#usecases/challenge/list-challenges.ts'
import { ChallengeStory, createPublishedDemand } from '../support/challenge.ts'
import { challengeContent } from '../support/challenge-content.ts'
import { useDatabase } from '../support/database.ts'
import { createWorld, type World } from '../support/world.ts'

const database = useDatabase()
let world: World
beforeAll(async () => {
  world = await createWorld(database.db)
  const name = '中原ＡＢＣ装备（集团）'
  await database.db.update(organisation).set({ name }).where(eq(organisation.id, world.organisations.enterprise))
  const story = new ChallengeStory(world, database.db)
  const demandId = await createPublishedDemand(world, database.db)
  const content = challengeContent({ title: '５Ｇ基站　散热（Ⅱ期）' })
  await createChallenge(story.ctx('poster'), { demandId, bureauId: world.organisations.bureau, ...content })
})

test.each([
  ['as it was typed', 'ＡＢＣ', 1],
  ['half-width and small', 'abc (集团)', 1],
  ['another', 'abcd', 0],
  ['a percent sign, which means itself', 'a%c', 0],
])('an organisation is found by its name: %s', async (_, search, count) => {
  expect(await listVerifiedOrganisations(database.db, { kind: 'enterprise', search })).toHaveLength(count)
})

test.each([
  ['as it was typed', '５Ｇ', 1],
  ['half-width and small', '5g (ii期)', 1],
  ['another', '6g', 0],
])('a challenge is found by its title: %s', async (_, search, count) => {
  const page = { filter: { search }, sort: 'newest', first: 20, after: null } as const
  expect((await listChallenges(world.ctx(world.people.poster), { scope: 'posted', ...page })).items).toHaveLength(count)
  expect((await listChallenges(world.ctx(anonymous), { scope: 'public', ...page })).items).toEqual([])
})

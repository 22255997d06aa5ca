/** Who judges matches, and how often. */
import { beforeAll, describe, expect, it } from 'vitest'
import { matchJudgement } from '#db/schema/match-log.ts'
import { maxJudgements } from '#domain/matching/evaluation/feedback.ts'
import { judgeMatch } from '#usecases/matching/judge-match.ts'
import { recordMatchOpened } from '#usecases/matching/record-match-opened.ts'
import { recordShownMatches } from '#usecases/matching/record-shown-matches.ts'
import { refusalOf } from '../../support/challenge.ts'
import { useDatabase } from '../../support/database.ts'
import { publishedAchievement, publishedDemand } from '../../support/listings.ts'
import { createWorld, type PersonName, type World } from '../../support/world.ts'

const database = useDatabase()
let world: World
let from: { library: 'demand'; id: string }
let shown: { library: 'achievement'; id: string }
beforeAll(async () => {
  world = await createWorld(database.db)
  from = { library: 'demand', id: await publishedDemand(world) }
  shown = { library: 'achievement', id: await publishedAchievement(world) }
})

const as = (name: PersonName) => world.ctx(world.people[name])
const show = (name: PersonName) =>
  recordShownMatches(as(name), {
    from,
    to: 'achievement',
    isFiltered: false,
    matches: [{ listing: shown, score: 1, explanation: { strength: 'good' }, rankingVersion: 'w' }],
  })
const judge = (name: PersonName, note = '') =>
  judgeMatch(as(name), { from, shown, verdict: 'useful', reason: null, note })

describe('a judgement', () => {
  it.each([
    ['stray', 'NOT_ALLOWED'],
    ['newcomer', 'ORGANISATION_NOT_VERIFIED'],
  ] as const)('is none of %s, who may open the match all the same', async (name, code) => {
    await show(name)
    expect(await refusalOf(judge(name))).toBe(code)
    expect(await database.db.$count(matchJudgement)).toBe(0)
    await recordMatchOpened(as(name), { from, shown })
  })

  it.each(['poster', 'expert', 'manager', 'registrar', 'cashier', 'admin'] as const)('may be of %s', async name => {
    await show(name)
    expect(await judge(name)).toMatchObject({ ordinal: 1 })
  })

  it('comes to an end: the 50th word of a person on a pair stands', async () => {
    await show('rival')
    for (let n = 1; n <= maxJudgements; n++) expect((await judge('rival', `${n}`)).ordinal).toBe(n)
    await expect(judge('rival', 'one more')).rejects.toMatchObject({ code: 'TOO_MANY_JUDGEMENTS', limit: 50 })
    expect((await judge('rival', `${maxJudgements}`)).ordinal).toBe(maxJudgements)
  })
})

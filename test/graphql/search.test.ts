/** Search, directions and duplicates through the API, as the screens use them. */
import { beforeAll, describe, expect, it } from 'vitest'
import { type Actor, anonymous } from '#domain/access/actor.ts'
import { ChallengeStory } from '#test/support/challenge.ts'
import { useDatabase } from '#test/support/database.ts'
import { createApi, globalId } from '#test/support/graphql.ts'
import { achievementContent, publishedAchievement, publishedDemand } from '#test/support/listings.ts'
import { createWorld, type World } from '#test/support/world.ts'
import { saveListing } from '#usecases/listing/save-listing.ts'

const database = useDatabase()
let world: World
let demandId: string
let achievementId: string
beforeAll(async () => {
  world = await createWorld(database.db)
  demandId = await publishedDemand(world)
  achievementId = await publishedAchievement(world, { advantages: '' })
})

const { run, send } = createApi(() => world)

const refusal = '... on Error { code } ... on InvalidInput { problems { path remedy } }'

describe('search', () => {
  const search = `query ($library: Library! = ACHIEVEMENT, $text: String! = "", $filter: MatchFilter, $order: SearchOrder! = RELEVANCE, $first: Int! = 20, $offset: Int! = 0) {
    search(library: $library, text: $text, filter: $filter, order: $order, first: $first, offset: $offset) {
      __typename ${refusal} ... on SearchResult {
        totalCount isPartial words suggestion { text kind isApplied }
        hits { listing { ... on Achievement { id title contact { phone } } ... on Demand { id } organisation { name } }
          highlights { field text spans { start end } } }
        facets { fields { value count } kinds { value count } waysOfTransfer { value count } trl { value count }
          provinces { value count } industrySections { value count } } } } }`
  const ask = async (variables: Record<string, unknown> = {}) => (await send(anonymous, search, variables)).search

  it('hits, places to mark and counts in the spelling of the filter', async () => {
    const found = await ask({ text: '氮化硼' })
    expect(found).toMatchObject({
      totalCount: 1,
      isPartial: false,
      suggestion: null,
      hits: [{ listing: { id: globalId('Achievement', achievementId), contact: null } }],
      facets: {
        fields: [{ value: 'NEW_MATERIALS', count: 1 }],
        kinds: [{ value: 'MATURE', count: 1 }],
        waysOfTransfer: [{ value: 'LICENCE', count: 1 }],
        trl: [{ value: '7', count: 1 }],
        provinces: [{ value: '410000', count: 1 }],
        industrySections: [],
      },
    })
    const [highlight] = found.hits[0].highlights
    const [{ start, end }] = highlight.spans
    expect([highlight.field, highlight.text.slice(start, end)]).toEqual(['title', '氮化硼'])
  })

  it('what a facet says can be given back as the filter', async () => {
    const filter = { fields: ['NEW_MATERIALS'], kinds: ['MATURE'], waysOfTransfer: ['LICENCE'], trlMin: 7, trlMax: 7 }
    expect((await ask({ filter: { ...filter, regionCode: '410000' } })).totalCount).toBe(1)
    expect((await ask({ filter: { ...filter, fields: ['BIOMEDICINE'] } })).totalCount).toBe(0)
    const { university, institute } = world.organisations
    expect((await ask({ filter: { organisationId: university.toUpperCase() } })).totalCount).toBe(1)
    expect((await ask({ filter: { organisationId: institute } })).totalCount).toBe(0)
    expect((await ask({ filter: { organisationId: 'nobody' } })).totalCount).toBe(0)
    expect((await ask({ library: 'DEMAND', filter: { kinds: ['COMMISSIONED_DEVELOPMENT'] } })).totalCount).toBe(1)
  })

  it('says every problem with its field and its remedy', async () => {
    const wrong = await ask({ text: 'x'.repeat(201), first: 0, filter: { kinds: ['TECHNICAL'] } })
    expect(wrong).toMatchObject({
      __typename: 'InvalidInput',
      problems: [{ path: 'text' }, { path: 'filter.kinds' }, { path: 'first' }],
    })
    expect((await ask({ first: 100, offset: 901 })).problems).toMatchObject([
      { path: 'offset', remedy: expect.stringContaining('narrow') },
    ])
  })
})

describe('directions', () => {
  const matches = `query ($id: ID!, $filter: MatchFilter, $first: Int) { node(id: $id) { ... on Demand {
    matchingAchievements(first: $first, filter: $filter) { listing { ... on Achievement { title } } explanation } similar { score }
    solvedDemands { match { score } challenge { title } } } } }`

  it('a filter of matches', async () => {
    const ask = async (filter: object) =>
      (await send(anonymous, matches, { id: globalId('Demand', demandId), filter })).node
    expect((await ask({ trlMin: 7 })).matchingAchievements).toHaveLength(1)
    expect(await ask({ trlMax: 3 })).toEqual({ matchingAchievements: [], similar: [], solvedDemands: [] })
  })

  it('a wrong one is said in the errors, with field and remedy', async () => {
    const id = globalId('Demand', demandId)
    const { errors } = await run(anonymous, matches, { id, first: 101, filter: { regionCode: '41' } })
    expect(errors).toMatchObject([
      {
        message: expect.stringContaining('ask for 1 to 100'),
        extensions: {
          code: 'BAD_USER_INPUT',
          argument: 'first',
          problems: [{ path: 'first' }, { path: 'filter.regionCode' }],
        },
      },
    ])
  })

  it('enterprises that asked for the like of an achievement', async () => {
    const query = `query ($id: ID!) { node(id: $id) { ... on Achievement { similar { score }
      interestedEnterprises { organisation { id } score strength demands { listing { ... on Demand { id } } } } } } }`
    const { node } = await send(anonymous, query, { id: globalId('Achievement', achievementId) })
    expect(node.interestedEnterprises).toMatchObject([
      {
        organisation: { id: world.organisations.enterprise },
        demands: [{ listing: { id: globalId('Demand', demandId) } }],
      },
    ])
  })

  it('reviewers for the officer of the list, null for others', async () => {
    const id = globalId('Challenge', await new ChallengeStory(world, database.db).published())
    const query = `query ($id: ID!) { node(id: $id) { ... on Challenge {
      suggestedReviewers { email reviewsThisYear reviewsPerYear match { listing { ... on Expert { name } } } } } } }`
    expect((await send(world.people.officer, query, { id })).node).toEqual({ suggestedReviewers: [] })
    for (const actor of [world.people.poster, world.people.auditor, anonymous])
      expect((await send(actor, query, { id })).node).toEqual({ suggestedReviewers: null })
  })
})

describe('duplicates', () => {
  const report = `... on DuplicateReport { threshold duplicates { similarity isOwn listing { ... on Achievement { id } } } } ${refusal}`
  const ofListing = `query ($id: ID!) { possibleDuplicates(id: $id) { ${report} } }`
  const ofDraft = `query ($title: String!, $text: String! = "", $exceptId: ID) {
    possibleDuplicatesOfDraft(library: ACHIEVEMENT, title: $title, text: $text, exceptId: $exceptId) { ${report} } }`
  const { title, summary: text } = achievementContent()

  it('of a draft on a form', async () => {
    const ask = async (actor: Actor, over: object = {}) =>
      (await send(actor, ofDraft, { title, text, ...over })).possibleDuplicatesOfDraft
    const original = { isOwn: true, listing: { id: globalId('Achievement', achievementId) } }
    expect((await ask(world.people.bidder)).duplicates).toMatchObject([original])
    expect((await ask(world.people.otherBidder)).duplicates).toMatchObject([{ ...original, isOwn: false }])
    expect((await ask(world.people.bidder, { exceptId: globalId('Achievement', achievementId) })).duplicates).toEqual(
      [],
    )
    expect(await ask(anonymous)).toEqual({ code: 'SIGN_IN_REQUIRED' })
    expect(await ask(world.people.bidder, { title: '' })).toMatchObject({ problems: [{ path: 'title' }] })
  })

  it('of a listing for its owner and the bureau; the desk shows them beside it', async () => {
    const owner = world.ctx(world.people.otherBidder)
    const content = achievementContent({ keywords: ['副本'] })
    const { id: copy } = await saveListing(owner, { library: 'achievement', id: null, version: null, content })
    const id = globalId('Achievement', copy)
    const ask = async (actor: Actor) => (await send(actor, ofListing, { id })).possibleDuplicates
    const desk = `query ($id: ID!) { node(id: $id) { ... on Listing { possibleDuplicates { similarity listing { state } } } } }`
    for (const actor of [world.people.otherBidder, world.people.officer]) {
      expect((await ask(actor)).duplicates).toHaveLength(1)
      expect((await send(actor, desk, { id })).node.possibleDuplicates).toMatchObject([
        { listing: { state: 'PUBLISHED' } },
      ])
    }
    expect(await ask(world.people.bidder)).toEqual({ code: 'NOT_FOUND' })
    const original = globalId('Achievement', achievementId)
    for (const actor of [world.people.otherBidder, anonymous])
      expect((await send(actor, desk, { id: original })).node.possibleDuplicates).toBeNull()
    expect(await send(anonymous, ofListing, { id: globalId('Challenge', copy) })).toMatchObject({
      possibleDuplicates: { problems: [{ path: 'id' }] },
    })
  })

  it('the very same is not submitted, and the other is named', async () => {
    const owner = world.ctx(world.people.bidder)
    const content = achievementContent()
    const { id } = await saveListing(owner, { library: 'achievement', id: null, version: null, content })
    const submit = `mutation ($id: ID!) { submitListing(id: $id) { ... on Refused { code details } } }`
    expect((await send(world.people.bidder, submit, { id: globalId('Achievement', id) })).submitListing).toEqual({
      code: 'DUPLICATE_LISTING',
      details: { library: 'achievement', otherId: achievementId, otherTitle: title },
    })
  })
})

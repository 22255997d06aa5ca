/** The thread from a demand to the award through the API, as six people; and what the API never says before opening. */

import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { beforeAll, describe, expect, it } from 'vitest'
import { type Actor, anonymous } from '#domain/access/actor.ts'
import { createLoaders } from '#graphql/loaders.ts'
import { schema } from '#graphql/schema.ts'
import { ChallengeStory, createPublishedDemand } from '#test/support/challenge.ts'
import { useDatabase } from '#test/support/database.ts'
import { createWorld, type PersonName, type World } from '#test/support/world.ts'

// The copy of graphql-js the schema was built with: the packages that build it load CommonJS.
const { graphql } = createRequire(import.meta.url)('graphql') as typeof import('graphql')

const database = useDatabase()
let world: World
let demandId: string
beforeAll(async () => {
  world = await createWorld(database.db)
  demandId = Buffer.from(`Demand:${await createPublishedDemand(world, database.db)}`).toString('base64')
})

async function sendAs(actor: Actor, source: string, variableValues: Record<string, unknown> = {}) {
  const ctx = world.ctx(actor)
  const rest = { loaders: createLoaders(ctx), clientAddress: '192.0.2.1', sessionId: null, setSessionToken: () => {} }
  const { data, errors } = await graphql({ schema, source, variableValues, contextValue: { ctx, ...rest } })
  expect(errors).toBeUndefined()
  return JSON.parse(JSON.stringify(data))
}
const send = (name: PersonName, source: string, variables: Record<string, unknown> = {}) =>
  sendAs(world.people[name], source, variables)

const refusal = '... on Error { code message } ... on Refused { details } ... on InvalidInput { problems { path } }'
const challenge = `... on Challenge { id state bidsCloseAt ownBidId bidCounts { kind count }
  viewerCan { bid { allowed code } open { allowed code reason } award { allowed } submit { allowed } } } ${refusal}`
const create = `mutation ($demandId: ID!, $bureauId: ID!, $terms: ChallengeTermsInput!) {
  createChallenge(demandId: $demandId, bureauId: $bureauId, terms: $terms) { ${challenge} } }`
const step = (verb: string, args = '', vars = '') =>
  `mutation ($id: ID!${vars}) { ${verb}(id: $id${args}) { ${challenge} } }`
const submitBid = `mutation ($id: ID!, $content: BidContentInput!) {
  submitBid(challengeId: $id, content: $content) { ... on BidReceipt { bidId commitment sealedAt } ${refusal} } }`
const readBid = `query ($id: ID!) { node(id: $id) { ... on Bid { state isOwn commitment commitmentText
  organisation { name } content { priceFen plan durationDays team { name } } feedback { reason text } standing { rank totalHundredths } } } }`
const readBids = `query ($id: ID!) { node(id: $id) { ... on Challenge { recommended { name }
  bids { id state isOwn content { priceFen plan } } review { isComplete completion { allowed code } standings { rank bidId } scores { points } } } } }`

const content = (priceFen: number) => ({
  priceFen,
  plan: '秘密方案：掺镧薄膜与双参考结补偿，分三期完成样机与验证。',
  team: [{ name: '林一' }],
  durationDays: 540,
})
const scores = (points: number) => [1, 2].map(ordinal => ({ ordinal, points }))

describe('the thread', () => {
  let id: string
  let first: { bidId: string; commitment: string }
  let second: { bidId: string }

  it('from a demand to the list', async () => {
    const terms = {
      rewardFen: 300_000_000,
      dimensions: [
        { name: '方案', weight: 60 },
        { name: '团队', weight: 40 },
      ],
    }
    const bureauId = world.organisations.bureau
    const refused = await send('poster', create, { demandId, bureauId: 'nonsense', terms })
    expect(refused.createChallenge).toMatchObject({ code: 'NOT_FOUND' })
    const created = (await send('poster', create, { demandId, bureauId, terms })).createChallenge
    expect(created).toMatchObject({
      state: 'DRAFT',
      viewerCan: { submit: { allowed: true }, bid: { code: 'NOT_FOUND' } },
    })
    id = created.id
    const edit = `mutation ($id: ID!, $terms: ChallengeTermsInput!) { editChallenge(id: $id, terms: $terms) { ... on Challenge { title conditions rewardFen } ${refusal} } }`
    const edited = (await send('poster', edit, { id, terms: { ...terms, title: '新题' } })).editChallenge
    expect(edited).toEqual({ title: '新题', conditions: '无', rewardFen: 300_000_000 })
    expect((await send('poster', step('submitChallenge'), { id })).submitChallenge.state).toBe('SUBMITTED')
    const vet = step('vetChallenge', ', argumentation: $a', ', $a: String!')
    expect((await send('officer', vet, { id, a: '可行' })).vetChallenge.state).toBe('VETTED')
    const publish = step('publishChallenge', ', bidsCloseAt: $at', ', $at: Instant!')
    const early = await send('officer', publish, { id, at: new Date(Date.now() - 1).toISOString() })
    expect(early.publishChallenge).toMatchObject({ code: 'BID_WINDOW_TOO_SHORT', details: { minSeconds: 1 } })
    const published = await send('officer', publish, { id, at: new Date(Date.now() + 3_600_000).toISOString() })
    expect(published.publishChallenge).toMatchObject({
      state: 'PUBLISHED',
      viewerCan: { open: { code: 'BIDS_STILL_SEALED' } },
    })
    const assign = step('assignReviewer', ', email: $email', ', $email: String!')
    expect((await send('officer', assign, { id, email: 'expert@example.test' })).assignReviewer.state).toBe('PUBLISHED')
  })

  it('takes bids that nobody else can read', async () => {
    first = (await send('bidder', submitBid, { id, content: content(271_828_182) })).submitBid
    second = (await send('rival', submitBid, { id, content: content(250_000_000) })).submitBid
    expect(first.commitment).toMatch(/^[0-9a-f]{64}$/)
    expect((await send('poster', submitBid, { id, content: content(1) })).submitBid).toMatchObject({
      code: 'POSTER_MAY_NOT_BID',
    })
    expect((await send('bidder', submitBid, { id, content: content(1) })).submitBid).toMatchObject({
      code: 'BID_EXISTS',
    })
    const own = (await send('bidder', readBid, { id: first.bidId })).node
    expect(own).toMatchObject({ state: 'SEALED', isOwn: true, content: { priceFen: 271_828_182 } })
    for (const name of ['rival', 'officer', 'poster', 'expert', 'auditor', 'admin'] as const)
      expect((await send(name, readBid, { id: first.bidId })).node).toBeNull()
    for (const actor of [anonymous, world.people.officer, world.people.rival, world.people.expert]) {
      const text = JSON.stringify(await sendAs(actor, readBids, { id }))
      expect(text).not.toContain('秘密方案')
      expect(text).not.toContain(first.bidId)
    }
    const list = `{ challenges { ... on QueryChallengesConnection { totalCount edges { node { id bidCounts { kind count } } } } } }`
    expect(await sendAs(anonymous, list)).toEqual({
      challenges: {
        totalCount: 1,
        edges: [
          {
            node: {
              id,
              bidCounts: [
                { kind: 'ENTERPRISE', count: 1 },
                { kind: 'UNIVERSITY', count: 1 },
              ],
            },
          },
        ],
      },
    })
  })

  it('opens them after the deadline; the receipt proves that nothing was changed', async () => {
    expect((await send('officer', step('openBids'), { id })).openBids).toMatchObject({ code: 'BIDS_STILL_SEALED' })
    const rawId = Buffer.from(id, 'base64').toString().replace('Challenge:', '')
    await new ChallengeStory(world, database.db).passDeadline(rawId)
    expect((await send('officer', step('openBids'), { id })).openBids.state).toBe('UNDER_REVIEW')
    const bid = (await send('officer', readBid, { id: first.bidId })).node
    expect(bid).toMatchObject({ state: 'OPENED', content: content(271_828_182) })
    expect(createHash('sha256').update(bid.commitmentText).digest('hex')).toBe(first.commitment)
  })

  it('scores, recommends, awards, and tells the others why', async () => {
    const score = `mutation ($id: ID!, $scores: [DimensionScoreInput!]!) { scoreBid(bidId: $id, scores: $scores) { ... on Review { isComplete } ${refusal} } }`
    expect((await send('expert', score, { id: first.bidId, scores: scores(90) })).scoreBid).toEqual({
      isComplete: false,
    })
    expect((await send('officer', readBids, { id })).node.review).toMatchObject({
      completion: { code: 'REVIEW_INCOMPLETE' },
      scores: [],
    })
    expect((await send('expert', score, { id: second.bidId, scores: scores(70) })).scoreBid).toEqual({
      isComplete: true,
    })
    const recommend = `mutation ($id: ID!, $bid: ID!, $why: String!) { recommendBid(id: $id, bidId: $bid, reason: $why) {
      ... on Recommendation { isEstimated challenge { state recommended { name } } } ${refusal} } }`
    expect((await send('officer', recommend, { id, bid: second.bidId, why: '' })).recommendBid).toMatchObject({
      code: 'RECOMMENDATION_NEEDS_REASON',
      details: { rank: 2 },
    })
    expect((await send('officer', recommend, { id, bid: first.bidId, why: '' })).recommendBid).toEqual({
      isEstimated: false,
      challenge: { state: 'PUBLIC_NOTICE', recommended: { name: 'Test university' } },
    })
    const award = step('awardChallenge', ', feedback: $feedback', ', $feedback: [BidFeedbackInput!]!')
    expect((await send('officer', award, { id, feedback: [] })).awardChallenge).toMatchObject({
      problems: [{ path: 'feedback' }],
    })
    const feedback = [{ bidId: second.bidId, reason: 'SOLUTION_WEAKER', text: '长期数据不足' }]
    expect((await send('officer', award, { id, feedback })).awardChallenge).toMatchObject({
      state: 'AWARDED',
      viewerCan: { award: { allowed: false } },
    })
    expect((await send('rival', readBid, { id: second.bidId })).node).toMatchObject({
      state: 'NOT_AWARDED',
      feedback: { reason: 'SOLUTION_WEAKER', text: '长期数据不足' },
      standing: { rank: 2, totalHundredths: 7000 },
    })
  })

  it('answers strange ids with nothing rather than with an outage', async () => {
    for (const type of ['Bid', 'Challenge']) {
      const strange = Buffer.from(`${type}:nonsense`).toString('base64')
      expect((await send('officer', readBid, { id: strange })).node).toBeNull()
    }
    const strange = Buffer.from('Challenge:nonsense').toString('base64')
    expect((await send('officer', step('openBids'), { id: strange })).openBids).toMatchObject({ code: 'NOT_FOUND' })
  })
})

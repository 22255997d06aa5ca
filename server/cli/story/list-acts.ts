/** The acts up to the award: from a row in a file to a challenge that is won. */
import { setTimeout as sleep } from 'node:timers/promises'
import { type Person, Surprise } from './person.ts'
import { idOf, organisationId, type Stage, verb } from './stage.ts'

/** Uploads the file of demands and takes the first draft that came of it and has a text. */
async function importDemands({ cast, say }: Stage, file: File): Promise<string> {
  const preview = await cast.enterprise.does({
    declared: '($library: Library!, $file: Upload!)',
    field: 'previewImport(library: $library, file: $file)',
    wanted: '... on ImportPreview { batch { id rowCount counts { ready rejected duplicate withProblems } } }',
    variables: { library: 'DEMAND', file: null },
    file: { path: 'file', content: file },
  })
  const batch = preview.batch as { id: string; rowCount: number; counts: Record<string, number> }
  say(cast.enterprise, `previewed ${file.name}: ${batch.rowCount} rows, ${JSON.stringify(batch.counts)}`)
  const wanted = '... on ImportBatch { counts { stored rejected duplicate } }'
  const done = await cast.enterprise.does({
    declared: '($id: ID!)',
    field: 'executeImport(id: $id)',
    wanted,
    variables: { id: batch.id },
  })
  const counts = done.counts as { stored: number; rejected: number; duplicate: number }
  say(
    cast.enterprise,
    `imported: ${counts.stored} stored, ${counts.duplicate} already there, ${counts.rejected} listed with their reasons`,
  )
  if (counts.stored + counts.duplicate + counts.rejected !== batch.rowCount)
    throw new Surprise('rows are missing from the import')
  return firstUsableDraft(cast.enterprise)
}

async function firstUsableDraft(person: Person): Promise<string> {
  let after: string | null = null
  do {
    const data: Record<string, unknown> = await person.query(
      `query ($after: String) { demands(scope: MINE, first: 100, after: $after, filter: { states: [DRAFT] }) {
        ... on QueryDemandsConnection { edges { node { id problem } } pageInfo { hasNextPage endCursor } } } }`,
      { after },
    )
    const page = data.demands as {
      edges: { node: { id: string; problem: string } }[]
      pageInfo: { hasNextPage: boolean; endCursor: string }
    }
    const found = page.edges.find(({ node }) => node.problem.length >= 60)
    if (found) return found.node.id
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : null
  } while (after)
  throw new Surprise('no draft with a text is left; use an empty data directory')
}

const demoDemand = {
  title: '盾构机主轴承早期故障在线监测传感器的研制',
  problem:
    '盾构机主轴承在低速重载下运行，现有振动传感器对早期剥落不敏感，停机检修代价大，需要研制可在线监测早期故障的传感器与诊断方法。',
}

interface DemandDraft {
  id: string | null
  version: number | null
  title: string
  problem: string
}

async function readDraft(person: Person, id: string): Promise<DemandDraft> {
  const data = await person.query('query ($id: ID!) { node(id: $id) { ... on Demand { id version title problem } } }', {
    id,
  })
  return data.node as DemandDraft
}

/** An enterprise asks for the very same once; told again, the story asks for the next stage of it. */
async function asNewText<T extends { title: string }>(person: Person, demand: T): Promise<T> {
  const data = await person.query(
    `query ($title: String!) { demands(scope: MINE, filter: { search: $title }) {
      ... on QueryDemandsConnection { totalCount } } }`,
    { title: demand.title },
  )
  const { totalCount } = data.demands as { totalCount: number }
  return totalCount === 0 ? demand : { ...demand, title: `${demand.title}（第${totalCount + 1}期）` }
}

/** A demand, completed, checked by the bureau and published. */
export async function publishDemand(stage: Stage, file: File | null): Promise<string> {
  const { cast, say } = stage
  const { enterprise, officer } = cast
  const draft = file
    ? await readDraft(enterprise, await importDemands(stage, file))
    : { id: null, version: null, ...(await asNewText(enterprise, demoDemand)) }
  const content = {
    title: draft.title,
    problem: draft.problem,
    indicators: [
      {
        name: '关键性能达标率',
        comparator: 'GTE',
        value: '95',
        unit: '%',
        testMethod: '第三方检测机构按需求书逐项检测',
      },
    ],
    field: 'ADVANCED_MANUFACTURING',
    regionCode: '410100',
    budgetMinFen: 300_000_000,
    budgetMaxFen: 500_000_000,
    trlWanted: 7,
    cooperationModes: ['COMMISSIONED_DEVELOPMENT'],
    contact: { name: '演示联系人', phone: '000-0000-0000', email: 'demo@example.com' },
  }
  const saved = await enterprise.does({
    declared: '($id: ID, $version: Int, $content: DemandContentInput!)',
    field: 'saveDemand(id: $id, version: $version, content: $content)',
    wanted: '... on Demand { id title }',
    variables: { id: draft.id, version: draft.version, content },
  })
  say(enterprise, `completed the demand 「${saved.title}」 with a quantified indicator`)
  const id = idOf(saved)
  await enterprise.isRefused('NOT_ALLOWED', {
    ...verb('publishListing', 'ListingMoved', 'listing { state }'),
    variables: { id },
  })
  await enterprise.does({ ...verb('submitListing', 'ListingMoved', 'listing { state }'), variables: { id } })
  await officer.does({ ...verb('publishListing', 'ListingMoved', 'listing { state }'), variables: { id } })
  say(officer, 'published the demand')
  return id
}

interface ShownMatch {
  score: number
  strength: string
  listing: { title: string }
  explanation: { root: { children: { kind: string; children?: { label: string; share: number }[] }[] } }
}

/** What the platform proposes, and why. */
export async function showMatches({ cast, say }: Stage, demandId: string): Promise<void> {
  const data = await cast.stranger.query(
    `query ($id: ID!) { node(id: $id) { ... on Demand { matchingAchievements(first: 3) { score strength explanation listing { ... on Achievement { title } } } } } }`,
    { id: demandId },
  )
  const matches = (data.node as { matchingAchievements: ShownMatch[] }).matchingAchievements
  for (const { score, strength, listing, explanation } of matches) {
    const words = explanation.root.children.find(node => node.kind === 'words')?.children ?? []
    const reasons = words.slice(0, 4).map(word => `${word.label} ${(word.share * 100).toFixed(0)}%`)
    say(
      cast.stranger,
      `sees a match (${strength}, ${score.toFixed(3)}): ${listing.title} — ${reasons.join(', ') || 'no shared words'}`,
    )
  }
  if (matches.length === 0) say(cast.stranger, 'sees that nothing in the library fits')
}

/** The demand becomes a challenge on the bureau's list; bids are open for some seconds. */
export async function publishChallenge({ cast, say }: Stage, demandId: string, windowSeconds: number): Promise<string> {
  const { enterprise, officer, expert } = cast
  const dimensions = [
    { name: '技术方案', weight: 50 },
    { name: '团队与条件', weight: 30 },
    { name: '报价', weight: 20 },
  ]
  const created = await enterprise.does({
    declared: '($demandId: ID!, $bureauId: ID!, $terms: ChallengeTermsInput!)',
    field: 'createChallenge(demandId: $demandId, bureauId: $bureauId, terms: $terms)',
    wanted: '... on Challenge { id }',
    variables: {
      demandId,
      bureauId: await organisationId(enterprise, 'BUREAU'),
      terms: { rewardFen: 500_000_000, conditions: '高校、科研院所、企业均可揭榜', dimensions },
    },
  })
  const id = idOf(created)
  await enterprise.does({ ...verb('submitChallenge', 'Challenge'), variables: { id } })
  say(enterprise, 'put the demand forward as a challenge of 500 万元')
  const declared = '($id: ID!, $argumentation: String!)'
  const vetting = { declared, field: 'vetChallenge(id: $id, argumentation: $argumentation)' }
  await officer.does({ ...vetting, variables: { id, argumentation: '专家论证会认为目标明确、指标可考核，同意张榜。' } })
  const bidsCloseAt = new Date(Date.now() + windowSeconds * 1000).toISOString()
  const publishing = { declared: '($id: ID!, $at: Instant!)', field: 'publishChallenge(id: $id, bidsCloseAt: $at)' }
  await officer.does({ ...publishing, variables: { id, at: bidsCloseAt } })
  const assigning = { declared: '($id: ID!, $email: String!)', field: 'assignReviewer(id: $id, email: $email)' }
  await officer.does({ ...assigning, variables: { id, email: expert.name } })
  say(officer, `published the challenge, bids close at ${bidsCloseAt}; asked ${expert.name} to review`)
  return id
}

const bidContent = {
  priceFen: 480_000_000,
  plan: '采用多参量融合的监测方案：前期完成样机设计与台架试验，中期现场挂机验证，后期固化工艺并交付，全部指标由第三方检测。',
  team: [{ name: '演示负责人', title: '教授', duty: '总体方案' }],
  durationDays: 540,
}

/** A sealed bid that nobody else can read, opened after the deadline. Returns the bid's id. */
export async function bidAndOpen({ cast, say }: Stage, challengeId: string): Promise<string> {
  const { university, officer, enterprise, stranger } = cast
  const bidding = {
    declared: '($id: ID!, $content: BidContentInput!)',
    field: 'submitBid(challengeId: $id, content: $content)',
    wanted: '... on BidReceipt { bidId commitment sealedAt }',
    variables: { id: challengeId, content: bidContent },
  }
  await enterprise.isRefused('POSTER_MAY_NOT_BID', bidding)
  const receipt = await university.does(bidding)
  say(university, `sealed a bid; receipt ${String(receipt.commitment).slice(0, 16)}…`)
  const bidId = String(receipt.bidId)
  for (const person of [officer, enterprise, stranger]) {
    const data = await person.query(
      'query ($id: ID!) { node(id: $id) { ... on Bid { state content { priceFen plan } } } }',
      { id: bidId },
    )
    if ((data.node as { content?: unknown } | null)?.content) throw new Surprise(`${person.name} can read a sealed bid`)
  }
  say(officer, 'cannot read it, nor can the poster or the public')
  const opening = { ...verb('openBids', 'Challenge', 'id state bidsCloseAt'), variables: { id: challengeId } }
  await officer.isRefused('BIDS_STILL_SEALED', opening)
  say(officer, 'cannot open it before the deadline')
  const data = await officer.query('query ($id: ID!) { node(id: $id) { ... on Challenge { bidsCloseAt } } }', {
    id: challengeId,
  })
  const closesAt = new Date((data.node as { bidsCloseAt: string }).bidsCloseAt).getTime()
  await sleep(Math.max(0, closesAt - Date.now()) + 200)
  const opened = await officer.does(opening)
  say(officer, `opened the bids after the deadline; the challenge is ${String(opened.state).toLowerCase()}`)
  return bidId
}

/** Scores, recommendation, public notice, award. */
export async function reviewAndAward({ cast, say }: Stage, challengeId: string, bidId: string): Promise<void> {
  const { expert, officer } = cast
  const scores = [92, 88, 85].map((points, i) => ({ ordinal: i + 1, points, comment: '' }))
  await expert.does({
    declared: '($id: ID!, $scores: [DimensionScoreInput!]!)',
    field: 'scoreBid(bidId: $id, scores: $scores)',
    wanted: '... on Review { isComplete }',
    variables: { id: bidId, scores },
  })
  say(expert, 'scored the bid: 92 × 50 % + 88 × 30 % + 85 × 20 %')
  const recommended = await officer.does({
    declared: '($id: ID!, $bidId: ID!)',
    field: 'recommendBid(id: $id, bidId: $bidId)',
    wanted: '... on Recommendation { noticeEndsAt }',
    variables: { id: challengeId, bidId },
  })
  const endsAt = new Date(String(recommended.noticeEndsAt)).getTime()
  await sleep(Math.max(0, endsAt - Date.now()) + 200)
  await officer.does({ ...verb('awardChallenge', 'Challenge', 'state'), variables: { id: challengeId } })
  say(officer, 'gave public notice and awarded the challenge')
}

/** What the API benchmark looks at: 200 published demands of 200 organisations, a person with a session, one query. */
import type { Database } from '#db/client.ts'
import { demand } from '#db/schema/demand.ts'
import { membership, organisation, session, userAccount } from '#db/schema/identity.ts'
import { creditCodeCheckDigit } from '#domain/identifiers.ts'
import { mintToken } from '#server/session/token.ts'

const demandCount = 200

export const listQuery = `query Demands($first: Int!) {
  demands(first: $first) {
    __typename
    ... on QueryDemandsConnection {
      pageInfo { hasNextPage endCursor }
      edges {
        cursor
        node {
          id title field regionCode budgetMinFen budgetMaxFen neededBy trlWanted publishedAt
          organisation { id name kind regionCode }
          indicators { name comparator value valueMax unit }
          viewerCan { edit { allowed code reason } withdraw { allowed code reason } }
        }
      }
    }
  }
}`

const uuid = (group: number, n: number) =>
  `00000000-0000-7000-${(0x8000 + group).toString(16)}-${n.toString(16).padStart(12, '0')}`

function organisationRow(n: number): typeof organisation.$inferInsert {
  const first17 = `91410100BENC${String(n).padStart(5, '0')}`
  return {
    id: uuid(1, n),
    kind: 'enterprise',
    name: `基准测试企业 ${n}`,
    creditCode: first17 + creditCodeCheckDigit(first17),
    regionCode: '410105',
  }
}

function demandRow(n: number): typeof demand.$inferInsert {
  return {
    id: uuid(2, n),
    organisationId: uuid(1, n),
    regionCode: '410105',
    searchText: '',
    title: `高温环境下压力传感器芯片的长期稳定性 ${n}`,
    problem: '现有芯片在 150 ℃ 以上零点漂移超过允许值，批量产品一致性不足，需要新的敏感材料和封装工艺。'.repeat(4),
    background: '',
    indicators: [1, 2, 3].map(i => ({
      name: `考核指标 ${i}`,
      comparator: 'gte',
      value: `${i}.50`,
      valueMax: null,
      unit: '%',
      testMethod: '第三方检测',
    })),
    field: 'electronic_information',
    budgetMinFen: 50_000_000n,
    budgetMaxFen: BigInt(100_000_000 + n),
    neededBy: '2030-12-31',
    trlWanted: 7,
    cooperationModes: ['joint_development'],
    waysOfTransfer: [],
    solverConditions: '',
    contact: { name: '联系人', phone: '0371-00000000', email: 'contact@example.test' },
  }
}

/** Fills a migrated, empty database; returns the session token of a member of the first organisation. */
export async function loadBenchData(db: Database): Promise<string> {
  const numbers = Array.from({ length: demandCount }, (_, n) => n)
  await db.insert(organisation).values(numbers.map(organisationRow))
  await db.update(organisation).set({ state: 'verified' })
  await db.insert(demand).values(numbers.map(demandRow))
  await db.update(demand).set({ state: 'submitted' })
  const publishedAt = new Date()
  await db
    .update(demand)
    .set({ state: 'published', publishedAt, expiresAt: new Date(publishedAt.getTime() + 365 * 86_400_000) })
  const user = { id: uuid(3, 0), email: 'bench@example.test', displayName: 'Bench', passwordHash: 'none' }
  await db.insert(userAccount).values(user)
  await db.insert(membership).values({
    id: uuid(4, 0),
    userId: user.id,
    organisationId: uuid(1, 0),
    organisationKind: 'enterprise',
    role: 'member',
    acceptedAt: new Date(),
  })
  const { id, secretHash, token } = mintToken()
  await db.insert(session).values({ id, secretHash, userId: user.id, membershipId: uuid(4, 0) })
  return token
}

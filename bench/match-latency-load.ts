/**
 * Fills a database made for a measurement with published achievements, at the speed of COPY: the service is to be
 * measured, not the way a million listings came in. The triggers that guard the lifecycle are off while the rows go in
 * (they would begin as drafts); every CHECK and every foreign key holds. Beside them: demands to ask with, an achievement
 * for each that only waits to be published, and two people with sessions.
 */
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { getTableColumns } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import postgres from 'postgres'
import type { Database } from '#db/client.ts'
import { achievement } from '#db/schema/achievement.ts'
import { demand } from '#db/schema/demand.ts'
import { membership, organisation, session, userAccount } from '#db/schema/identity.ts'
import { type AchievementContent, emptyAchievement } from '#domain/achievement/achievement.ts'
import { type DemandContent, emptyDemand } from '#domain/demand/demand.ts'
import { creditCodeCheckDigit } from '#domain/identifiers.ts'
import { achievementSearchText, demandSearchText } from '#domain/listing-search.ts'
import { mintToken } from '#server/session/token.ts'
import { type Corpus, type CorpusDocument, organisations, uuidOf } from './match-corpus.ts'

export const bureauId = uuidOf(6, organisations)
export const demandId = (n: number) => uuidOf(7, n)
export const waitingId = (n: number) => uuidOf(8, n)

const contact = { name: '联系人', phone: '0371-00000000', email: 'contact@example.test' }
const year = 365 * 86_400_000

type AchievementRow = typeof achievement.$inferInsert
type DemandRow = typeof demand.$inferInsert

function achievementContent(document: CorpusDocument): AchievementContent {
  const { title, text, field, industryCode, regionCode, trl, priceMinFen, priceMaxFen, waysOfTransfer } = document
  const facts = { field, industryCode, regionCode, trl, priceMinFen, priceMaxFen, waysOfTransfer }
  const shown = { title, summary: text, completingUnits: ['基准测试研究院'], stage: 'mature' as const, contact }
  return { ...emptyAchievement(), ...facts, ...shown }
}

function achievementRow(document: CorpusDocument, state: 'published' | 'submitted'): AchievementRow {
  const content = achievementContent(document)
  const publishedAt = new Date(Math.min(document.publishedAt, Date.now() - 60_000))
  const dates = state === 'published' ? { publishedAt, expiresAt: new Date(Date.now() + year) } : {}
  const { id, organisationId } = document
  return { ...content, ...dates, id, organisationId, state, searchText: achievementSearchText(content) }
}

/** Of an enterprise that is not the document's: nobody is shown what is one's own. */
function ofAnother(document: CorpusDocument): CorpusDocument {
  const [first, second] = [uuidOf(6, 0), uuidOf(6, 3)]
  return { ...document, organisationId: document.organisationId === first ? second : first }
}

/** A demand with a held-out text, or with the text of the achievement that waits for it. */
function demandRow(document: CorpusDocument, id: string): DemandRow {
  const { title, text, field, regionCode, organisationId } = document
  const indicator = {
    name: '考核指标',
    comparator: 'gte' as const,
    value: '1',
    valueMax: null,
    unit: '%',
    testMethod: '',
  }
  const content: DemandContent = {
    ...emptyDemand(),
    ...{ title, problem: text, field, regionCode, contact },
    indicators: [indicator],
    budgetMinFen: document.priceMinFen,
    budgetMaxFen: document.priceMaxFen,
    trlWanted: document.trl,
  }
  const dates = { publishedAt: new Date(Date.now() - 60_000), expiresAt: new Date(Date.now() + year) }
  return { ...content, ...dates, id, organisationId, state: 'published', searchText: demandSearchText(content) }
}

const escaped = (text: string) =>
  text.replace(/[\\\n\r\t]/g, sign => ({ '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' })[sign] ?? sign)

/** Lines of COPY's text format; the table definition says how each value is written. */
function* copyLines<T extends object>(table: PgTable, keys: readonly string[], rows: Iterable<T>): Generator<string> {
  const columns = getTableColumns(table)
  const cells = keys.map(key => {
    const column = columns[key]
    if (!column) throw new Error(`the table has no column ${key}`)
    return (row: T) => {
      const value = (row as Record<string, unknown>)[key]
      return value === null || value === undefined ? '\\N' : escaped(String(column.mapToDriverValue(value)))
    }
  })
  let lines: string[] = []
  for (const row of rows) {
    lines.push(cells.map(cell => cell(row)).join('\t'))
    if (lines.length < 500) continue
    yield `${lines.join('\n')}\n`
    lines = []
  }
  if (lines.length > 0) yield `${lines.join('\n')}\n`
}

interface CopyInput<T> {
  table: 'achievement' | 'demand'
  definition: PgTable
  first: T
  rows: Iterable<T>
}

async function copyIn<T extends object>(sql: postgres.TransactionSql, input: CopyInput<T>): Promise<void> {
  const keys = Object.keys(input.first)
  const names = keys.map(key => getTableColumns(input.definition)[key]?.name ?? key)
  await sql.unsafe(`alter table ${input.table} disable trigger user`)
  const into = await sql.unsafe(`copy ${input.table} (${names.join(', ')}) from stdin`).writable()
  await pipeline(Readable.from(copyLines(input.definition, keys, input.rows)), into)
  await sql.unsafe(`alter table ${input.table} enable trigger user`)
}

function* mapped<T>(count: number, make: (n: number) => T): Generator<T> {
  for (let n = 0; n < count; n++) yield make(n)
}

async function loadOrganisations(db: Database): Promise<void> {
  const rows = Array.from({ length: organisations + 1 }, (_, n): typeof organisation.$inferInsert => {
    const first17 = `91410100BENC${String(n).padStart(5, '0')}`
    const creditCode = first17 + creditCodeCheckDigit(first17)
    const kind = n === organisations ? 'bureau' : (['enterprise', 'university', 'institute'] as const)[n % 3]
    return { id: uuidOf(6, n), kind: kind ?? 'enterprise', name: `基准测试单位 ${n}`, creditCode, regionCode: '410105' }
  })
  await db.insert(organisation).values(rows)
  await db.update(organisation).set({ state: 'verified' })
}

/** Returns the session token of somebody who acts for the organisation. */
async function addPerson(db: Database, n: number, of: { id: string; kind: 'bureau' | 'enterprise' }): Promise<string> {
  const user = { id: uuidOf(9, n), email: `bench-${n}@example.test`, displayName: 'Bench', passwordHash: 'none' }
  await db.insert(userAccount).values(user)
  const id = uuidOf(10, n)
  const role = of.kind === 'bureau' ? 'officer' : 'member'
  const acceptedAt = new Date()
  const place = { organisationId: of.id, organisationKind: of.kind }
  await db.insert(membership).values({ id, userId: user.id, ...place, role, acceptedAt })
  return addSession(db, user.id, id)
}

async function addSession(db: Database, userId: string, membershipId: string): Promise<string> {
  const { id, secretHash, token } = mintToken()
  await db.insert(session).values({ id, secretHash, userId, membershipId })
  return token
}

export interface Tokens {
  officer: string
  member: string
}

/** Fresh sessions in a database that was loaded before. */
export async function openSessions(db: Database): Promise<Tokens> {
  const [officer, member] = [
    await addSession(db, uuidOf(9, 0), uuidOf(10, 0)),
    await addSession(db, uuidOf(9, 1), uuidOf(10, 1)),
  ]
  return { officer, member }
}

interface Load {
  corpus: Corpus
  documents: number
  demands: number
  /** Achievements that wait to be published, each with a demand that has its very words. */
  waiting: number
}

/** Fills a migrated, empty database. */
export async function loadListings(db: Database, url: string, load: Load): Promise<void> {
  const { corpus, documents, demands, waiting } = load
  await loadOrganisations(db)
  await addPerson(db, 0, { id: bureauId, kind: 'bureau' })
  await addPerson(db, 1, { id: uuidOf(6, 0), kind: 'enterprise' })
  const published = (n: number) => achievementRow(corpus.document(n), 'published')
  const awaited = (n: number) => achievementRow({ ...corpus.heldOut(n), id: waitingId(n) }, 'submitted')
  const asking = (n: number) => demandRow(ofAnother(corpus.heldOut(n)), demandId(n))
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    await sql.begin(async tx => {
      const achievements = { table: 'achievement', definition: achievement } as const
      await copyIn(tx, { ...achievements, first: published(0), rows: mapped(documents, published) })
      await copyIn(tx, { ...achievements, first: awaited(0), rows: mapped(waiting, awaited) })
      const count = Math.max(demands, waiting)
      await copyIn(tx, { table: 'demand', definition: demand, first: asking(0), rows: mapped(count, asking) })
    })
    await sql`vacuum analyze`
  } finally {
    await sql.end()
  }
}

/** What a use case is given: the database, who acts, and small ports to the outside, all made in `server/`. */
import type { Database } from '#db/client.ts'
import type { Actor } from '#domain/access/actor.ts'
import type { PasswordProfileName } from '#domain/access/password-policy.ts'
import type { BidContent } from '#domain/bid/bid.ts'
import type { FailedRows, Table, TableOptions, TableSource } from '#domain/import/table.ts'
import type { Library } from '#domain/listing.ts'
import type { ExplainRequest } from '#domain/matching/explain.ts'
import type { FindRequest, FindResult } from '#domain/matching/find.ts'
import type { Ranking, RankRequest } from '#domain/matching/rank.ts'
import type { Explanation } from '#domain/matching/ranking/explanation.ts'
import type { SuggestRequest, TextSuggestion } from '#domain/matching/suggest/suggest-text.ts'
import type { Rows } from '#domain/table-cell.ts'

export interface Passwords {
  /** Which rule new passwords must satisfy. */
  readonly profile: PasswordProfileName
  hash(password: string): Promise<string>
  verify(hash: string, password: string): Promise<boolean>
  /** Takes as long as a real check: for accounts that do not exist. */
  verifyNothing(password: string): Promise<void>
}

export interface NewSessionToken {
  id: string
  /** SHA-256 of the secret: all that is stored of it. */
  secretHash: Uint8Array
  /** `id.secret`, for the person's cookie and nobody else. */
  token: string
}

/** Makes session tokens from the machine's source of randomness. */
export interface SessionTokens {
  mint(): NewSessionToken
}

/** The one-time link of a fresh installation; knows only whether a token is the one the server printed. */
export interface FirstAdminLink {
  fits(token: string): boolean
}

export interface SealedBid {
  sealed: Uint8Array
  /** SHA-256 over salt and canonical contents, hex. */
  commitment: string
  salt: string
}

/** Seals bids; `boundTo` ties a seal to one bid of one challenge, so that it cannot be moved to another. */
export interface Sealing {
  seal(content: BidContent, boundTo: string): SealedBid
  /** @throws BrokenSeal (domain/bid/sealing.ts) and, of a seal, nothing else */
  open(sealed: Uint8Array, boundTo: string): { content: BidContent; salt: string; commitment: string }
}

/** How far the index must have come before it answers: a change's number. */
export interface Freshness {
  afterSeq?: number | undefined
}

/** The read model of the libraries: what the search boxes and the rankings ask. Only public listings are in it. */
export interface Matching {
  rank(request: RankRequest & Freshness): Promise<Ranking>
  /** The reasons of what `rank` answered, with the plan it answered. */
  explain(request: ExplainRequest): Promise<Explanation[]>
  find(request: FindRequest & Freshness): Promise<FindResult>
  /** What a text may have meant that `find` has just found nothing for, or nothing that has all of it. */
  suggest(request: SuggestRequest): Promise<TextSuggestion | null>
  /** Takes in what has been committed up to a number. Never fails: what is committed is done, and followed later. */
  takeIn(seq: number): Promise<void>
}

export interface SheetsToWrite {
  /** As text, several sheets stand one below the other, each under its name. */
  format: 'csv' | 'xlsx'
  sheets: readonly { name: string; rows: Rows }[]
  /** What the file says of itself: when its contents arose. */
  writtenAt: Date
}

/** Reads the files that people import, and writes those handed back to them. */
export interface Tables {
  /** Throws `ImportTooLarge`, `UnreadableFile`, `UnsupportedFormat` or `UnsafeArchive`; some only while rows are walked. */
  read(source: TableSource, options: TableOptions): Promise<Table>
  writeFailedRows(failed: FailedRows): Promise<Uint8Array>
  /** Rows of each sheet, the head first. Amounts are numbers; no text in it can be run as a formula. */
  writeSheets(file: SheetsToWrite): Promise<Uint8Array>
  /** An empty .xlsx to fill in. */
  writeTemplate(library: Library): Promise<Uint8Array>
}

/** Whoever works off the outbox: told after a commit that there is something in it. Not being told only costs a minute. */
export interface OutboxWorker {
  wake(): void
}

export interface Ports {
  newId(): string
  /** Twelve characters nobody can guess, for people to type from a certificate: lower-case hex. */
  randomCode(): string
  passwords: Passwords
  sessionTokens: SessionTokens
  /** Null unless this installation began empty and still has no administrator. */
  firstAdminLink: FirstAdminLink | null
  sealing: Sealing
  matching: Matching
  tables: Tables
  outbox: OutboxWorker
}

export interface Ctx extends Ports {
  db: Database
  actor: Actor
  requestId: string
  /** The latest change that whoever asks has made, as far as known: their own answers include it. Kept by `mutate`. */
  written?: { seq: number }
}

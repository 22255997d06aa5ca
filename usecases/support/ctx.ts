/** What a use case is given: the database, who acts, and small ports to the outside, all made in `server/`. */
import type { Database } from '#db/client.ts'
import type { Actor } from '#domain/access/actor.ts'
import type { BidContent } from '#domain/bid/bid.ts'
import type { Library } from '#domain/listing.ts'
import type { MatchQuery } from '#domain/matching/document.ts'
import type { Match } from '#domain/matching/index.ts'

export interface Passwords {
  hash(password: string): Promise<string>
  verify(hash: string, password: string): Promise<boolean>
  /** Takes as long as a real check: for accounts that do not exist. */
  verifyNothing(password: string): Promise<void>
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
  open(sealed: Uint8Array, boundTo: string): { content: BidContent; salt: string; commitment: string }
}

export interface MatchAnswer {
  matches: Match[]
  /** The change sequence the answer includes. */
  seq: number
}

/** The read model of the libraries. Answers include every change committed before the call. */
export interface Matching {
  rank(request: {
    library: Library
    query: MatchQuery
    limit: number
    nowAt: number
    candidates?: ReadonlySet<string>
  }): Promise<MatchAnswer>
}

export interface Ports {
  newId(): string
  /** Twelve characters nobody can guess, for people to type from a certificate: lower-case hex. */
  randomCode(): string
  passwords: Passwords
  sealing: Sealing
  matching: Matching
}

export interface Ctx extends Ports {
  db: Database
  actor: Actor
  requestId: string
}

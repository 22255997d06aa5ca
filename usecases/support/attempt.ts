/**
 * A try at a password is counted as a failure before the password is looked at and taken back when it was right:
 * a thousand tries sent at once would otherwise all pass the throttle before the first failure is written.
 */
import type { Transaction } from '#db/client.ts'
import { sha256 } from '#db/digest.ts'
import { readClock } from '#db/queries/clock.ts'
import { deleteFailures, lockFailures, saveFailures, takeBackFailure } from '#db/queries/throttle.ts'
import { isKnownAddress, saveKnownAddress } from '#db/queries/user.ts'
import { withTransaction } from '#db/transaction.ts'
import {
  countFailure,
  type ThrottleKind,
  TooManyAttempts,
  throttleKinds,
  throttleWaitSeconds,
} from '#domain/access/throttle.ts'
import type { Ctx } from './ctx.ts'

export interface Attempt {
  keys: Partial<Record<ThrottleKind, string>>
  addressHash: string
}

/** Digests, so that the table holds neither the addresses of visitors nor what they mistyped as their e-mail. */
function attemptOf(email: string, address: string): Attempt {
  const addressHash = sha256(`address ${address}`)
  return {
    addressHash,
    keys: {
      pair: `pair:${sha256(`${email} ${address}`)}`,
      account: `account:${sha256(email)}`,
      address: `address:${addressHash}`,
    },
  }
}

async function reserve(ctx: Ctx, attempt: Attempt, isKnown: (tx: Transaction) => Promise<boolean>): Promise<void> {
  await withTransaction(ctx.db, async tx => {
    const rows = await lockFailures(tx, Object.values(attempt.keys))
    const record = (kind: ThrottleKind) => rows.get(attempt.keys[kind] ?? '') ?? null
    const records = { pair: record('pair'), account: record('account'), address: record('address') }
    const known = await isKnown(tx)
    const now = await readClock(tx)
    const waitSeconds = throttleWaitSeconds(records, known, now)
    // Refused tries are not counted: only a password that was really checked says anything.
    if (waitSeconds > 0) throw new TooManyAttempts(waitSeconds)
    const counted = countFailure(records, now)
    await saveFailures(
      tx,
      throttleKinds.flatMap(kind => {
        const key = attempt.keys[kind]
        return key === undefined ? [] : [{ key, ...counted[kind] }]
      }),
    )
  })
}

/** Counts a try at this account's password; throws `TooManyAttempts`. The account need not exist. */
export async function reserveAttempt(ctx: Ctx, email: string, address: string): Promise<Attempt> {
  const attempt = attemptOf(email, address)
  await reserve(ctx, attempt, tx => isKnownAddress(tx, email, attempt.addressHash))
  return attempt
}

/** Counts a sign-up from this address, right or wrong: each costs a password hash and tells whether an address is taken. */
export async function reserveSignUp(ctx: Ctx, address: string): Promise<Attempt> {
  const addressHash = sha256(`address ${address}`)
  const attempt = { addressHash, keys: { address: `sign-up:${addressHash}` } }
  await reserve(ctx, attempt, async () => false)
  return attempt
}

/** The password was right: forgets the account's failures from here, and takes this try off the two wider counts. */
export async function forgiveAttempt(tx: Transaction, attempt: Attempt): Promise<void> {
  const { pair, account, address } = attempt.keys
  if (pair) await deleteFailures(tx, [pair])
  await takeBackFailure(
    tx,
    [account, address].flatMap(key => key ?? []),
  )
}

/** From here on, strangers cannot slow this account down at this address. */
export async function rememberAddress(tx: Transaction, userId: string, attempt: Attempt, at: Date): Promise<void> {
  await saveKnownAddress(tx, userId, attempt.addressHash, at)
}

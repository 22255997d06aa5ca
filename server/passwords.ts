/**
 * Password hashing: argon2id with OWASP's parameters, computed off the main thread. Each hash holds 19 MiB and a
 * thread of the pool for some 20 ms, so only a few run at once and only so many may wait: a flood of sign-ins is told
 * to come back, and does not starve everything else that needs the pool.
 */
import { availableParallelism } from 'node:os'
import { hash, type Options, verify } from '@node-rs/argon2'
import { normalisePassword, type PasswordProfileName } from '#domain/access/password-policy.ts'
import { TooBusy } from '#domain/access/throttle.ts'
import type { Passwords } from '#usecases/support/ctx.ts'

/** OWASP Password Storage Cheat Sheet: m = 19 MiB, t = 2, p = 1. Algorithm 2 is argon2id. */
const cost: Options = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** A hash of nothing anybody knows, with the same cost, to be checked in place of an account that does not exist. */
const dummyHash = '$argon2id$v=19$m=19456,t=2,p=1$heyh6rC41onnFbHFAvXyAQ$wNxZOAV1hpDiOhaxWiw9w5TtMa5O35sxUq2URwCo4ws'

/** Lets `most` run at once and `longestQueue` wait, first come first served; refuses the rest. */
export function createGate(most: number, longestQueue: number): <T>(work: () => Promise<T>) => Promise<T> {
  let running = 0
  const queue: (() => void)[] = []
  const leave = () => {
    const next = queue.shift()
    // The place is handed on, not given back: nobody can slip in between.
    if (next) next()
    else running -= 1
  }
  return async work => {
    if (running < most) running += 1
    else if (queue.length >= longestQueue) throw new TooBusy()
    else await new Promise<void>(resolve => queue.push(resolve))
    try {
      return await work()
    } finally {
      leave()
    }
  }
}

export interface PasswordOptions {
  profile?: PasswordProfileName
  /** Hashes at once; the pool of libuv has four threads, and files and names need some of them. */
  most?: number
  longestQueue?: number
}

export function createPasswords(options: PasswordOptions = {}): Passwords {
  const through = createGate(options.most ?? Math.min(4, availableParallelism()), options.longestQueue ?? 100)
  return {
    profile: options.profile ?? 'nist',
    hash: password => through(() => hash(normalisePassword(password), cost)),
    verify: (stored, password) => through(() => verify(stored, normalisePassword(password))),
    verifyNothing: async password => {
      await through(() => verify(dummyHash, normalisePassword(password)))
    },
  }
}

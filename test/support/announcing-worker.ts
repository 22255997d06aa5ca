/** Takes one message of the outbox and announces it, on the PostgreSQL it is given, until it is killed. */
import { v7 as uuidv7 } from 'uuid'
import { openDatabase } from '#db/client.ts'
import { system } from '#domain/access/actor.ts'
import { announceMessage } from '#usecases/notification/announce-message.ts'
import { takeMessage } from '#usecases/notification/take-message.ts'
import type { Ctx } from '#usecases/support/ctx.ts'
import { rankedAs } from './ranked.ts'

async function main(url: string, strongIds: readonly string[]): Promise<void> {
  const { db } = await openDatabase({ url })
  const matching = rankedAs(strongIds.map(id => [id, 'strong']))
  // The ports that announcing uses, and no others.
  const ctx = { db, actor: system, newId: () => uuidv7(), matching, requestId: 'doomed' } as unknown as Ctx
  const message = await takeMessage(ctx)
  if (message) await announceMessage(ctx, message)
  process.send?.(message?.seq ?? null)
}

main(process.argv[2] ?? '', process.argv.slice(3)).catch((error: unknown) => {
  console.error(error)
  process.exit(1)
})

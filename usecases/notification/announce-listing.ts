/**
 * Works off `listing.published`: tells the owners of what the listing matches strongly. Everything it writes is one
 * transaction with the end of the message, and a pair is announced once by its key: so a process that dies anywhere, or
 * two that work on the same message, leave every alert exactly once.
 */
import type { Transaction } from '#db/client.ts'
import { readClock } from '#db/queries/clock.ts'
import { insertAlerts, insertNotifications, listStaff } from '#db/queries/notification.ts'
import { finishMessage, lockOpenMessage, type TakenMessage } from '#db/queries/outbox.ts'
import { may } from '#domain/access/may.ts'
import { deliveryOf } from '#domain/notification/delivery.ts'
import { type AlertPair, pairOf, sidesOf } from '#domain/notification/notification.ts'
import { refuse } from '#domain/refusal.ts'
import { listStrongMatches, type StrongMatch } from '../matching/list-strong-matches.ts'
import type { Ctx } from '../support/ctx.ts'
import { mutate } from '../support/mutate.ts'
import { mayActOn } from './may-act-on.ts'

interface Alert {
  pair: AlertPair
  match: StrongMatch
}

async function notify(ctx: Ctx, tx: Transaction, alerts: readonly Alert[], now: Date): Promise<number> {
  const staff = await listStaff(
    tx,
    alerts.map(({ match }) => match.organisationId),
  )
  const rows = alerts.flatMap(({ pair, match: { organisationId, strength } }) => {
    const { own, found } = sidesOf(pair)
    return staff.flatMap(person => {
      const { userId, matchAlerts } = person
      if (matchAlerts === 'off' || !mayActOn(person, organisationId)) return []
      const payload = { library: found.library, listingId: found.id, strength }
      const frame = { id: ctx.newId(), userId, organisationId, kind: pair.direction, createdAt: now }
      const deliveredAt = deliveryOf(matchAlerts, now)
      return [{ ...frame, subjectKind: own.library, subjectId: own.id, payload, deliveredAt }]
    })
  })
  await insertNotifications(tx, rows)
  return rows.length
}

/** Returns how many notifications were written; 0 when another worker was first. */
export async function announceListing(
  ctx: Ctx,
  message: Extract<TakenMessage, { topic: 'listing.published' }>,
): Promise<number> {
  refuse(may(ctx.actor, 'notification.issue'))
  const { payload } = message
  const found = await listStrongMatches(ctx, { ...payload, afterSeq: message.seq })
  const wanted = found.flatMap(match => {
    const pair = pairOf(payload, match.id)
    return pair ? [{ pair, match }] : []
  })
  return mutate(ctx, async tx => {
    if (!(await lockOpenMessage(tx, message))) return { result: 0, audit: [] }
    const fresh = await insertAlerts(
      tx,
      wanted.map(({ pair }) => pair),
    )
    const keyOf = (pair: AlertPair) => `${pair.achievementId} ${pair.demandId} ${pair.direction}`
    const isFresh = new Set(fresh.map(keyOf))
    const now = await readClock(tx)
    const alerts = wanted.filter(({ pair }) => isFresh.has(keyOf(pair)))
    const count = await notify(ctx, tx, alerts, now)
    await finishMessage(tx, message, now)
    const audit = {
      action: 'notification.issue',
      subjectKind: payload.library,
      subjectId: payload.id,
      before: null,
      after: { message: message.seq, pairs: fresh, notifications: count },
    }
    return { result: count, audit: fresh.length > 0 ? audit : [] }
  })
}

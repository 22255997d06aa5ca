/** Enters the money of planned contracts: each fact with a document of its own, recorded the day after it moved. */
import { addDays } from '#domain/calendar.ts'
import { contractLifecycle } from '#domain/contract/contract.ts'
import { formatYuan } from '#domain/money.ts'
import type { Transaction } from '../client.ts'
import { sha256 } from '../digest.ts'
import { moneyFact, moneyFactReversal } from '../schema/contract.ts'
import { evidenceFile } from '../schema/record.ts'
import type { Party, RegisterCast, RegisterEntry } from './bulk-register.ts'
import { hourOf, takeStepInBulk } from './bulk-steps.ts'
import type { PlannedMoney } from './demo-register.ts'

/** A planned fact with its id, its contract and who recorded it: the buyer what it paid, the seller the rest. */
interface Moved {
  id: string
  entry: RegisterEntry
  money: PlannedMoney
  recorder: Party
}

const recordedAt = ({ occurredOn }: PlannedMoney) => hourOf(addDays(occurredOn, 1), 14)

export async function enterMoney(
  tx: Transaction,
  entries: readonly RegisterEntry[],
  cast: RegisterCast,
): Promise<void> {
  await beginPerforming(tx, entries, cast)
  const moved = entries.flatMap(entry =>
    entry.planned.money.map((money, index): Moved => {
      const recorder = money.kind === 'payment' ? entry.buyer : entry.seller
      return { id: cast.idOf(`money ${entry.id} ${index}`), entry, money, recorder }
    }),
  )
  const reversed = moved.filter(({ money }) => money.isReversed)
  await tx
    .insert(evidenceFile)
    .values([
      ...moved.map(one => evidenceRow(one, cast, one.money.kind)),
      ...reversed.map(one => evidenceRow(one, cast, 'reversal')),
    ])
  await tx.insert(moneyFact).values(
    moved.map(({ id, entry, money, recorder }) => ({
      id,
      contractId: entry.id,
      kind: money.kind,
      amountFen: money.amountFen,
      occurredOn: money.occurredOn,
      evidenceId: cast.idOf(`${money.kind} slip ${id}`),
      recordedBy: recorder.memberId,
      recordedAt: recordedAt(money),
    })),
  )
  if (reversed.length > 0) await tx.insert(moneyFactReversal).values(reversed.map(one => reversalRow(one, cast)))
}

/** The first payment begins the performance. */
async function beginPerforming(tx: Transaction, entries: readonly RegisterEntry[], cast: RegisterCast): Promise<void> {
  const taken = entries.flatMap(({ id, planned, buyer }) => {
    const first = planned.money.find(({ kind }) => kind === 'payment')
    const actor = { actorUserId: buyer.memberId, actorOrganisationId: buyer.id }
    return first ? [{ eventId: cast.idOf(`perform ${id}`), subjectId: id, at: recordedAt(first), ...actor }] : []
  })
  const step = { kind: 'contract', lifecycle: contractLifecycle, from: 'signed', event: 'perform' } as const
  await takeStepInBulk(tx, step, taken)
}

function reversalRow({ id, money, recorder }: Moved, cast: RegisterCast) {
  return {
    id: cast.idOf(`reversal ${id}`),
    moneyFactId: id,
    reason: '退汇：收款账号有误，款项退回（演示）',
    reversedOn: addDays(money.occurredOn, 1),
    evidenceId: cast.idOf(`reversal slip ${id}`),
    recordedBy: recorder.memberId,
    recordedAt: recordedAt(money),
  }
}

function evidenceRow(moved: Moved, cast: RegisterCast, purpose: PlannedMoney['kind'] | 'reversal') {
  const { id, entry, money, recorder } = moved
  const content = new TextEncoder().encode(slipText(moved, purpose))
  return {
    id: cast.idOf(`${purpose} slip ${id}`),
    subjectKind: 'contract',
    subjectId: entry.id,
    purpose,
    name: `${titles[purpose]}-${money.occurredOn}.xml`,
    mediaType: 'application/xml',
    sizeBytes: content.length,
    sha256: sha256(content),
    content,
    uploadedBy: recorder.memberId,
    organisationId: recorder.id,
    uploadedAt: recordedAt(money),
  }
}

const titles = { receipt: '银行收款回单', payment: '银行付款回单', invoice: '电子发票', reversal: '银行退汇回单' }

/** A document as banks and tax offices hand it out for programs, which people can read as well. No name needs escaping. */
function slipText({ id, entry, money }: Moved, purpose: keyof typeof titles): string {
  const rows = [
    ['流水号', id],
    ['日期', money.occurredOn],
    ['付款方', entry.buyer.name],
    ['收款方', entry.seller.name],
    ['金额', `${formatYuan(money.amountFen)} 元`],
    ['用途', entry.planned.title],
  ]
  const body = rows.map(([name, text]) => `  <${name}>${text}</${name}>\n`).join('')
  return `<?xml version="1.0" encoding="UTF-8"?>\n<${titles[purpose]} 说明="虚构的演示凭证">\n${body}</${titles[purpose]}>\n`
}

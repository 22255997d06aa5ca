/** Money that moved, as the evaluation reads it: page after page, because a city has a million of these facts. */
import type { Queryable } from '#db/client.ts'
import { type MoneyAsk, moneyColumns, pageOfRegisterMoney, type Scope } from '#db/queries/register-facts.ts'
import type { BaseNeed, FactNeeds } from '#domain/subsidy/facts/fact-needs.ts'
import type { FactRecord } from '#domain/subsidy/facts/fact-tables.ts'
import { blankRecord } from '#domain/subsidy/facts/facts.ts'

type MoneyTable = 'payments' | 'receipts' | 'invoices'
const moneyKinds = { payments: 'payment', receipts: 'receipt', invoices: 'invoice' } as const
const moneyTables = Object.keys(moneyKinds) as MoneyTable[]

function moneyAsk(table: MoneyTable, { from, to }: BaseNeed): MoneyAsk {
  return { kind: moneyKinds[table], from, to }
}

/** The days and kinds of money that rules look at. */
export function listMoneyAsks(needs: FactNeeds): MoneyAsk[] {
  return moneyTables.flatMap(table => {
    const need = needs.get(table)
    return need ? [moneyAsk(table, need)] : []
  })
}

export interface GatheredMoney {
  payments: FactRecord<'payments'>[]
  receipts: FactRecord<'receipts'>[]
  invoices: FactRecord<'invoices'>[]
}

/** Of these contracts, by table. */
export async function gatherMoney(
  db: Queryable,
  needs: FactNeeds,
  scope: Scope & { knownAt: Date | null; contracts: readonly { id: string }[] },
): Promise<GatheredMoney> {
  const found: GatheredMoney = { payments: [], receipts: [], invoices: [] }
  const contractIds = new Map(scope.contracts.map(({ id }) => [id, id]))
  const days = new Map<string, string>()
  for (const table of moneyTables) {
    const need = needs.get(table)
    if (!need) continue
    const ask = { ...scope, ...moneyAsk(table, need) }
    let page = await pageOfRegisterMoney(db, ask, null)
    for (;;) {
      const { lines, isLast } = page
      // The next page is on its way while this one is read.
      const next = isLast ? null : pageOfRegisterMoney(db, ask, idOfLast(lines))
      readPage(lines, { contractIds, days }, line => addTo(found, table, line))
      if (!next) break
      page = await next
    }
  }
  return found
}

/** What many lines name is held once. */
interface Once {
  contractIds: ReadonlyMap<string, string>
  days: Map<string, string>
}

interface MoneyLine {
  id: string
  contractId: string
  evidenceId: string
  occurredOn: string
  reversedOn: string | null
  amountFen: bigint
}

function idOfLast(lines: string): string {
  const start = lines.lastIndexOf('\n') + 1
  const [from, to] = moneyColumns.id
  return lines.slice(start + from, start + to)
}

function readPage(lines: string, once: Once, take: (line: MoneyLine) => void): void {
  const { id, contractId, evidenceId, occurredOn, reversedOn, amountFen } = moneyColumns
  for (let start = 0; start < lines.length; ) {
    const found = lines.indexOf('\n', start)
    const end = found < 0 ? lines.length : found
    const column = ([from, to]: readonly [number, number]) => lines.slice(start + from, start + to)
    const contract = once.contractIds.get(column(contractId))
    // One whose contract was not signed by then is not known yet.
    if (contract !== undefined) {
      const reversed = dayOf(once.days, column(reversedOn))
      take({
        id: column(id),
        contractId: contract,
        evidenceId: column(evidenceId),
        occurredOn: dayOf(once.days, column(occurredOn)),
        reversedOn: reversed.startsWith(' ') ? null : reversed,
        amountFen: BigInt(lines.slice(start + amountFen, end)),
      })
    }
    start = end + 1
  }
}

function dayOf(days: Map<string, string>, text: string): string {
  const known = days.get(text)
  if (known !== undefined) return known
  days.set(text, text)
  return text
}

function addTo(found: GatheredMoney, table: MoneyTable, line: MoneyLine): void {
  const { id, contractId, evidenceId, occurredOn, reversedOn, amountFen } = line
  switch (table) {
    case 'payments':
      found.payments.push({
        ...blankRecord(table),
        id,
        contractId,
        amountFen,
        paidOn: occurredOn,
        evidenceId,
        reversedOn,
      })
      break
    case 'receipts':
      found.receipts.push({
        ...blankRecord(table),
        id,
        contractId,
        amountFen,
        receivedOn: occurredOn,
        evidenceId,
        reversedOn,
      })
      break
    case 'invoices':
      found.invoices.push({
        ...blankRecord(table),
        id,
        contractId,
        amountFen,
        invoicedOn: occurredOn,
        evidenceId,
        voidedOn: reversedOn,
      })
  }
}

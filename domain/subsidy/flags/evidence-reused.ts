/**
 * 凭证重复使用: one document, by its SHA-256, proves more than one money fact. One bank slip may rightly stand on a contract
 * twice: the buyer shows it for the payment and the seller for the receipt of the same amount. Everything else is worth a
 * look: another contract, another amount, or an invoice that is shown as a payment, which it does not prove.
 */

import { groupBy } from '../evaluate/group-by.ts'
import type { FlagContract, FlagMoney } from './flag-facts.ts'
import { cny, type FoundFlag, figure, record, yuan } from './red-flag.ts'

type Proved = FlagMoney & { contractTitle: string }

/** One flag for each document. Cost: the facts that share a document, once. */
export function findReusedEvidence(contracts: readonly FlagContract[], sameEvidence: readonly Proved[]): FoundFlag[] {
  const own = new Set(contracts.filter(({ isOwn }) => isOwn).map(({ id }) => id))
  return [...groupBy(sameEvidence, ({ sha256 }) => [sha256])].flatMap(([sha256, facts]) =>
    facts.some(({ contractId }) => own.has(contractId)) && isReused(facts) ? [flagOf(sha256, facts)] : [],
  )
}

function isReused(facts: readonly Proved[]): boolean {
  const [first] = facts
  const kinds = new Set(facts.map(({ kind }) => kind))
  const isOneMovement =
    facts.length === 2 &&
    kinds.has('payment') &&
    kinds.has('receipt') &&
    facts.every(({ contractId, amountFen }) => contractId === first?.contractId && amountFen === first.amountFen)
  return facts.length > 1 && !isOneMovement
}

function flagOf(sha256: string, facts: readonly Proved[]): FoundFlag {
  const contracts = new Set(facts.map(({ contractId }) => contractId)).size
  const sumFen = facts.reduce((sum, { amountFen }) => sum + amountFen, 0n)
  const digest = sha256.slice(0, 16)
  return {
    kind: 'evidence_reused',
    basis: [sha256, ...facts.map(({ id }) => id).sort()],
    explanation: {
      zh: `同一份凭证（SHA-256 ${digest}…）用于 ${contracts} 份合同的 ${facts.length} 笔记录，合计 ${yuan(sumFen)}。`,
      en: `One document (SHA-256 ${digest}…) proves ${facts.length} money facts of ${contracts} contracts, ${cny(sumFen)} together.`,
      records: facts.map(({ id, kind, amountFen, occurredOn, contractTitle, evidenceName }) =>
        record(kind, id, { name: contractTitle, amountFen, on: occurredOn, note: evidenceName }),
      ),
      figures: [
        figure('facts', 'count', facts.length),
        figure('contracts', 'count', contracts),
        figure('sum', 'fen', sumFen),
      ],
    },
  }
}

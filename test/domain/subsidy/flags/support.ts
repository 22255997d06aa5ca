/** Facts for the detectors: amounts in 万元, days and ids as a case writes them. */
import type {
  FlagBid,
  FlagChallenge,
  FlagContract,
  FlagGrant,
  FlagMoney,
  FlagParty,
  FlagText,
} from '#domain/subsidy/flags/flag-facts.ts'

export const wan = (amount: number): bigint => BigInt(Math.round(amount * 1_000_000))

/** From the enterprise A to the university B; the determination's own. */
export function contract(id: string, amountWan: number, over: Partial<FlagContract> = {}): FlagContract {
  return {
    id,
    title: '智能装备控制器委托开发合同',
    type: 'development',
    buyerId: 'A',
    sellerId: 'B',
    contractAmountFen: wan(amountWan),
    technologyAmountFen: wan(amountWan),
    signedOn: '2026-03-01',
    challengeId: null,
    isOwn: true,
    ...over,
  }
}

export function money(id: string, contractId: string, amountWan: number, over: Partial<FlagMoney> = {}): FlagMoney {
  return {
    id,
    contractId,
    kind: 'payment',
    amountFen: wan(amountWan),
    occurredOn: '2026-04-01',
    evidenceName: `${id}.pdf`,
    sha256: id.padEnd(64, '0'),
    ...over,
  }
}

export function party(id: string, over: Partial<FlagParty> = {}): FlagParty {
  const creditCode = `91410100${id.padStart(9, '0')}X`
  return { id, name: `${id}有限责任公司`, creditCode, members: [], contacts: [], accounts: [], ...over }
}

export function bid(id: string, priceWan: number | null, over: Partial<FlagBid> = {}): FlagBid {
  const priceFen = priceWan === null ? null : wan(priceWan)
  return { id, organisationId: id, organisationName: `单位${id}`, priceFen, plan: '', ...over }
}

export function challenge(bids: readonly FlagBid[], over: Partial<FlagChallenge> = {}): FlagChallenge {
  return {
    id: 'challenge',
    title: '控制器攻关',
    selection: 'open',
    rewardFen: wan(300),
    publishedAt: new Date('2026-01-01T01:00:00Z'),
    bidsCloseAt: new Date('2026-01-21T01:00:00Z'),
    publicText: '',
    bids,
    ...over,
  }
}

export function text(id: string, words: string, over: Partial<FlagText> = {}): FlagText {
  const names = { kind: 'contract' as const, id, title: `合同 ${id}`, signedOn: '2026-03-01' }
  return {
    ...names,
    buyerId: `buyer-${id}`,
    sellerId: `seller-${id}`,
    challengeId: null,
    text: words,
    publicText: '',
    ...over,
  }
}

/** Made-up prose: characters that follow from the seed, so that two seeds have hardly a run of eight in common. */
export function prose(seed: number, length: number): string {
  let state = Math.imul(seed, 0x9e3779b1)
  let words = ''
  while (words.length < length) {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    words += String.fromCodePoint(0x4e00 + (((mixed ^ (mixed >>> 14)) >>> 0) % 3_000))
  }
  return words
}

export function grant(id: string, over: Partial<FlagGrant> = {}): FlagGrant {
  return {
    determinationId: id,
    policyId: 'zz-2023',
    policyTitle: '郑州实施细则',
    rule: 'seller',
    ruleTitle: '卖方补助',
    beneficiaryId: 'B',
    subjectId: 'c1',
    window: 'whole_life',
    state: 'determined',
    ceilingFen: wan(10),
    used: [{ record: 'c1', contractId: 'c1' }],
    ...over,
  }
}

/**
 * 关联交易: buyer and seller of a contract that are not strangers. What the house records of it: people who belong, or
 * lately belonged, to both; one subject under two credit codes (characters 9 to 17 are the organisation's own number,
 * GB 32100-2015); the same phone number or address for mail in their listings; one
 * bank account for the subsidies of both; one name inside the other. Shareholders
 * and groups are not recorded: docs/red-flags.md says where to look. OCP "connections between buyer and supplier".
 */
import { bareText } from '../../matching/duplicates.ts'
import { groupBy } from '../evaluate/group-by.ts'
import type { FlagContract, FlagParty } from './flag-facts.ts'
import type { FlagParameters } from './parameters.ts'
import { type FlagRecord, type FoundFlag, figure, record } from './red-flag.ts'

interface Tie {
  /** What names it in the basis of the flag. */
  id: string
  zh: string
  en: string
  records: FlagRecord[]
}

/** One flag for each pair of parties. Cost: for each pair, the members and contacts of both. */
export function findAffiliatedParties(
  contracts: readonly FlagContract[],
  parties: readonly FlagParty[],
  parameters: FlagParameters['affiliation'],
): FoundFlag[] {
  const byId = new Map(parties.map(party => [party.id, party]))
  const own = contracts.filter(({ isOwn }) => isOwn)
  const pairs = groupBy(own, ({ buyerId, sellerId }) => [[buyerId, sellerId].sort().join(' ')])
  return [...pairs.values()].flatMap(between => {
    const [first] = between
    const [buyer, seller] = [byId.get(first?.buyerId ?? ''), byId.get(first?.sellerId ?? '')]
    if (!buyer || !seller) return []
    const ties = [
      ...sharedMembers(buyer, seller),
      ...sameSubject(buyer, seller),
      ...sharedContacts(buyer, seller),
      ...sharedAccounts(buyer, seller),
      ...nameInside(buyer, seller, parameters.leastNameLength),
    ]
    return ties.length > 0 ? [flagOf(buyer, seller, ties, between)] : []
  })
}

function sharedMembers(buyer: FlagParty, seller: FlagParty): Tie[] {
  const ofSeller = new Set(seller.members.map(({ userId }) => userId))
  const both = new Map(
    buyer.members.filter(({ userId }) => ofSeller.has(userId)).map(member => [member.userId, member]),
  )
  return [...both.values()].map(({ userId, name }) => ({
    id: `member ${userId}`,
    zh: `${name} 是双方的成员（含近年）`,
    en: `${name} belongs, or lately belonged, to both`,
    records: [record('person', userId, { name })],
  }))
}

/** Characters 9 to 17 of a credit code: the number of the subject itself, whoever registered it as what. */
const subjectNumber = ({ creditCode }: FlagParty) => creditCode.slice(8, 17)

function sameSubject(buyer: FlagParty, seller: FlagParty): Tie[] {
  const number = subjectNumber(buyer)
  if (number.length < 9 || number !== subjectNumber(seller)) return []
  return [
    {
      id: `subject ${number}`,
      zh: `双方统一社会信用代码的主体标识码相同（${number}）`,
      en: `both credit codes have the same subject number (${number})`,
      records: [],
    },
  ]
}

const digits = (phone: string) => phone.replace(/\D/g, '').replace(/^86(?=1\d{10}$)/, '')

function sharedContacts(buyer: FlagParty, seller: FlagParty): Tie[] {
  const phones = shared(buyer, seller, ({ phone }) => (digits(phone).length >= 7 ? digits(phone) : null))
  const mails = shared(buyer, seller, ({ email }) => (email.includes('@') ? email.trim().toLowerCase() : null))
  const tie = (value: string, records: FlagRecord[], zh: string, en: string): Tie => ({
    id: `contact ${value}`,
    zh,
    en,
    records,
  })
  return [
    // No number in full: everybody of the bureau reads flags, few of them contacts.
    ...phones.map(({ value, records }) =>
      tie(
        value,
        records,
        `双方联系电话相同（尾号 ${value.slice(-4)}）`,
        `the same phone number (ending in ${value.slice(-4)})`,
      ),
    ),
    ...mails.map(({ value, records }) => {
      const domain = value.slice(value.indexOf('@'))
      return tie(value, records, `双方联系邮箱相同（${domain}）`, `the same e-mail address (${domain})`)
    }),
  ]
}

function shared(buyer: FlagParty, seller: FlagParty, read: (contact: FlagParty['contacts'][number]) => string | null) {
  const listed = (party: FlagParty, value: string) =>
    party.contacts
      .filter(contact => read(contact) === value)
      .slice(0, 1)
      .map(({ listingId, listingTitle }) => record('listing', listingId, { name: listingTitle, note: party.name }))
  const ofSeller = new Set(seller.contacts.map(read))
  const values = new Set(buyer.contacts.map(read).filter(value => value !== null && ofSeller.has(value)))
  return [...values].flatMap(value =>
    value === null ? [] : [{ value, records: [...listed(buyer, value), ...listed(seller, value)] }],
  )
}

function sharedAccounts(buyer: FlagParty, seller: FlagParty): Tie[] {
  const ofSeller = new Map(seller.accounts.map(account => [account.number, account]))
  return buyer.accounts.flatMap(({ number, determinationId }) => {
    const other = ofSeller.get(number)
    if (!other) return []
    return [
      {
        id: `account ${number}`,
        zh: `双方补助收款账户相同（尾号 ${number.slice(-4)}）`,
        en: `one bank account for the subsidies of both (ending in ${number.slice(-4)})`,
        records: [
          record('determination', determinationId, { note: buyer.name }),
          record('determination', other.determinationId, { note: seller.name }),
        ],
      },
    ]
  })
}

function nameInside(buyer: FlagParty, seller: FlagParty, least: number): Tie[] {
  const [short, long] = [buyer, seller].sort((a, b) => bareText(a.name).length - bareText(b.name).length)
  const inner = bareText(short?.name ?? '')
  if (inner.length < least || !bareText(long?.name ?? '').includes(inner)) return []
  const [zh, en] = [`${long?.name} 的名称包含 ${short?.name}`, `the name ${long?.name} contains ${short?.name}`]
  return [{ id: 'name', zh, en, records: [] }]
}

function flagOf(
  buyer: FlagParty,
  seller: FlagParty,
  ties: readonly Tie[],
  contracts: readonly FlagContract[],
): FoundFlag {
  return {
    kind: 'affiliated_parties',
    basis: [...[buyer.id, seller.id].sort(), ...ties.map(({ id }) => id).sort()],
    explanation: {
      zh: `合同双方 ${buyer.name} 与 ${seller.name} 可能有关联：${ties.map(({ zh }) => zh).join('；')}。`,
      en: `The parties ${buyer.name} and ${seller.name} may be affiliated: ${ties.map(({ en }) => en).join('; ')}.`,
      records: [
        ...[buyer, seller].map(({ id, name, creditCode }) => record('organisation', id, { name, note: creditCode })),
        ...ties.flatMap(({ records }) => records),
        ...contracts.map(({ id, title, signedOn, contractAmountFen }) =>
          record('contract', id, { name: title, amountFen: contractAmountFen, on: signedOn }),
        ),
      ],
      figures: [figure('ties', 'count', ties.length), figure('contracts', 'count', contracts.length)],
    },
  }
}

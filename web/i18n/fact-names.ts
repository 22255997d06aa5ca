/** The dictionary of facts on the screen. Its own titles and words are Chinese; English has its names here. */
import { factWords } from '#domain/subsidy/facts/fact-words.ts'
import { currentLanguage } from './start.ts'

const englishFields: Readonly<Record<string, string>> = {
  acceptedOn: 'accepted on',
  achievementId: 'achievement',
  amountFen: 'amount',
  brokerId: 'broker',
  buyerId: 'buyer',
  code: 'document number',
  contractAmountFen: 'contract amount',
  contractId: 'contract',
  deregisteredOn: 'deregistered on',
  endedOn: 'ended on',
  equityPaidFen: 'equity paid in so far',
  evidenceId: 'document',
  foundedOn: 'founded on',
  grantedOn: 'granted on',
  groupId: 'group or controller',
  holderId: 'holder',
  id: 'about',
  incomeFen: 'income',
  invoicedFen: 'invoiced so far',
  invoicedOn: 'invoiced on',
  ipKinds: 'kinds of IP',
  isAffiliated: 'between affiliates',
  kind: 'kind',
  level: 'level',
  licenceKind: 'licence',
  licenceYears: 'years of licence',
  listedById: 'who listed it',
  managerId: 'technology manager',
  name: 'name',
  netIncomeFen: 'net income',
  number: 'number',
  occurredOn: 'day',
  organisationId: 'unit',
  ownerId: 'owner',
  paidFen: 'paid so far',
  paidInOn: 'paid in on',
  paidOn: 'paid on',
  partnerId: 'partner',
  policy: 'on the ground of',
  projectId: 'project',
  receivedFen: 'received so far',
  receivedOn: 'received on',
  regionCode: 'region',
  registeredOn: 'registered on',
  registryId: 'registry',
  result: 'result',
  reversedOn: 'reversed on',
  revokedOn: 'revoked on',
  sellerId: 'seller',
  signedOn: 'signed on',
  size: 'size',
  solverId: 'who solves it',
  startedOn: 'started on',
  tags: 'tags',
  teamId: 'team',
  technologyAmountFen: 'technology amount',
  terminatedOn: 'terminated on',
  title: 'professional title',
  transferId: 'transfer',
  type: 'type',
  validUntil: 'valid until',
  voidedOn: 'voided on',
}

/** Words that are not their code with spaces in it. */
const englishWords: Readonly<Record<string, string>> = {
  key_laboratory: 'enterprise key laboratory',
  new_rd_institution: 'new-type R&D institution',
  pilot_base: 'pilot-scale base',
  pilot_platform: 'pilot-scale platform',
  transfer_agency: 'model technology-transfer agency',
  rd_spend: 'R&D spending',
  public_funds: 'public money',
  person_months: 'person-months',
  certified: 'has a certificate',
}

const capitalised = (text: string) => text.charAt(0).toUpperCase() + text.slice(1)

/** The name of a field in English; null for one that a policy declares itself. */
export function englishField(name: string): string | null {
  return englishFields[name] ?? null
}

/** The title of a field, `中文` as the dictionary has it, in the language of the screen. */
export function factFieldTitle(name: string, chinese: string): string {
  return currentLanguage() === 'en' ? capitalised(englishField(name) ?? chinese) : chinese
}

/** A word of a fact in the language of the screen; what people wrote themselves stays as it is. */
export function factWord(word: string): string {
  if (currentLanguage() !== 'en') return factWords[word] ?? word
  return englishWords[word] ?? (word in factWords ? word.replaceAll('_', ' ') : word)
}

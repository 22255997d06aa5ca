/** What the dictionary of facts is called on the screen. Its own titles are Chinese; English has its words here. */
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { factWords, shortTitle } from '#domain/subsidy/fact-columns.ts'
import { type KeptField, type KeptTable, keptTables } from '#domain/subsidy/kept-fields.ts'
import type { FactTable } from './fact-documents.ts'

const english: Readonly<Record<string, string>> = {
  id: 'About',
  holderId: 'Holder',
  partnerId: 'Partner',
  contractId: 'Contract',
  projectId: 'Project',
  achievementId: 'Achievement',
  organisationId: 'Unit',
  ownerId: 'Owner',
  teamId: 'Team',
  brokerId: 'Broker',
  managerId: 'Technology manager',
  transferId: 'Transfer',
  groupId: 'Group or controller',
  name: 'Name',
  title: 'Professional title',
  kind: 'Kind',
  level: 'Level',
  result: 'Result',
  code: 'Document number',
  policy: 'On the ground of',
  size: 'Size',
  regionCode: 'Region code',
  tags: 'Tags',
  ipKinds: 'Kinds of IP',
  licenceKind: 'Licence',
  licenceYears: 'Years of licence',
  isAffiliated: 'Between affiliates',
  number: 'Number',
  amountFen: 'Amount',
  incomeFen: 'Income',
  netIncomeFen: 'Net income',
  foundedOn: 'Founded on',
  startedOn: 'Started on',
  acceptedOn: 'Accepted on',
  terminatedOn: 'Terminated on',
  registeredOn: 'Registered on',
  paidInOn: 'Paid in on',
  receivedOn: 'Received on',
  signedOn: 'Signed on',
  occurredOn: 'Day',
  grantedOn: 'Granted on',
  validUntil: 'Valid until',
  revokedOn: 'Revoked on',
  reversedOn: 'Reversed on',
  endedOn: 'Ended on',
}

/** The dictionary spells tables as the domain does, the API in capitals. */
export const tableOf = (table: FactTable): KeptTable => table.toLowerCase() as KeptTable
export const tableOptions = keptTables.map(table => table.toUpperCase() as FactTable)

export function useFactWords() {
  const { i18n } = useTranslation()
  const isEnglish = i18n.language === 'en'
  const titleOf = useCallback(
    (field: Pick<KeptField, 'name' | 'title'>) => (isEnglish ? english[field.name] : undefined) ?? shortTitle(field),
    [isEnglish],
  )
  const wordOf = useCallback((word: string) => (isEnglish ? word : (factWords[word] ?? word)), [isEnglish])
  return { titleOf, wordOf }
}

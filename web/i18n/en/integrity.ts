import type { Words } from '../zh-CN.ts'

export const integrity: Words['integrity'] = {
  title: 'Integrity records',
  lead: 'What was found against an organisation, the decision, the money that is to come back; and the repair',
  empty: 'No integrity records',
  record: 'Record a finding',
  recordLead:
    'Approvals of this bureau that are not paid are withdrawn at once, what was paid is to come back. Check the decision first.',
  recorded: 'Recorded.',
  organisation: 'Organisation',
  organisationHint: 'Type part of its name',
  category: 'Category',
  summary: 'What was found',
  foundOn: 'Found on',
  decision: 'Decision',
  scope: 'Concerns',
  wholeScope: 'all that this bureau granted to it',
  oneScope: 'one of its subsidies',
  recordedBy: 'Recorded by',
  clawbacks: 'To come back',
  noClawbacks: 'Nothing that was paid is to come back',
  repair: 'Record the repair',
  repairLead: 'It is said once. Money that came back stays where it is.',
  repairedOn: 'Repaired on',
  repairedTag: 'Repaired',
  openTag: 'Not repaired',
  repairDone: 'The repair is recorded.',
}

/** Every table, for drizzle. A list, not a barrel: nothing imports single tables through it. */
import { achievement } from './schema/achievement.ts'
import { bid, score, sealKey } from './schema/bid.ts'
import { challenge, challengeReviewer, listSetting, scoringDimension } from './schema/challenge.ts'
import { contract, contractLine, moneyFact } from './schema/contract.ts'
import { demand } from './schema/demand.ts'
import { expert } from './schema/expert.ts'
import { knownAddress, membership, organisation, session, signInThrottle, userAccount } from './schema/identity.ts'
import { importBatch, importMapping, importRow } from './schema/import.ts'
import { matchEmbedding } from './schema/match-embedding.ts'
import { matchImpression, matchInvitation, matchJudgement } from './schema/match-log.ts'
import { matchModel, matchModelPart } from './schema/match-model.ts'
import { matchWeights } from './schema/match-weights.ts'
import { matchAlert, notification, notificationPreference } from './schema/notification.ts'
import { outbox } from './schema/outbox.ts'
import { auditEntry, auditHead, evidenceFile, lifecycleEvent, listingChange } from './schema/record.ts'
import { industry, lifecycleStep, region } from './schema/reference.ts'
import { registration, registrationCounter } from './schema/registration.ts'
import { determination, policyVersion } from './schema/subsidy.ts'
import { synonymPair } from './schema/synonym.ts'

export const schema = {
  achievement,
  auditEntry,
  auditHead,
  bid,
  challenge,
  challengeReviewer,
  contract,
  contractLine,
  demand,
  determination,
  evidenceFile,
  expert,
  importBatch,
  importMapping,
  importRow,
  industry,
  knownAddress,
  lifecycleEvent,
  lifecycleStep,
  listingChange,
  listSetting,
  matchAlert,
  matchEmbedding,
  matchImpression,
  matchInvitation,
  matchJudgement,
  matchModel,
  matchModelPart,
  matchWeights,
  membership,
  moneyFact,
  notification,
  notificationPreference,
  organisation,
  outbox,
  policyVersion,
  region,
  registration,
  registrationCounter,
  score,
  scoringDimension,
  sealKey,
  session,
  signInThrottle,
  synonymPair,
  userAccount,
}

/** Every table, for drizzle. A list, not a barrel: nothing imports single tables through it. */
import { achievement } from './schema/achievement.ts'
import { bid, score, sealKey } from './schema/bid.ts'
import { challenge, challengeReviewer, listSetting, scoringDimension } from './schema/challenge.ts'
import { contract, contractLine, moneyFact, moneyFactReversal } from './schema/contract.ts'
import { demand } from './schema/demand.ts'
import { expert } from './schema/expert.ts'
import { grantUse } from './schema/grant-use.ts'
import {
  knownAddress,
  membership,
  organisation,
  organisationChange,
  session,
  signInThrottle,
  userAccount,
} from './schema/identity.ts'
import { importBatch, importMapping, importRow } from './schema/import.ts'
import { integrityRecord } from './schema/integrity.ts'
import { matchEmbedding } from './schema/match-embedding.ts'
import { matchImpression, matchInvitation, matchJudgement } from './schema/match-log.ts'
import { matchModel, matchModelPart } from './schema/match-model.ts'
import { matchWeights } from './schema/match-weights.ts'
import { matchAlert, notification, notificationPreference } from './schema/notification.ts'
import { outbox } from './schema/outbox.ts'
import { payeeAccount, payout, payoutCounter, payoutLine } from './schema/payout.ts'
import { policyEdit } from './schema/policy-edit.ts'
import { auditEntry, auditHead, evidenceFile, lifecycleEvent, listingChange } from './schema/record.ts'
import { redFlag } from './schema/red-flag.ts'
import { industry, lifecycleStep, region } from './schema/reference.ts'
import { registration, registrationCounter } from './schema/registration.ts'
import { clawback, determination, policyVersion, subsidyLimit, subsidyLimitEntry } from './schema/subsidy.ts'
import { subsidyFact } from './schema/subsidy-fact.ts'
import { subsidyRun } from './schema/subsidy-run.ts'
import { synonymPair } from './schema/synonym.ts'
import { whatIf } from './schema/what-if.ts'

export const schema = {
  achievement,
  auditEntry,
  auditHead,
  bid,
  challenge,
  challengeReviewer,
  clawback,
  contract,
  contractLine,
  demand,
  determination,
  evidenceFile,
  expert,
  grantUse,
  importBatch,
  importMapping,
  importRow,
  industry,
  integrityRecord,
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
  moneyFactReversal,
  notification,
  notificationPreference,
  organisation,
  organisationChange,
  outbox,
  payeeAccount,
  payout,
  payoutCounter,
  payoutLine,
  policyEdit,
  policyVersion,
  redFlag,
  region,
  registration,
  registrationCounter,
  score,
  scoringDimension,
  sealKey,
  session,
  signInThrottle,
  subsidyFact,
  subsidyLimit,
  subsidyLimitEntry,
  subsidyRun,
  synonymPair,
  userAccount,
  whatIf,
}

/** Gathers what the red flags of one determination are looked for in: thirteen statements, however many records it counts. */
import type { Transaction } from '#db/client.ts'
import {
  listAccountsOf,
  listContactsOf,
  listContractIdsOfChallenge,
  listContractsAround,
  listMembersOf,
  listMoneyByDigest,
  listMoneyOf,
  listOpenedChallenges,
  listOverlapping,
  listPartyCards,
  listTextsAround,
  listTextsOf,
} from '#db/queries/red-flag-facts.ts'
import type { DeterminationRow, PolicyVersionRow } from '#db/queries/subsidy.ts'
import { groupBy } from '#domain/subsidy/evaluate/group-by.ts'
import type {
  ExclusiveRule,
  FlagChallenge,
  FlagContract,
  FlagFacts,
  FlagGrant,
  FlagParty,
  FlagText,
} from '#domain/subsidy/flags/flag-facts.ts'
import { flagParameters } from '#domain/subsidy/flags/parameters.ts'
import { listThresholds } from '#domain/subsidy/flags/policy-thresholds.ts'
import { readingsFrom, readPack } from '#domain/subsidy/pack/read-pack.ts'
import { inputsOf, parametersOf, type StoredTrace } from '../figure/stored-trace.ts'
import { packOf } from '../policy/policy-packs.ts'
import { markOtherForms } from './mark-other-forms.ts'

/** Where a determination counts as support that another must not double. */
const livingStates = ['determined', 'claimed', 'told', 'reviewed', 'approved', 'paid'] as const

/** What is read of a pack: sets of rules that exclude one another. */
interface ReadPack {
  id: string
  together?: readonly { kind: string; per: string; rules?: readonly string[] }[]
}

export async function gatherFlagFacts(
  tx: Transaction,
  row: DeterminationRow,
  version: PolicyVersionRow,
): Promise<FlagFacts> {
  const grant = grantOf(row, version)
  const ofProject = row.subjectKind === 'challenge' ? await listContractIdsOfChallenge(tx, row.subjectId) : []
  const named = [...grant.used.flatMap(({ contractId }) => contractId ?? []), ...ofProject]
  const ownIds = [...new Set(named)]
  const days = Math.max(flagParameters.roundTrip.windowDays, flagParameters.split.windowDays)
  const contracts = await listContractsAround(tx, ownIds, days)
  const own = contracts.filter(({ isOwn }) => isOwn)
  const partyIds = [...new Set(own.flatMap(({ buyerId, sellerId }) => [buyerId, sellerId]))]
  const money = await listMoneyOf(
    tx,
    contracts.map(({ id }) => id),
  )
  const challenges = await gatherChallenges(tx, own)
  const others = await listOverlapping(tx, {
    determinationId: row.id,
    beneficiaryIds: [...new Set([...partyIds, row.beneficiaryId])],
    recordIds: grant.used.map(({ record }) => record),
    contractIds: ownIds,
    states: livingStates,
  })
  return {
    grant,
    ...readRule(row, version),
    contracts,
    money,
    sameEvidence: await listMoneyByDigest(tx, digestsOf(own, money)),
    parties: await gatherParties(tx, partyIds),
    challenges,
    ...(await gatherTexts(tx, ownIds, challenges)),
    otherGrants: await markOtherForms(tx, others, { row, version }),
  }
}

function grantOf(row: DeterminationRow, version: PolicyVersionRow): FlagGrant {
  const trace = row.trace as StoredTrace
  const { id: determinationId, rule, beneficiaryId, subjectId, window, state, ceilingFen } = row
  const used = new Map(
    inputsOf(trace)
      .filter(input => input.used)
      .map(({ record, kind, date: on, source }) => {
        const contractId = source?.contractId ?? (kind === 'contract' ? record : null)
        return [record, { record, contractId, kind, on, contractTitle: source?.contractTitle ?? '' }] as const
      }),
  )
  const { policyId, title: policyTitle } = version
  const ofPolicy = {
    policyId,
    policyTitle,
    rule,
    ruleTitle: trace.title,
    beneficiaryId,
    subjectId,
    window,
    state,
    ceilingFen,
  }
  return { determinationId, ...ofPolicy, used: [...used.values()] }
}

function readRule(row: DeterminationRow, version: PolicyVersionRow): Pick<FlagFacts, 'exclusives' | 'thresholds'> {
  const parameters = parametersOf(row)
  const pack = readPack(packOf(version), readingsFrom(parameters))
  const rule = pack.rules.find(({ id }) => id === row.rule)
  const { together = [] }: ReadPack = pack
  const exclusives = together.flatMap(({ kind, per, rules = [] }): ExclusiveRule[] =>
    kind === 'exclusive' && rules.includes(row.rule)
      ? rules.filter(other => other !== row.rule).map(other => ({ rule: other, per }))
      : [],
  )
  const taken = rule?.parameters.map(({ id, default: usual }) => [id, parameters[`${rule.id}.${id}`] ?? usual])
  return { exclusives, thresholds: rule ? listThresholds(rule, Object.fromEntries(taken ?? [])) : [] }
}

function digestsOf(own: readonly FlagContract[], money: FlagFacts['money']): string[] {
  const ids = new Set(own.map(({ id }) => id))
  return [...new Set(money.filter(({ contractId }) => ids.has(contractId)).map(({ sha256 }) => sha256))]
}

async function gatherParties(tx: Transaction, ids: readonly string[]): Promise<FlagParty[]> {
  const cards = await listPartyCards(tx, ids)
  const members = await listMembersOf(tx, ids, flagParameters.affiliation.memberYears)
  const contacts = await listContactsOf(tx, ids)
  const accounts = await listAccountsOf(tx, ids)
  const membersOf = groupBy(members, ({ organisationId }) => [organisationId])
  const contactsOf = groupBy(contacts, ({ organisationId }) => [organisationId])
  const accountsOf = groupBy(accounts, ({ organisationId }) => [organisationId])
  return cards.map(card => ({
    ...card,
    members: (membersOf.get(card.id) ?? []).map(({ userId, name }) => ({ userId, name })),
    contacts: contactsOf.get(card.id) ?? [],
    accounts: accountsOf.get(card.id) ?? [],
  }))
}

async function gatherChallenges(tx: Transaction, own: readonly FlagContract[]): Promise<FlagChallenge[]> {
  const ids = [...new Set(own.flatMap(({ challengeId }) => challengeId ?? []))]
  const rows = await listOpenedChallenges(tx, ids)
  return [...groupBy(rows, row => [row.challenge.id]).values()].flatMap(opened => {
    const [first] = opened
    if (!first) return []
    const { id, title, selection, rewardFen, publishedAt, bidsCloseAt, problem, conditions } = first.challenge
    const bids = opened.map(({ bid, bidderName }) => ({ ...bid, organisationName: bidderName }))
    const publicText = `${problem}\n${conditions}`
    return [{ id, title, selection, rewardFen, publishedAt, bidsCloseAt, publicText, bids }]
  })
}

/** Texts of the determination's contracts; other contracts, and the other bids of the same challenges. */
async function gatherTexts(
  tx: Transaction,
  ownIds: readonly string[],
  challenges: readonly FlagChallenge[],
): Promise<Pick<FlagFacts, 'ownTexts' | 'otherTexts'>> {
  const { windowDays: days, mostOthers: limit } = flagParameters.text
  const own = await listTextsOf(tx, ownIds)
  const around = await listTextsAround(tx, ownIds, { days, limit })
  const sellers = new Map(own.map(({ challengeId, sellerId }) => [challengeId, sellerId]))
  const rivals = challenges.flatMap(({ id: challengeId, bids, publicText }) =>
    bids
      .filter(({ organisationId }) => organisationId !== sellers.get(challengeId))
      .map(({ id, organisationId, organisationName, plan }): FlagText => {
        const names = { kind: 'bid' as const, id, title: organisationName, signedOn: null, challengeId }
        return { ...names, buyerId: '', sellerId: organisationId, text: plan ?? '', publicText }
      }),
  )
  // Rivals first: of the same challenge, and never cut off.
  return { ownTexts: own.map(textOf), otherTexts: [...rivals, ...around.map(textOf)] }
}

type TextRow = Awaited<ReturnType<typeof listTextsOf>>[number]

function textOf({ plan, lines, problem, conditions, ...contract }: TextRow): FlagText {
  const text = [plan ?? '', lines].join('\n')
  return { kind: 'contract', ...contract, text, publicText: [problem ?? '', conditions ?? ''].join('\n') }
}

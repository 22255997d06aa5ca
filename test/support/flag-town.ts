/** A town with policies in force, in which figures are flagged: contracts, figures and looks in one line each. */
import { beforeAll } from 'vitest'
import type { ContractHead } from '#db/queries/contract.ts'
import { system } from '#domain/access/actor.ts'
import type { RedFlagKind } from '#domain/subsidy/flags/red-flag.ts'
import { createContract } from '#usecases/contract/create-contract.ts'
import { determineSubsidy } from '#usecases/subsidy/figure/determine-subsidy.ts'
import { findRedFlags } from '#usecases/subsidy/flags/find-red-flags.ts'
import { loadPolicyVersions } from '#usecases/subsidy/policy/load-policy-versions.ts'
import { contractTerms, registeredContract, signByBoth, today } from './contracts.ts'
import type { TestDatabase } from './database.ts'
import { flagPolicy } from './flag-policy.ts'
import { createWorld, type PersonName, type World } from './world.ts'

export const year = Number(today().slice(0, 4))
export const wan = (amount: number) => BigInt(amount) * 1_000_000n
export const reason = '已核对合同与项目台账，确系两个独立项目'

interface Wanted {
  policyId?: string
  rule?: string
  by?: PersonName
}

/** Call at the top of a test file: the town is there inside tests and hooks. */
export function useFlagTown(database: TestDatabase) {
  let held: World | undefined
  beforeAll(async () => {
    held = await createWorld(database.db)
    const packs = ['city', 'province', 'district'].map(id => ({ name: id, text: flagPolicy(id) }))
    await loadPolicyVersions(held.ctx(system), { packs })
  })
  const world = () => {
    if (!held) throw new Error('useFlagTown(): the town is there only inside tests and hooks')
    return held
  }
  const as = (name: PersonName) => world().ctx(world().people[name])
  const find = async (determinationId: string) => findRedFlags(as('officer'), { determinationId })
  return {
    world,
    as,
    find,
    kindsOf: async (determinationId: string): Promise<RedFlagKind[]> =>
      (await find(determinationId)).map(({ kind }) => kind).sort(),

    /** The figure of a rule for one contract, computed anew together with those of all others of the year. */
    async figureOf(contractId: string, { policyId = 'city', rule = 'seller', by = 'officer' }: Wanted = {}) {
      const rows = await determineSubsidy(as(by), { policyId, rule, year })
      const row = rows.find(({ subjectId }) => subjectId === contractId)
      if (!row) throw new Error('the rule gives nothing for this contract')
      return row
    },

    /** Enterprise buys from university, in 万元. */
    async registered(title: string, amount: number): Promise<ContractHead> {
      const { enterprise: buyerId, university: sellerId } = world().organisations
      const terms = contractTerms({ title, contractAmountFen: wan(amount), type: 'transfer' })
      const { id } = await createContract(as('poster'), { buyerId, sellerId, terms })
      const signed = await signByBoth(world(), id)
      await registeredContract(world(), signed)
      return signed
    },
  }
}

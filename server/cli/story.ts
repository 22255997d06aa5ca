/**
 * `npm run -s story -- [--url http://127.0.0.1:4000] [--demands FILE]`: drives a running server through the whole main
 * job over HTTP, as six people of the demonstration city and a stranger. Prints each step; exit 1 on any surprise.
 */
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { parseArgs } from 'node:util'
import { formatWanYuan } from '#domain/money.ts'
import { demoPassword } from '../demo-accounts.ts'
import { pay, registerContract, signContract } from './story/contract-acts.ts'
import { bidAndOpen, publishChallenge, publishDemand, reviewAndAward, showMatches } from './story/list-acts.ts'
import { createPerson, Surprise } from './story/person.ts'
import type { Cast, Stage } from './story/stage.ts'

const roles: Record<keyof Cast, string> = {
  enterprise: 'member@equip-ent-1.example',
  university: 'member@equip-uni-1.example',
  officer: 'officer@bureau.example',
  expert: 'expert@bio-inst-1.example',
  registrar: 'registrar@registry.example',
  examiner: 'reviewer@bureau.example',
  stranger: 'the public',
}

interface Determination {
  ceilingFen: number
  beneficiary: { name: string }
  trace: {
    simulationOnly: boolean
    clauseNumber: string
    quote: string | null
    text: string | null
    rate: string
    capFen: number
    capBinds: boolean
    inputs: {
      record: string
      date: string
      amountFen: number
      used: boolean
      source: { evidenceName: string | null; registrationNumber: string | null } | null
    }[]
    steps: { label: string; expression: string; valueFen: number }[]
    notes: string[]
  }
}

const traceFields = `clauseNumber quote text rate capFen capBinds simulationOnly notes
  inputs { record date amountFen used source { evidenceName registrationNumber } } steps { label expression valueFen }`

function printTrace({ trace, ceilingFen, beneficiary }: Determination): void {
  const wan = (fen: number) => `${formatWanYuan(BigInt(fen))} 万元`
  const lines = [
    '',
    `Subsidy jbgs-rd for ${beneficiary.name}: at most ${wan(ceilingFen)}`,
    `  clause ${trace.clauseNumber}: ${trace.quote ?? trace.text}`,
    ...trace.inputs.map(
      i =>
        `  payment ${i.date} ${wan(i.amountFen)} ${i.used ? '' : '(not counted) '}record ${i.record}, slip ${i.source?.evidenceName}, registration ${i.source?.registrationNumber}`,
    ),
    ...trace.steps.map(step => `  ${step.label.toLowerCase()}: ${step.expression} = ${wan(step.valueFen)}`),
    `  rate ${trace.rate}, cap ${wan(trace.capFen)} ${trace.capBinds ? 'binds' : 'does not bind'}`,
    ...trace.notes.map(note => `  note: ${note}`),
  ]
  if (trace.simulationOnly) lines.push('  draft policy: simulation only')
  process.stdout.write(`${lines.join('\n')}\n`)
}

/** Computes the subsidy as the bureau, and holds it against the rule worked out by hand. */
async function determine({ cast, say }: Stage, challengeId: string, paidFen: number): Promise<void> {
  const answer = await cast.examiner.does({
    declared: '($challengeId: ID!)',
    field: 'determineSubsidy(policyId: "zhengzhou-2022-draft", rule: "jbgs-rd", challengeId: $challengeId)',
    wanted: `... on SubsidyDetermined { determinations { ceilingFen beneficiary { name } trace { ${traceFields} } } }`,
    variables: { challengeId },
  })
  const [determination] = answer.determinations as Determination[]
  if (!determination) throw new Surprise('no subsidy was determined')
  say(cast.examiner, 'determined the subsidy')
  printTrace(determination)
  const expected = Math.min((paidFen * 30) / 100, 500_000_000)
  if (determination.ceilingFen !== expected)
    throw new Surprise(`the subsidy is ${determination.ceilingFen} 分, not ${expected}`)
  if (!determination.trace.simulationOnly) throw new Surprise('a draft policy must be marked as simulation only')
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { url: { type: 'string', default: 'http://127.0.0.1:4000' }, demands: { type: 'string' } },
  })
  const people = Object.entries(roles).map(([role, email]) => [role, createPerson(values.url, email)] as const)
  const cast = Object.fromEntries(people) as unknown as Cast
  let step = 0
  const stage: Stage = {
    cast,
    say: (who, what) => process.stdout.write(`${String(++step).padStart(2)}. ${who.name} ${what}\n`),
  }
  for (const [role, person] of people) if (role !== 'stranger') await person.signIn(person.name, demoPassword)

  const file = values.demands ? new File([readFileSync(values.demands)], basename(values.demands)) : null
  const demandId = await publishDemand(stage, file)
  await showMatches(stage, demandId)
  const challengeId = await publishChallenge(stage, demandId, 5)
  const bidId = await bidAndOpen(stage, challengeId)
  await reviewAndAward(stage, challengeId, bidId)
  const contractId = await signContract(stage, challengeId)
  await registerContract(stage, contractId)
  await determine(stage, challengeId, await pay(stage, contractId))
  process.stdout.write('\nThe story went as it should.\n')
}

main().catch((error: unknown) => {
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : ''
  process.stderr.write(`\nThe story went wrong: ${error instanceof Error ? error.message : String(error)}${cause}\n`)
  process.exit(1)
})

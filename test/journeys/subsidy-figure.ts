/** What comes before the story of a figure: its rule is published and it is determined, by people who need no browser. */
import { readFileSync } from 'node:fs'
import { createPerson, type Person } from '#server/cli/story/person.ts'
import { demoPassword } from '#server/demo-accounts.ts'

export const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)

export const policyId = 'zhengzhou-2023-uses'

/** An institute that sold technology last year: docs/walk-a-figure.md follows its figure. */
export const sellerEmail = 'member@sensor-inst-1.example'

export async function person(address: string, email: string): Promise<Person> {
  const one = createPerson(address, email)
  await one.signIn(email, demoPassword)
  return one
}

export async function ownUnit(one: Person) {
  const answered = await one.query('query { viewer { acting { organisation { id name } } } }')
  return (answered as { viewer: { acting: { organisation: { id: string; name: string } } } }).viewer.acting.organisation
}

const notOfAffiliates = `        where:
          - any: [{ field: contract.isAffiliated, given: false }, { field: contract.isAffiliated, is: false }]
            why: '关联交易不计: not between affiliates'
`

/** The rule of 郑州 2023, with half of the money bound to people; published like any other policy. */
export async function publishUses(address: string): Promise<void> {
  const [officer, reviewer] = await Promise.all(
    ['officer', 'reviewer'].map(role => person(address, `${role}@bureau.example`)),
  )
  if (!officer || !reviewer) throw new Error('two people signed in')
  const shipped = readFileSync(new URL('../../policies/zhengzhou-2023-rules.yaml', import.meta.url), 'utf8')
  const uses = `    uses:
      - { id: people, text: 不低于50%用于人员, purpose: people, atLeast: { value: 50, unit: percent }, within: { months: 24 } }
`
  const source = shipped
    .replace('id: zhengzhou-2023-rules', `id: ${policyId}`)
    .replace('    rounding: down\n', `    rounding: down\n${uses}`)
    // A purchase by an affiliate does not count, once the bureau knows of it.
    .replace(
      '        where:\n          - { field: contract.registeredOn, reached: true,',
      match => `${notOfAffiliates}${match.slice(15)}`,
    )
  const wanted = '... on PolicyEdit { id revision }'
  const edit = await officer.does({
    declared: '($source: String)',
    field: 'startPolicyEdit(source: $source)',
    wanted,
    variables: { source },
  })
  for (const [who, name] of [
    [officer, 'proposePolicyEdit'],
    [reviewer, 'publishPolicyEdit'],
  ] as const)
    await who.does({
      declared: '($id: ID!, $revision: Int!)',
      field: `${name}(id: $id, revision: $revision)`,
      variables: { id: edit.id, revision: edit.revision },
    })
}

/** 1 % of what the seller received last year: of a year that is not over nothing is reviewed. Returns its address. */
export async function determine(address: string): Promise<string> {
  const officer = await person(address, 'officer@bureau.example')
  const { determinations } = (await officer.does({
    declared: '($year: Int!)',
    field: `determineSubsidy(policyId: "${policyId}", rule: "transfer", year: $year)`,
    wanted: '... on SubsidyDetermined { determinations { id ceilingFen beneficiary { id } } }',
    variables: { year: Number(today.slice(0, 4)) },
  })) as unknown as { determinations: { id: string; ceilingFen: number; beneficiary: { id: string } }[] }
  const { id: sellerId } = await ownUnit(await person(address, sellerEmail))
  const [own] = determinations.filter(({ beneficiary }) => beneficiary.id === sellerId)
  return `${address}/workbench/subsidies/${encodeURIComponent(own?.id ?? '')}`
}

interface Receipt {
  measure: string
  used: boolean
  amountFen: number
  source: { registrationNumber: string }
}

/** Registrations of the contracts that a figure counts receipts of, the smallest first. */
export async function listContracts(one: Person, path: string): Promise<string[]> {
  const read = `query ($id: ID!) { node(id: $id) { ... on Determination { trace {
    inputs { measure used amountFen source { registrationNumber } } } } } }`
  const answered = await one.query(read, { id: decodeURIComponent(path.split('/').at(-1) ?? '') })
  const { inputs } = (answered as { node: { trace: { inputs: Receipt[] } } }).node.trace
  const sums = new Map<string, number>()
  for (const { measure, used, amountFen, source } of inputs)
    if (measure === 'received' && used)
      sums.set(source.registrationNumber, (sums.get(source.registrationNumber) ?? 0) + amountFen)
  return [...sums].sort(([, a], [, b]) => a - b).map(([number]) => number)
}

/** The acts after the award: the contract, its registration, the payments. */
import { Surprise } from './person.ts'
import { idOf, organisationId, type Stage, verb } from './stage.ts'

/** A contract signed by both sides, with equipment that is not technology. Returns its id. */
export async function signContract({ cast, say }: Stage, challengeId: string): Promise<string> {
  const terms = {
    type: 'DEVELOPMENT',
    field: 'ADVANCED_MANUFACTURING',
    title: '揭榜攻关项目技术开发合同',
    contractAmountFen: 480_000_000,
    lines: [{ kind: 'EQUIPMENT', description: '试验台架', amountFen: 80_000_000 }],
  }
  const created = await cast.university.does({
    declared: '($challengeId: ID, $terms: ContractTermsInput!)',
    field: 'createContract(challengeId: $challengeId, terms: $terms)',
    wanted: '... on Contract { id technologyAmountFen }',
    variables: { challengeId, terms },
  })
  if (created.technologyAmountFen !== 400_000_000)
    throw new Surprise(`技术交易额 is ${created.technologyAmountFen}, not 400,000,000 分`)
  const id = idOf(created)
  for (const party of [cast.university, cast.enterprise])
    await party.does({ ...verb('signContract', 'Contract', 'state'), variables: { id } })
  say(cast.enterprise, 'and the university signed: 480 万元, of which 技术交易额 400 万元')
  return id
}

/** The registry recognises and registers it; anyone can check the certificate. */
export async function registerContract({ cast, say }: Stage, contractId: string): Promise<void> {
  const { university, registrar, stranger } = cast
  const submitted = await university.does({
    declared: '($contractId: ID!, $registryId: ID!)',
    field: 'submitRegistration(contractId: $contractId, registryId: $registryId)',
    wanted: '... on Registration { id }',
    variables: { contractId, registryId: await organisationId(university, 'REGISTRY') },
  })
  const id = idOf(submitted)
  await registrar.does({ ...verb('acceptRegistration', 'Registration'), variables: { id } })
  await registrar.does({
    declared: '($id: ID!, $amount: Fen!)',
    field: 'examineRegistration(id: $id, recognisedType: DEVELOPMENT, recognisedAmountFen: $amount)',
    variables: { id, amount: 400_000_000 },
  })
  const registered = await registrar.does({
    ...verb('registerContract', 'Registration', 'number verificationCode'),
    variables: { id },
  })
  say(registrar, `accepted, examined and registered the contract: number ${registered.number}`)
  const variables = { number: registered.number, code: registered.verificationCode }
  const data = await stranger.query(
    'query ($number: String!, $code: String!) { verifyCertificate(number: $number, code: $code) { __typename ... on Certificate { technologyAmountFen sellerName } } }',
    variables,
  )
  const certificate = data.verifyCertificate as { technologyAmountFen?: number; sellerName?: string } | null
  if (certificate?.technologyAmountFen !== 400_000_000) throw new Surprise('the certificate cannot be verified')
  say(stranger, `verified the certificate of ${certificate.sellerName}`)
}

/** Two instalments, each with its bank slip. Returns the sum in 分. */
export async function pay({ cast, say }: Stage, contractId: string): Promise<number> {
  const occurredOn = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10)
  let sum = 0
  for (const [i, amountFen] of [200_000_000, 150_000_000].entries()) {
    const slip = `%PDF-1.4\n% demonstration bank slip ${i + 1} of ${contractId}\n%%EOF\n`
    const fact = { amountFen, occurredOn, evidence: null }
    await cast.enterprise.does({
      declared: '($contractId: ID!, $fact: MoneyFactInput!)',
      field: 'recordPayment(contractId: $contractId, fact: $fact)',
      wanted: '... on Contract { paidFen }',
      variables: { contractId, fact },
      file: { path: 'fact.evidence', content: new File([slip], `bank-slip-${i + 1}.pdf`, { type: 'application/pdf' }) },
    })
    sum += amountFen
    say(cast.enterprise, `paid ${amountFen / 1_000_000} 万元 and recorded the bank slip`)
  }
  return sum
}

/**
 * `npm run -s subsidy -- evaluate|validate`: evaluates a policy pack on a file of facts, without a server or a
 * database. Others script against it: JSON on stdout, messages on stderr, exit 0 done, 1 bad input, 2 wrong call.
 */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { InvalidInput, Refusal } from '#domain/refusal.ts'
import { evaluatePolicy } from '#domain/subsidy/evaluate/evaluate-policy.ts'
import { parseFacts } from '#domain/subsidy/facts/facts.ts'
import { describePackProblem, InvalidPolicyPack, parsePolicyPack } from '#domain/subsidy/pack/parse-policy-pack.ts'
import { writeExactJson } from './exact-json.ts'
import { parseCall, WrongCall } from './wrong-call.ts'

const usage = `usage:
  npm run -s subsidy -- evaluate --policy P.yaml --facts F.json [--rule R] [--all]
  npm run -s subsidy -- validate --policy P.yaml
evaluate prints a JSON array of determinations; amounts are whole 分.
  --rule R  only this rule
  --all     also parties that may not receive, with a ceiling of 0 and the reason
The facts format is documented in docs/subsidy-facts.md.
`

class UnreadableFile extends Error {}

function main(args: string[]): number {
  try {
    process.stdout.write(run(args))
    return 0
  } catch (error) {
    const [code, message] = describeFailure(error)
    process.stderr.write(message)
    return code
  }
}

function run(args: string[]): string {
  const { command, policy, facts, rule, all } = readArguments(args)
  const policyText = readText(policy)
  const pack = parsePolicyPack(policyText)
  if (command === 'validate') return `${pack.id} is valid: ${pack.clauses.length} clauses, ${pack.rules.length} rules\n`
  const policySha256 = createHash('sha256').update(policyText).digest('hex')
  const determinations = evaluatePolicy(pack, parseFacts(readJson(facts)), {
    rule,
    includeIneligible: all,
    policySha256,
  })
  return `${writeExactJson(determinations)}\n`
}

function readArguments(args: string[]) {
  const { values, positionals } = parse(args)
  const [command, ...rest] = positionals
  if (values.help) throw new WrongCall()
  if (rest.length > 0 || (command !== 'evaluate' && command !== 'validate'))
    throw new WrongCall('name one command: evaluate or validate')
  const { policy = '', facts = '', rule, all = false } = values
  if (!policy) throw new WrongCall('--policy is missing')
  if (command === 'evaluate' && !facts) throw new WrongCall('--facts is missing')
  if (command === 'validate' && (facts || rule || all)) throw new WrongCall('validate takes only --policy')
  return { command, policy, facts, rule, all }
}

function parse(args: string[]) {
  return parseCall({
    args,
    allowPositionals: true,
    options: {
      policy: { type: 'string' },
      facts: { type: 'string' },
      rule: { type: 'string' },
      all: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  })
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new UnreadableFile(`${path}: cannot be read (${code}); give the path of a file that exists`)
  }
}

function readJson(path: string): unknown {
  const text = readText(path)
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new UnreadableFile(`${path}: is no JSON (${reason}); correct it at that place`)
  }
}

function describeFailure(error: unknown): [code: number, message: string] {
  if (error instanceof WrongCall) return [2, error.message ? `${error.message}\n${usage}` : usage]
  if (error instanceof InvalidPolicyPack) return [1, `${error.problems.map(describePackProblem).join('\n')}\n`]
  if (error instanceof InvalidInput)
    return [1, `${error.problems.map(({ path, message, remedy }) => `${path}: ${message} – ${remedy}`).join('\n')}\n`]
  if (error instanceof Refusal || error instanceof UnreadableFile) return [1, `${error.message}\n`]
  throw error
}

process.exitCode = main(process.argv.slice(2))

import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { writeExactJson } from '../../server/cli/exact-json.ts'

const root = new URL('../..', import.meta.url)
const folder = mkdtempSync(join(tmpdir(), 'subsidy-cli-'))
afterAll(() => rmSync(folder, { recursive: true }))

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'server/cli/subsidy.ts', ...args],
    {
      cwd: root,
      encoding: 'utf8',
    },
  )
  return { status, stdout, stderr }
}

function file(name: string, text: string): string {
  const path = join(folder, name)
  writeFileSync(path, text)
  return path
}

const policy = 'policies/zhengzhou-2022-draft.yaml'
const facts = {
  organisations: [
    { id: 'poster', kind: 'enterprise', regionCode: '410102' },
    { id: 'solver', kind: 'university', regionCode: '410103' },
  ],
  projects: [{ id: 'P', listedById: 'poster' }],
  contracts: [
    {
      id: 'C',
      type: 'development',
      buyerId: 'poster',
      sellerId: 'solver',
      projectId: 'P',
      contractAmountFen: '2500000000',
      registeredOn: '2022-03-01',
    },
  ],
  payments: [{ id: 'p', contractId: 'C', amountFen: 1_200_000_000, paidOn: '2022-04-01' }],
}
const factsFile = file('facts.json', JSON.stringify(facts))

describe('evaluate', () => {
  it('prints an array of determinations with whole 分', () => {
    const { status, stdout, stderr } = run('evaluate', '--policy', policy, '--facts', factsFile)
    const determinations = JSON.parse(stdout)
    expect(status, stderr).toBe(0)
    expect(
      determinations.map(({ rule, beneficiary, ceilingFen }: Record<string, unknown>) => [
        rule,
        beneficiary,
        ceilingFen,
      ]),
    ).toEqual([
      ['jbgs-rd', 'poster', 360_000_000],
      ['transfer', 'solver', 50_000_000],
    ])
    expect(Object.keys(determinations[0])).toEqual(['rule', 'beneficiary', 'window', 'ceilingFen', 'trace'])
    expect(stdout).toContain('"ceilingFen": 360000000,')
    expect(determinations[0].trace.policy.sha256).toMatch(/^[0-9a-f]{64}$/)
  })

  it('prints only one rule on request, and the same bytes each time', () => {
    const one = run('evaluate', '--policy', policy, '--facts', factsFile, '--rule', 'transfer')
    expect(JSON.parse(one.stdout)).toHaveLength(1)
    expect(run('evaluate', '--policy', policy, '--facts', factsFile, '--rule', 'transfer').stdout).toBe(one.stdout)
  })
})

describe('bad input is named on stderr, exit 1', () => {
  const misspelt = file('misspelt.json', JSON.stringify({ payments: [{ ...facts.payments[0], amount: 1 }] }))
  const brokenJson = file('broken.json', '{')
  const brokenPack = file('broken.yaml', 'format: jiebang-policy/1\nstatus: final\n')
  it.each([
    ['a wrong field', ['--facts', misspelt], 'payments.0.amount: unknown field "amount" – '],
    ['no JSON', ['--facts', brokenJson], 'broken.json: is no JSON'],
    ['no such file', ['--facts', 'none.json'], 'none.json: cannot be read (ENOENT)'],
    [
      'no such rule',
      ['--facts', factsFile, '--rule', 'x'],
      'rule: the policy has no computable rule "x" – use one of: jbgs-rd',
    ],
    ['a wrong pack', ['--facts', factsFile, '--policy', brokenPack], 'line 2, status: '],
  ])('%s', (_name, args, message) => {
    const { status, stdout, stderr } = run('evaluate', '--policy', policy, ...args)
    expect(stderr).toContain(message)
    expect(stdout).toBe('')
    expect(status).toBe(1)
  })
})

describe('usage, exit 2', () => {
  it.each([[['--help']], [['evaluate', '--policy', policy]], [['simulate', '--what']]])('%o', args => {
    const { status, stderr } = run(...args)
    expect(stderr).toContain('usage:')
    expect(status).toBe(2)
  })
})

it('validate says what a pack holds', () => {
  const { status, stdout } = run('validate', '--policy', policy)
  expect([status, stdout]).toEqual([0, 'zhengzhou-2022-draft is valid: 20 clauses, 9 rules\n'])
})

it('a bigint of any size is written exactly', () => {
  const value = { a: 9_007_199_254_740_993n, b: [1n, 'x"', null, true, 0.5], c: {}, d: [], e: undefined }
  expect(writeExactJson(value).replace(/\s/g, '')).toBe(
    '{"a":9007199254740993,"b":[1,"x\\"",null,true,0.5],"c":{},"d":[]}',
  )
})

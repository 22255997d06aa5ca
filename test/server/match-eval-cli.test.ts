/** `npm run match:eval`: the command as an operator calls it, on a database of its own. */
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { createLogEvaluation } from '#domain/matching/evaluation/evaluate-log.ts'
import { defaultWeights } from '#domain/matching/ranking/weights.ts'
import { describeBlend, describeComparison, describeReport } from '#server/cli/evaluation-table.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'jiebang-eval-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const env = { ...process.env, JIEBANG_DATA_DIR: folder, DATABASE_URL: '' }
  return new Promise(resolve => {
    execFile('node', ['--import', 'tsx', 'server/cli/match-eval.ts', ...args], { cwd: root, env }, (error, out, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
  })
}

/** The first call makes a database: on a busy machine that alone takes half a minute. */
const makesDatabaseMs = 120_000

describe('match:eval', () => {
  it.each([
    [[], '--from log'],
    [['--from', 'log', '--from-day', '2026-02-30'], '2026-02-30 is not a day'],
    [['--from', 'log', '--direction', 'demand'], '--direction'],
    [['--from', 'log', '--split', 'half'], '--split'],
    [['--from', 'log', '--weights', 'no-such-file.json'], 'no-such-file.json'],
    [['--from', 'log', '--nonsense'], 'nonsense'],
  ])('refuses %j', async (args, message) => {
    const { code, err } = await run(...args)
    expect([code, err]).toEqual([2, expect.stringContaining(message)])
    expect(err).toContain('usage:')
  })

  it(
    'prints JSON, and says how far the blend is',
    async () => {
      const { code, out } = await run('--from', 'log', '--split', 'held-out', '--json')
      expect(code).toBe(0)
      expect(JSON.parse(out)).toMatchObject({
        queryLibrary: 'demand',
        shownLibrary: 'achievement',
        split: 'held_out',
        report: { queries: 0, ndcgAt10: null },
        blend: { mayBeOn: false, why: 'too_few_judged', judgedDemands: 0, needed: 300 },
      })
    },
    makesDatabaseMs,
  )
})

describe('with --weights', () => {
  const file = (weights: unknown) => {
    const name = join(folder, 'weights.json')
    writeFileSync(name, JSON.stringify(weights))
    return name
  }

  it('compares a file with what is in force', async () => {
    const { code, out } = await run('--from', 'log', '--weights', file(defaultWeights))
    expect(code).toBe(0)
    expect(out).toContain('demand → achievement')
    expect(out).toContain('nothing was measured')
  })

  it('names what is wrong with it', async () => {
    const { code, err } = await run('--from', 'log', '--weights', file({ ...defaultWeights, maxQueryTerms: 1 }))
    expect([code, err]).toEqual([2, 'weights.maxQueryTerms 1 is out of range: give a whole number from 16 to 256\n'])
  })

  it('knows no weights that were not proposed', async () => {
    const { code, err } = await run('--from', 'log', '--weights', '00000000-0000-7000-8000-000000000001')
    expect([code, err]).toEqual([2, expect.stringContaining('match_weights not found')])
  })
})

describe('the table', () => {
  const scope = {
    fromDay: '2026-01-01',
    toDay: '2026-02-01',
    queryLibrary: 'demand',
    shownLibrary: 'achievement',
    split: 'held_out',
  }

  it('holds every figure', () => {
    const evaluation = createLogEvaluation()
    const organisation = { organisationKind: 'university', organisationListings: 3 } as const
    const first = { rank: 1, strength: 'strong', gain: 0, isOpened: true, ...organisation }
    evaluation.add({
      queryId: 'a',
      isFiltered: false,
      matches: [first, { ...first, rank: 2, gain: 2, isOpened: false }],
    })
    evaluation.add({ queryId: 'b', isFiltered: true, matches: [{ ...first, gain: 2 }] })
    const lines = describeReport(scope, evaluation.report()).map(line => line.replace(/ +/g, ' '))
    expect(lines).toEqual([
      'demand → achievement, 2026-01-01 to 2026-02-01, held out',
      'queries 1',
      'pages 1',
      'shown 2',
      'judged queries 1',
      'nDCG@10 0.631',
      'success@1 0.0 %',
      'success@3 100.0 %',
      'success@10 100.0 %',
      'coverage (强, 较强) 100.0 %',
      'kind of organisation shown share opened',
      ' university 2 100.0 % 1',
      'listings of it shown share opened',
      ' 2–5 2 100.0 % 1',
      'rank shown opened rate',
      ' 1 1 1 100.0 %',
      ' 2 1 0 0.0 %',
      'pages with a filter 1',
      'judged only there 1',
    ])
  })

  it('holds both rankings', () => {
    const quality = (ndcgAt10: number | null, successAt3: number | null) => ({ ndcgAt10, successAt3 })
    const lines = describeComparison(scope, {
      demands: 12,
      active: quality(0.5, 0.75),
      proposed: quality(0.625, 0.5),
      gain: { mean: 0.125, low: -0.0251, high: 0.25 },
    })
    expect(lines.slice(1).map(line => line.replace(/ +/g, ' '))).toEqual([
      'judged, ranked again 12',
      ' in force proposed gain',
      'nDCG@10 0.500 0.625 0.125',
      'success@3 75.0 % 50.0 % -25.0 %',
      'gain in nDCG@10: 0.125, 95 % within -0.025 and 0.250 (paired bootstrap)',
    ])
  })

  it.each([
    [{ mayBeOn: false, why: 'too_few_judged', judgedDemands: 12, needed: 300 }, 'off, 12 of 300 judged demands'],
    [{ mayBeOn: false, why: 'not_measured', heldOutDemands: 3, needed: 50 }, '3 of 50 held-out demands'],
    [{ mayBeOn: false, why: 'no_gain', gain: 0.01, gainAtLeast: -0.02 }, 'no sure gain'],
    [{ mayBeOn: true, gain: 0.05, gainAtLeast: 0.03 }, 'may be switched on, gain 0.050'],
  ] as const)('says of the blend %j', (verdict, words) => {
    expect(describeBlend(verdict)).toContain(words)
  })
})

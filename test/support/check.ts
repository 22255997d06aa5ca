/**
 * `npm run check`: format and lint → everything generated is up to date → unused code → types → tests. What is
 * generated comes before what reads it. Stops at the first step that fails. CHECK_SKIP_TESTS=1 leaves out the tests
 * where they run on their own.
 */
import { spawnSync } from 'node:child_process'

const generated = [
  'graphql/schema.graphql',
  'web/api/graphql-env.d.ts',
  'docs/lifecycles.md',
  'policies/policy.schema.json',
  'db/migrations',
]

const steps: [name: string, command: string][] = [
  ['format and lint', 'npm run -s lint'],
  [
    'regenerate',
    'npm run -s schema && npm run -s lifecycles && npm run -s policy:schema && drizzle-kit generate --name drift',
  ],
  ['generated files are committed', `git diff --exit-code --stat -- ${generated.join(' ')}`],
  ['no new migration was needed', 'test -z "$(git status --porcelain -- db/migrations)"'],
  ['unused code', 'knip'],
  ['types', 'npm run -s types'],
  ['tests', 'npm test'],
]

for (const [name, command] of steps) {
  if (name === 'tests' && process.env.CHECK_SKIP_TESTS === '1') continue
  process.stdout.write(`\n== ${name}: ${command}\n`)
  const { status } = spawnSync(command, {
    shell: true,
    stdio: 'inherit',
    env: { ...process.env, PATH: `node_modules/.bin:${process.env.PATH}` },
  })
  if (status !== 0) {
    process.stderr.write(`\n== ${name} failed\n`)
    process.exit(1)
  }
}
process.stdout.write('\n== everything is in order\n')

/** Commands that are called wrongly say what is wrong and how they are called, and exit with 2. */
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const root = fileURLToPath(new URL('../..', import.meta.url))

function run(command: string, ...args: string[]): Promise<{ code: number; err: string }> {
  const call = ['--import', 'tsx', `server/cli/${command}.ts`, ...args]
  return new Promise(resolve => {
    execFile('node', call, { cwd: root }, (error, _, err) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, err }),
    )
  })
}

it.each([
  ['import', ['demands', 'a.csv', '--nonsense'], 'nonsense'],
  ['import', ['demands'], 'name one library and one file'],
  ['match-train', ['--on'], '--on'],
  ['match-train', ['--least', 'many'], '--least'],
  ['match-rebuild', ['--nonsense'], 'nonsense'],
  ['match', [], 'name --docs'],
  ['match', ['--docs', 'a', '--queries', 'b', '--run', 'c', '--depth', 'x'], '--depth'],
  ['subsidy', ['evaluate', '--nonsense'], 'nonsense'],
])('%s %j', async (command, args, message) => {
  const { code, err } = await run(command, ...args)
  expect([code, err]).toEqual([2, expect.stringContaining(message)])
  expect(err).toContain('usage:')
})

/** `npm start`: reads the environment, starts the service, says where it is and who may sign in. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { demoAccounts, demoPassword } from './demo-accounts.ts'
import { readEnv } from './env.ts'
import { type RunningService, startService, webRoot } from './start.ts'

function print({ address, firstAdminToken, isDemo }: RunningService): void {
  const lines = [`Jiebang 揭榜 is ready: ${address}`, `GraphQL: ${address}/graphql`]
  if (!existsSync(join(webRoot, 'index.html'))) lines.push('The web app is not built; run: npm run prepare')
  if (isDemo) {
    lines.push('', `Demonstration city (fictional). Password of every account: ${demoPassword}`)
    for (const [email, who] of demoAccounts) lines.push(`  ${email.padEnd(32)} ${who}`)
  }
  if (firstAdminToken) lines.push('', `Create the first administrator, once: ${address}/first-admin#${firstAdminToken}`)
  process.stdout.write(`${lines.join('\n')}\n`)
}

try {
  const env = readEnv()
  const service = await startService(env)
  print(service)
  let isClosing = false
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, async () => {
      if (isClosing) process.exit(1)
      isClosing = true
      await service.close()
      process.exit(0)
    })
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exit(1)
}

/** `npm start`: reads the environment, starts the service, says where it is and who may sign in. */
import { openDatabase } from '#db/client.ts'
import { demoAccounts, demoPassword } from './demo-accounts.ts'
import { readEnv } from './env.ts'
import type { RunningService } from './start.ts'

/** At once: a first start is silent for half a minute otherwise. */
const starting = 'Starting … 正在启动……\n'
const preparing =
  'Preparing; the first start makes the demonstration city, up to a minute … 正在准备；首次启动要建立演示城市，最多约一分钟……\n'

function print({ address, firstAdminToken, isDemo, isWebBuilt }: RunningService): void {
  const lines = [`Jiebang 揭榜 is ready: ${address}`, `GraphQL: ${address}/graphql`]
  if (!isWebBuilt) lines.push('The web app is not built; run: npm run prepare')
  if (isDemo) {
    lines.push('', `Demonstration city (fictional). Password of every account: ${demoPassword}`)
    for (const [email, who] of demoAccounts) lines.push(`  ${email.padEnd(32)} ${who}`)
  }
  if (firstAdminToken) lines.push('', `Create the first administrator, once: ${address}/first-admin#${firstAdminToken}`)
  process.stdout.write(`${lines.join('\n')}\n`)
}

try {
  const env = readEnv()
  process.stdout.write(env.isDemo ? preparing : starting)
  const onEngineExit = (reason: string) => {
    process.stderr.write(`${reason}\n`)
    process.exit(1)
  }
  const opening = openDatabase({ url: env.databaseUrl, dataDir: env.dataDir, onEngineExit })
  // Reported when it is awaited; until then a failure is not unhandled.
  opening.catch(() => {})
  // The rest of the program is loaded while the engine starts in its own process.
  const { startService } = await import('./start.ts')
  const service = await startService(env, opening)
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

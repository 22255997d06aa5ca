/** `npm start`: reads the environment, starts the service, says where it is and who may sign in. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readEnv } from './env.ts'
import { demoPassword, startService, webRoot } from './start.ts'

const demoAccounts = [
  ['member@sensor-ent-1.example', '企业经办：发布需求、签合同、付款  enterprise'],
  ['member@sensor-uni-1.example', '高校经办：揭榜、签合同  university'],
  ['expert@equip-inst-1.example', '评审专家  expert reviewer'],
  ['officer@bureau.example', '科技局经办：榜单、开标、公示  bureau officer'],
  ['registrar@registry.example', '登记员：认定登记  registrar'],
  ['reviewer@bureau.example', '科技局审核：补助测算  bureau reviewer'],
  ['admin@platform.example', '平台管理员（看不到投标）  platform administrator'],
] as const

function print(address: string, firstAdminToken: string | null, isDemo: boolean): void {
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
  print(service.address, service.firstAdminToken, env.isDemo)
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

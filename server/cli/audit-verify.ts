/** `npm run audit:verify`: walks the audit chain and names the first broken entry. Exit 1 when there is one. */
import { openDatabase } from '#db/client.ts'
import { migrate } from '#db/migrate.ts'
import { verifyAudit } from '#db/queries/audit.ts'
import { readEnv } from '../env.ts'

async function main(): Promise<number> {
  const env = readEnv()
  const opened = await openDatabase({ url: env.databaseUrl, dataDir: env.dataDir })
  try {
    await migrate(opened.db)
    const { entries, broken } = await verifyAudit(opened.db)
    process.stdout.write(
      broken
        ? `The audit chain is broken at entry ${broken.seq}: ${broken.why}. Entries before it (${entries}) are sound.\n`
        : `The audit chain is sound: ${entries} entries.\n`,
    )
    return broken ? 1 : 0
  } finally {
    await opened.close()
  }
}

main().then(
  code => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(2)
  },
)

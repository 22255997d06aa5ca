/** The demonstration city as a user meets it: a copy of its own for each story. */
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { startService } from './service.ts'

export interface City {
  address: string
  close(): Promise<void>
}

export async function startCity(): Promise<City> {
  const dataDir = mkdtempSync(join(tmpdir(), 'jiebang-story-'))
  cpSync(inject('newCity'), dataDir, { recursive: true })
  const { address, stop } = await startService(dataDir)
  return {
    address,
    close: async () => {
      await stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

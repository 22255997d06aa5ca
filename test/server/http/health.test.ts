/** What a proxy or an operator asks: does the process listen, and may it be given work? */
import { describe, expect, it } from 'vitest'
import { useApp } from '../../support/app.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()
let isLoaded = false
const app = useApp(database, { isReady: () => isLoaded })
const asked = async (path: string) => {
  const response = await fetch(`${app.origin}${path}`)
  return { status: response.status, body: await response.json() }
}

describe('/readyz', () => {
  it('says no until the index is loaded, and /healthz yes all along', async () => {
    expect(await asked('/readyz')).toEqual({ status: 503, body: { status: 'the match index is being loaded' } })
    expect((await asked('/healthz')).status).toBe(200)
    isLoaded = true
    expect(await asked('/readyz')).toEqual({ status: 200, body: { status: 'ok' } })
  })
})

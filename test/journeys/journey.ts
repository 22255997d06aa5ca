/** How every story begins and ends: a city of its own, a browser, people who come in, and nothing to complain about. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type City, startCity } from './city.ts'
import { type Complaints, chromiumPath, hasChromium, launch, newPage, signIn } from './people.ts'

if (!hasChromium) console.warn(`the browser stories are skipped: no Chromium at ${chromiumPath} (set CHROMIUM_PATH)`)

/** There inside tests and hooks. */
export interface Stage {
  readonly address: string
  readonly complaints: Complaints
  /** A person in a browser of their own; without an address of theirs a stranger. */
  enter(email?: string): Promise<Page>
}

function useStage(): Stage {
  let city: City | undefined
  let browser: Browser | undefined
  const complaints: Complaints = []
  beforeAll(async () => {
    ;[city, browser] = await Promise.all([startCity(), launch()])
  })
  afterAll(async () => {
    await browser?.close()
    await city?.close()
  })
  const held = () => {
    if (!city || !browser) throw new Error('the city and the browser are there only inside tests and hooks')
    return { address: city.address, browser }
  }
  return {
    complaints,
    get address() {
      return held().address
    },
    enter: async email => {
      const page = await newPage(held().browser, complaints)
      if (email) await signIn(page, held().address, email)
      return page
    },
  }
}

/** A story in a browser: its chapters, and last that no browser complained on the way. */
export function journey(title: string, tell: (stage: Stage) => void): void {
  describe.skipIf(!hasChromium)(title, () => {
    const stage = useStage()
    tell(stage)
    it('the browser had nothing to complain about', () => expect(stage.complaints).toEqual([]))
  })
}

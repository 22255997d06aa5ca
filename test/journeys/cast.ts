/** Who plays in the story, each at a browser of their own, and the walk that looks for barriers with their eyes. */
import type { Page } from 'playwright-core'
import type { Stage } from './journey.ts'
import { findBarriers, signInByForm } from './people.ts'

export const emails = {
  poster: 'member@sensor-ent-1.example',
  officer: 'officer@bureau.example',
  winner: 'member@sensor-uni-1.example',
  loser: 'member@sensor-ent-2.example',
  reviewer: 'expert@equip-inst-1.example',
  registrar: 'registrar@registry.example',
  secondRegistrar: 'registrar2@registry.example',
} as const
export type Role = keyof typeof emails
/** The stranger has no account. */
export type Visitor = Role | 'stranger'

export interface Cast {
  of(visitor: Visitor): Page
  /** Their page, opened at an address of the app. */
  at(visitor: Visitor, path: string): Promise<Page>
  /** What keeps somebody out of these pages, on a phone and on a desk. */
  barriersOf(visits: readonly [who: Visitor, path: string][]): Promise<string[]>
}

/** Opens a browser for everybody and signs them in, the poster by the form. */
export async function gather(stage: Stage): Promise<Cast> {
  const pages = new Map<Visitor, Page>()
  const enter = async (role: Role) => {
    if (role !== 'poster') return stage.enter(emails[role])
    const page = await stage.enter()
    await signInByForm(page, stage.address, emails.poster)
    return page
  }
  pages.set('stranger', await stage.enter())
  // One after another: nine browsers that begin at once would each wait for the others.
  for (const role of Object.keys(emails) as Role[]) pages.set(role, await enter(role))
  const of = (visitor: Visitor): Page => {
    const page = pages.get(visitor)
    if (!page) throw new Error(`${visitor} is not in the story`)
    return page
  }
  const walk = async (who: Visitor, paths: readonly string[]): Promise<string[]> => {
    const found: string[] = []
    for (const path of paths) found.push(...(await findBarriers(of(who), stage.address + path)))
    return found
  }
  return {
    of,
    at: async (visitor, path) => {
      await of(visitor).goto(stage.address + path)
      return of(visitor)
    },
    barriersOf: async visits => {
      const visitors = [...new Set(visits.map(([who]) => who))]
      const pathsOf = (who: Visitor) => visits.flatMap(visit => (visit[0] === who ? [visit[1]] : []))
      const walks = visitors.map(who => walk(who, pathsOf(who)))
      return (await Promise.all(walks)).flat()
    },
  }
}

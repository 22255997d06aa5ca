/** People at their browsers: each signed in in a context of their own, with the few gestures the stories need. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core'

export const chromiumPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium'
export const hasChromium = existsSync(chromiumPath)

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      // A page lives for a second or two: optimising its code costs more than it saves.
      '--js-flags=--no-opt',
    ],
  })
}

const desk = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }

/** What a browser complained about while somebody used it. */
export type Complaints = string[]

export async function newPage(browser: Browser, complaints: Complaints): Promise<Page> {
  const context: BrowserContext = await browser.newContext({ viewport: desk, locale: 'zh-CN', reducedMotion: 'reduce' })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  page.on('pageerror', error => complaints.push(`${page.url()}: ${error.message}`))
  page.on('console', message => {
    // A network that a story switches off is reported by the browser too.
    const isOurs = message.type() === 'error' && !message.text().includes('ERR_INTERNET_DISCONNECTED')
    if (isOurs) complaints.push(`${page.url()}: ${message.text()}`)
  })
  return page
}

/** The one password of the demonstration city. */
const password = 'jiebang-demo-2026'

/** Signs in without the form; the page is left where it was. */
export async function signIn(page: Page, address: string, email: string): Promise<void> {
  const query =
    'mutation($email: String!, $password: String!) { signIn(email: $email, password: $password) { __typename } }'
  const data = { query, variables: { email, password } }
  const answered = await page.context().request.post(`${address}/graphql`, { data })
  const said = (await answered.json()) as { data?: { signIn?: { __typename: string } } }
  if (said.data?.signIn?.__typename !== 'Viewer') throw new Error(`${email} is not let in: ${JSON.stringify(said)}`)
}

export async function signInByForm(page: Page, address: string, email: string): Promise<void> {
  await page.goto(`${address}/sign-in`)
  await page.getByLabel('邮箱').fill(email)
  await page.getByLabel('密码', { exact: true }).fill(password)
  await page
    .locator('form')
    .getByRole('button', { name: /登\s*录/ })
    .click()
  await page.waitForURL(url => !url.pathname.startsWith('/sign-in'))
}

/** Buttons of two characters are written with a space between them; an icon's name may stand before the words. */
export function button(within: Page | Locator, words: string): Locator {
  const spaced = words.length === 2 ? `${words[0]}\\s*${words[1]}` : words
  return within.getByRole('button', { name: new RegExp(`^(\\w+ )?${spaced}$`) })
}

export function dialog(page: Page): Locator {
  return page.getByRole('dialog')
}

/** Presses the button of a dialog and waits until it is gone. */
export async function answer(page: Page, words: string): Promise<void> {
  await button(dialog(page), words).click()
  try {
    await dialog(page).waitFor({ state: 'hidden' })
  } catch {
    throw new Error(`the dialog stays and says: ${await dialog(page).innerText()}`)
  }
}

export async function choose(page: Page, field: Locator, option: string | RegExp): Promise<void> {
  const dropdown = page.locator('.ant-select-dropdown:visible')
  // The list of a choice before this one may still be folding up.
  await dropdown.first().waitFor({ state: 'hidden' })
  await field.click()
  await dropdown.first().waitFor()
  await dropdown.locator('.ant-select-item-option').filter({ hasText: option }).first().click()
}

/** The words of the page's address; ids in it are kept. */
export function pathOf(page: Page): string {
  return new URL(page.url()).pathname
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Opens a page and names what keeps somebody out of it at a width: violations of serious or critical impact. */
export async function findBarriers(page: Page, url: string): Promise<string[]> {
  await page.goto(url)
  await page.locator('h1').first().waitFor()
  await page.waitForFunction(() => document.querySelector('.ant-skeleton') === null)
  await page.evaluate(axeSource)
  const found: string[] = []
  for (const width of [phone, desk]) {
    await page.setViewportSize(width)
    // The page is laid out anew for the width, in the frame after the next.
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))))
    found.push(...(await barriersNow(page)).map(barrier => `${url} at ${width.width}: ${barrier}`))
  }
  return found
}

interface Axe {
  run(page: Document, options: object): Promise<{ violations: Violation[] }>
}

interface Violation {
  id: string
  impact: string
  nodes: { target: string[] }[]
}

async function barriersNow(page: Page): Promise<string[]> {
  const violations = await page.evaluate(async () => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
    // It is put into the page as a global.
    const { axe } = globalThis as unknown as { axe: Axe }
    return (await axe.run(document, { resultTypes: ['violations'], runOnly: tags })).violations
  })
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  return [
    ...(overflow > 0 ? [`runs ${overflow} px over`] : []),
    ...violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.map(node => `${id} ${node.target.join(' ')}`)),
  ]
}

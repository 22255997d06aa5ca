/** The bureau's desk of policies in a browser: facts that it keeps, one by one and from a file, and runs over the register. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type City, startCity } from './city.ts'
import {
  answer,
  button,
  type Complaints,
  choose,
  chromiumPath,
  dialog,
  findBarriers,
  hasChromium,
  launch,
  newPage,
  signIn,
} from './people.ts'

if (!hasChromium) console.warn(`the desk journey is skipped: no Chromium at ${chromiumPath} (set CHROMIUM_PATH)`)

const holder = '中原测控理工大学（演示）'
/** The second line names a unit that nobody knows. */
const table = `持有人,证明类型,级别,认定日期\n${holder},assessment,省级,2025-03-01\n没有这家单位,assessment,省级,2025-03-01\n`

describe.skipIf(!hasChromium)('facts and runs, in the browser', () => {
  let city: City
  let browser: Browser
  let officer: Page
  const complaints: Complaints = []
  const row = (text: string) => officer.getByRole('article').filter({ hasText: text })

  beforeAll(async () => {
    ;[city, browser] = await Promise.all([startCity(), launch()])
    officer = await newPage(browser, complaints)
    await signIn(officer, city.address, 'officer@bureau.example')
  })
  afterAll(async () => {
    await browser?.close()
    await city?.close()
  })

  it('a fact is kept by the word that rules ask for, with its source', async () => {
    await officer.goto(`${city.address}/workbench/facts`)
    await button(officer, '登记事实').click()
    const form = dialog(officer)
    await form.getByLabel('持有人').fill(holder)
    await form.getByLabel('证明类型').fill('中试')
    await officer.locator('.ant-select-item-option').filter({ hasText: '中试基地' }).click()
    await choose(officer, form.getByLabel('级别'), '省级')
    await form.getByLabel('认定日期').fill('2025-03-01')
    await form.getByLabel('来源').fill('2025 年度认定名单')
    await answer(officer, '登记事实')
    await row('2025 年度认定名单').getByText('中试基地').waitFor()
  })

  it('of a file the wrong line is named before anything is kept', async () => {
    await button(officer, '批量导入').click()
    const form = dialog(officer)
    const file = { name: 'facts.csv', mimeType: 'text/csv', buffer: Buffer.from(table) }
    await form.locator('input[type=file]').first().setInputFiles(file)
    await form.getByLabel('来源').fill('考核结果汇总')
    await button(form, '先看结果').click()
    await form.getByText('共 2 行，可登记 1 行').waitFor()
    await form.getByRole('row', { name: /^3 .*持有人：/ }).waitFor()
    await button(form, '登记 1 条').click()
    await form.getByText('共 2 行，已登记 1 行').waitFor()
    await form
      .getByRole('button', { name: /关\s*闭/ })
      .last()
      .click()
    await row('考核结果汇总').getByText(holder).waitFor()
  })

  it('a fact that does not hold is withdrawn with the reason, and stays to be read', async () => {
    await button(row('2025 年度认定名单'), '撤回').click()
    await dialog(officer).getByRole('textbox').fill('认定已撤销')
    await answer(officer, '撤回')
    await row('2025 年度认定名单').waitFor({ state: 'detached' })
    await officer.getByRole('switch', { name: '不看已撤回的' }).click()
    await row('2025 年度认定名单').getByText('认定已撤销').waitFor()
    expect(await button(row('2025 年度认定名单'), '撤回').count()).toBe(0)
  })

  it('a run is asked for, followed until it is done, and leads to its figures', async () => {
    await officer.goto(`${city.address}/workbench/subsidies/runs`)
    await button(officer, '批量测算').click()
    await choose(officer, dialog(officer).getByLabel('政策'), '郑州 2023 实施细则')
    await answer(officer, '开始')
    await row('郑州 2023').getByText('已完成').waitFor()
    await button(row('郑州 2023'), '查看结果').click()
    await officer.getByText('只看这次批量测算的结果').waitFor()
    await officer.getByRole('link', { name: '技术转移转化补助' }).first().click()
    await officer.getByText('怎样算出来的').waitFor()
  })

  it('nobody is kept out at either width', async () => {
    expect(await findBarriers(officer, `${city.address}/workbench/facts?all=1`)).toEqual([])
    expect(await findBarriers(officer, `${city.address}/workbench/subsidies/runs`)).toEqual([])
  })

  it('the browser had nothing to complain about', () => expect(complaints).toEqual([]))
})

/** A bureau replays the draft beside the rules of 2023 in a browser; an enterprise looks at what it may get. */
import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { journey } from './journey.ts'
import { button, choose, findBarriers } from './people.ts'

/** Where to put what the pages look like; nowhere unless asked. */
const folder = process.env.SCREENSHOTS

journey('a what-if, in the browser', stage => {
  let officer: Page
  let address = ''
  const look = async (page: Page, name: string) => {
    if (!folder) return
    for (const width of [390, 1440]) {
      await page.setViewportSize({ width, height: 900 })
      await page.waitForTimeout(500)
      await page.screenshot({ path: `${folder}/${name}-${width}.png`, fullPage: true })
    }
  }

  beforeAll(async () => {
    officer = await stage.enter('officer@bureau.example')
  })

  it('is asked with two versions and a number turned', async () => {
    await officer.goto(`${stage.address}/workbench/what-if`)
    await button(officer, '新建推演').click()
    await choose(officer, officer.getByLabel('本方案'), '征求意见稿')
    await choose(officer, officer.getByLabel('对照版本'), '郑州 2023')
    await officer.getByText('可调整的数字').click()
    await officer.getByRole('spinbutton', { name: /技术转移转化补助 上限/ }).fill('60')
    await officer.keyboard.press('Tab')
    await officer.getByText('已调整').waitFor()
    await look(officer, 'ask')
    await button(officer, '开始推演').click()
    await officer.getByText('洛伦兹').or(officer.getByRole('radiogroup').getByText('资金需求')).first().waitFor()
    await officer
      .getByText(/版本 1，.*上限 50 万元 → 60 万元/)
      .first()
      .waitFor()
    address = officer.url()
  })

  it('shows each picture with its table', async () => {
    for (const view of ['资金需求', '增减', '分布', '敏感性', '触及上限', '门槛聚集']) {
      await officer.getByRole('radiogroup').getByText(view, { exact: true }).click()
      await officer.getByRole('region', { name: view }).getByRole('table').first().waitFor()
      await look(officer, `result-${view}`)
    }
  })

  it('comes out the same when it is computed again', async () => {
    await button(officer, '按原数据重算核对').click()
    await officer.getByText('逐字节一致').waitFor()
  })

  it('keeps nobody out', async () => {
    expect(await findBarriers(officer, address)).toEqual([])
    expect(await findBarriers(officer, `${stage.address}/workbench/what-if/new`)).toEqual([])
  })

  it('a university sees what it may get, and no what-if', async () => {
    const member = await stage.enter('member@sensor-ent-1.example')
    await member.goto(`${stage.address}/workbench/entitlements`)
    await member.getByText('可享合计').first().waitFor()
    await look(member, 'entitlements')
    expect(await findBarriers(member, `${stage.address}/workbench/entitlements`)).toEqual([])
    await member.goto(address)
    await member.getByText('没有找到这个页面').waitFor()
  })
})

/** The whole thread in a browser, as nine people live it: from a demand on the list to the subsidy with its clause. */
import type { Page } from 'playwright-core'
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { type Cast, emails, gather } from './cast.ts'
import { journey } from './journey.ts'
import { answer, button, choose, dialog, pathOf } from './people.ts'

const windowMs = 30_000

journey('from a demand to the subsidy, in the browser', stage => {
  let cast: Cast
  /** Addresses that the story comes by: of the challenge, the contract, the registration, the figure. */
  const places = { challenge: '', contract: '', registration: '', determination: '' }
  const certificate = { number: '', code: '' }

  beforeAll(async () => {
    cast = await gather(stage)
  })

  // One chapter stands on the one before it: after a failure the rest would only wait in vain.
  let isBroken = false
  beforeEach(({ skip }) => skip(isBroken, 'an earlier chapter failed'))
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') isBroken = true
  })

  it('the enterprise lists its demand and submits it', async () => {
    const page = await cast.at('poster', '/challenges/new')
    await choose(page, page.getByLabel('选择已公开的需求'), /.+/)
    await page.getByLabel('榜额').fill('2000')
    await page.getByText('大写：贰仟万元整').waitFor()
    await button(page, '保存并提交').click()
    await page.getByText('待论证').waitFor()
    places.challenge = pathOf(page)
  })

  it('a draft with a contact is saved, opened again and saved once more', async () => {
    const page = await cast.at('poster', '/demands/new')
    await page.getByLabel('需求名称').fill('轴承套圈磨削烧伤在线监测')
    await page.getByText('联系与检查').click()
    await page.getByLabel('联系人姓名').fill('周工（演示）')
    await button(page, '保存草稿').click()
    await page.getByText('草稿已保存').waitFor()
    await page.waitForURL(/\/demands\/(?!new)[^/]+/)
    const draft = pathOf(page).replace(/\/edit$/, '')
    await cast.at('poster', `${draft}/edit`)
    await page.getByLabel('需求名称').fill('轴承套圈磨削烧伤在线监测装置')
    await button(page, '保存草稿').click()
    await page.getByText('草稿已保存').waitFor()
    await cast.at('poster', draft)
    await page.getByRole('heading', { name: '轴承套圈磨削烧伤在线监测装置' }).waitFor()
  })

  it('the officer has it vetted, invites a reviewer and publishes it', async () => {
    const page = await cast.at('officer', places.challenge)
    await button(page, '记录论证通过').click()
    await dialog(page).getByLabel('专家论证意见').fill('需求真实，指标可测，榜额合理。')
    await answer(page, '记录论证通过')
    await button(page, '邀请评审专家').click()
    await dialog(page).getByLabel('评审专家的登录邮箱').fill(emails.reviewer)
    await answer(page, '邀请评审专家')
    await button(page, '发布榜单').click()
    const closeAt = new Date(Date.now() + 8 * 3_600_000 + windowMs).toISOString().slice(0, 19)
    await dialog(page).getByLabel('揭榜截止时间').fill(closeAt)
    await answer(page, '发布榜单')
    await page.getByText(/距截止还有/).waitFor()
  })

  const plan = '采用新型敏感材料与微结构封装，分三个阶段完成筛选、试制和中试导入，逐项达到全部考核指标。'

  async function fillBid(page: Page, price: string): Promise<void> {
    await page.getByLabel('报价', { exact: true }).fill(price)
    await page.getByLabel('研发周期').fill('360')
    await page.getByLabel('技术方案', { exact: true }).fill(plan)
    await page.getByLabel('姓名').fill('李工')
  }

  async function seal(page: Page): Promise<void> {
    await button(page.locator('#content'), '密封并提交').click()
    await answer(page, '密封并提交')
  }

  it('the university bids; its draft outlives a reload, and it keeps a receipt', async () => {
    const page = await cast.at('winner', `${places.challenge}/bid`)
    await fillBid(page, '1900')
    await page.getByText(/草稿已暂存在本机/).waitFor()
    await page.reload()
    await page.getByText(/已恢复您暂存在本机的草稿/).waitFor()
    expect(await page.getByLabel('报价', { exact: true }).inputValue()).toBe('1900')
    await seal(page)
    await page.waitForURL(/\/receipt\//)
    expect(await page.locator('code').first().innerText()).toMatch(/^[0-9a-f]{64}$/)
  })

  it('another enterprise bids over a network that fails first; nothing typed is lost', async () => {
    const page = await cast.at('loser', `${places.challenge}/bid`)
    await fillBid(page, '1700')
    await page.context().setOffline(true)
    await seal(page)
    await page.getByText('连不上服务器').waitFor()
    await page.context().setOffline(false)
    expect(await page.getByLabel('技术方案', { exact: true }).inputValue()).toBe(plan)
    await seal(page)
    await page.waitForURL(/\/receipt\//)
  })

  it('before the deadline the bureau and the public see how many bids there are, and nothing else', async () => {
    const page = await cast.at('officer', places.challenge)
    await page.getByText('已收到 2 份方案').waitFor()
    // Experts of a bidder may be suggested as reviewers: that says nothing of who has bid.
    const suggested = page.locator('.ant-card').filter({ hasText: '建议的评审专家' }).last()
    await suggested.waitFor()
    const [text, ofSuggested] = [await page.locator('#content').innerText(), await suggested.innerText()]
    const others = text.replace(ofSuggested, '')
    expect(others).not.toContain('建议的评审专家')
    expect(text).not.toContain('1,900')
    expect(others).not.toContain('中原测控理工大学')
    await expect.poll(() => page.getByRole('button', { name: /^开\s*标/ }).getAttribute('aria-disabled')).toBe('true')
  })

  it('while the bids are sealed, the public pages and the forms have no serious barrier', async () => {
    const atDesk = await cast.at('officer', places.challenge)
    await atDesk.getByText('建议的评审专家').waitFor()
    const barriers = await cast.barriersOf([
      ['officer', places.challenge],
      ['stranger', '/challenges'],
      ['stranger', places.challenge],
      ['stranger', '/policies/zhengzhou-2022-draft'],
      ['poster', '/challenges/new'],
      ['winner', `${places.challenge}/bid`],
    ])
    expect(barriers).toEqual([])
  })

  it('after the deadline the officer opens the bids', async () => {
    const page = cast.of('officer')
    const open = page.locator('button:not([aria-disabled="true"])', { hasText: /^开\s*标$/ })
    await open.waitFor({ timeout: windowMs + 20_000 })
    await open.click()
    await answer(page, '开标')
    await page.getByText('已开标的方案').waitFor()
    await button(page, '查看方案').first().click()
    await page.getByText('已在本机核对：内容与指纹一致').waitFor()
  })

  it('the reviewer scores both', async () => {
    const page = await cast.at('reviewer', `${places.challenge}/score`)
    const sheets = page.locator('form')
    await sheets.nth(1).waitFor()
    for (const [i, points] of ['90', '80'].entries()) {
      const sheet = sheets.nth(i)
      for (const field of await sheet.getByRole('spinbutton').all()) await field.fill(points)
      await button(sheet, '提交评分').click()
      await page.getByText('已评', { exact: true }).nth(i).waitFor()
    }
  })

  it('the officer recommends the first, waits for the public notice and awards, with feedback to the other', async () => {
    const page = await cast.at('officer', places.challenge)
    await button(page, '推荐中榜方').click()
    await answer(page, '推荐中榜方')
    await button(page, '宣布中榜').click()
    await choose(page, dialog(page).getByLabel('主要原因'), '技术方案相对较弱')
    await dialog(page).getByLabel('说明（该单位会看到）').fill('方案可行，但指标余量不足。')
    await answer(page, '宣布中榜')
    const loser = await cast.at('loser', places.challenge)
    await loser.getByText('方案可行，但指标余量不足。').waitFor()
  })

  it('both parties sign a contract whose technology amount is computed while typing', async () => {
    const buyer = await cast.at('poster', places.challenge)
    await button(buyer, '起草合同').click()
    await button(buyer, '添加一项').click()
    await buyer.getByLabel('内容').fill('中试用烧结炉')
    await buyer.getByLabel('金额', { exact: true }).fill('200')
    await buyer.getByText('1,900 − 200 = 1,700 万元').waitFor()
    await button(buyer, '保存合同草稿').click()
    await button(buyer, '代表甲方签署').click()
    places.contract = pathOf(buyer)
    await answer(buyer, '代表甲方签署')
    await buyer.getByText('已签署，等待对方签署。').waitFor()
    const seller = await cast.at('winner', places.contract)
    await button(seller, '代表乙方签署').click()
    await answer(seller, '代表乙方签署')
    await seller.getByText('双方均已签署，合同成立。').waitFor()
  })

  it('the registry accepts and recognises it; a second registrar registers what is large', async () => {
    const seller = cast.of('winner')
    await button(seller, '提交登记').click()
    await choose(seller, dialog(seller).getByLabel('登记机构'), '登记站')
    await button(dialog(seller), '提交登记').click()
    await seller.waitForURL(/\/registrations\//)
    places.registration = pathOf(seller)
    const first = await cast.at('registrar', places.registration)
    await button(first, '受理').click()
    await button(first, '核定').click()
    await answer(first, '核定')
    await first.getByText('已核定', { exact: true }).waitFor()
    expect(await first.getByRole('button', { name: /^登记并发证/ }).getAttribute('aria-disabled')).toBe('true')
    const second = await cast.at('secondRegistrar', places.registration)
    await button(second, '登记并发证').click()
    await answer(second, '登记并发证')
    await button(second, '查看登记证明').click()
    const text = await second.locator('.certificate').innerText()
    certificate.number = /\d{16}/.exec(text)?.[0] ?? ''
    certificate.code = /验证码：\s*([0-9a-f]{12})/.exec(text)?.[1] ?? ''
    expect(certificate.number).toMatch(/^410100\d{10}$/)
  })

  it('anyone checks the certificate by number and code', async () => {
    const page = await cast.at('stranger', '/verify')
    await page.getByLabel('登记编号').fill(certificate.number)
    await page.getByLabel('验证码').fill('000000000000')
    await button(page, '核验').click()
    await page.getByText('没有查到这张证明').waitFor()
    await page.getByLabel('验证码').fill(certificate.code)
    await button(page, '核验').click()
    await page.getByText('证明真实，登记有效').waitFor()
  })

  it('the buyer records two payments with their bank slips', async () => {
    const page = await cast.at('poster', places.contract)
    for (const amount of ['1000', '900']) {
      await button(page, '记录付款').click()
      await dialog(page).getByLabel('金额').fill(amount)
      const slip = { name: `回单${amount}.pdf`, mimeType: 'application/pdf', buffer: Buffer.from(`%PDF-1.7 ${amount}`) }
      await dialog(page).locator('input[type=file]').setInputFiles(slip)
      await answer(page, '记录付款')
      await page.getByRole('link', { name: slip.name }).waitFor()
    }
  })

  it('the bureau determines the subsidy: 30 % of 1,900万元, held at 500万元, simulated only', async () => {
    const page = await cast.at('officer', places.challenge)
    await button(page, '测算补助').click()
    await button(page, '开始测算').click()
    await page.locator('figure svg').waitFor()
    places.determination = pathOf(page)
    const text = await page.locator('#content').innerText()
    for (const said of [
      '征求意见稿：仅供测算，不作兑付依据',
      '5,700,000.00',
      '伍佰万元整',
      '上限起作用',
      '「实际付款额」',
      `登记编号 ${certificate.number}`,
      '凭证：回单900.pdf',
    ])
      expect(text).toContain(said)
  })

  it('no page has a serious barrier or runs over its width, on a desk or on a phone', async () => {
    const barriers = await cast.barriersOf([
      ['stranger', `/verify?number=${certificate.number}&code=${certificate.code}`],
      ['poster', places.contract],
      ['officer', places.challenge],
      ['reviewer', '/workbench/reviews'],
      ['officer', places.determination],
      ['registrar', places.registration],
      ['secondRegistrar', `${places.registration}/certificate`],
    ])
    expect(barriers).toEqual([])
  })
})

/** Looking for things and being matched, in a browser: words and pinyin, counts, reasons, comparison, a word on a match. */
import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { journey } from './journey.ts'
import { answer, button, choose, dialog, findBarriers, pathOf } from './people.ts'

const poster = 'member@sensor-ent-1.example'
const officer = 'officer@bureau.example'
const invited = 'member@sensor-uni-1.example'
const invitedName = '中原测控理工大学'

journey('searches and matches, in the browser', stage => {
  let stranger: Page
  let member: Page
  /** Of a demand of the member, with its matches. */
  let demandPath = ''

  beforeAll(async () => {
    ;[stranger, member] = await Promise.all([stage.enter(), stage.enter(poster)])
  })

  it('one box looks through the three libraries and leads to the one that answers best', async () => {
    await stranger.goto(stage.address)
    const box = stranger.locator('#content').getByRole('searchbox')
    await box.fill('传感器')
    await box.press('Enter')
    await stranger.getByRole('tab', { name: /^成果（\d+）/ }).waitFor()
    expect(new URL(stranger.url()).searchParams.get('q')).toBe('传感器')
    await stranger.locator('mark', { hasText: '传感器' }).first().waitFor()
    await stranger.getByRole('tab', { name: /^需求/ }).click()
    await stranger.waitForURL(/\/demands\?q=/)
    await stranger.locator('article mark').first().waitFor()
  })

  it('a count narrows the hits when it is chosen, and stands in the address', async () => {
    await stranger.goto(`${stage.address}/achievements?q=传感器`)
    const total = stranger.getByText(/^共 \d+ 条/)
    await total.waitFor()
    const before = Number(/\d+/.exec(await total.innerText())?.[0])
    const field = stranger.getByRole('group', { name: '技术领域' }).getByRole('checkbox').first()
    const count = Number(/\((\d+)\)/.exec(await field.locator('xpath=ancestor::label').innerText())?.[1])
    // The address decides what is checked, so the box follows a moment later.
    await field.click()
    await stranger.getByText(`共 ${count} 条`).waitFor()
    expect(count).toBeLessThan(before)
    expect(new URL(stranger.url()).searchParams.getAll('field')).toHaveLength(1)
    await stranger.goBack()
    await stranger.getByText(`共 ${before} 条`).waitFor()
  })

  it('pinyin is read as Chinese, and that is said', async () => {
    await stranger.goto(`${stage.address}/achievements?q=chuanganqi`)
    await stranger.getByText(/没有找到“chuanganqi”，以下是“传感器”的结果/).waitFor()
    await stranger.locator('mark', { hasText: '传感器' }).first().waitFor()
  })

  it('nothing found is said, with what to do next', async () => {
    await stranger.goto(`${stage.address}/achievements?q=${encodeURIComponent('传感器')}&field=NUCLEAR&trlMin=9`)
    await stranger.getByText('没有符合条件的成果').waitFor()
    await stranger.getByRole('button', { name: /去掉 2 个筛选条件再搜/ }).click()
    await stranger.locator('article').first().waitFor()
  })

  it('the matches of a demand say first what the other side leaves open, then why they match', async () => {
    await member.goto(`${stage.address}/workbench/demands?state=PUBLISHED`)
    await member.locator('article a').first().click()
    await button(member, '查看匹配').click()
    await member.waitForURL(/\/matches/)
    demandPath = pathOf(member).replace(/\/matches$/, '')
    await member.getByText('对方未说明的指标').first().waitFor()
    await member
      .getByText(/^匹配度：(强|较强|一般|弱)$/)
      .first()
      .waitFor()
    await member.getByText('展开全部理由').first().click()
    for (const part of ['指标对照', '条件对照', '相关语句']) await member.getByText(part).first().waitFor()
  })

  it('matches are put side by side', async () => {
    const choices = member.getByRole('checkbox', { name: /^加入比较/ })
    for (const place of [0, 1, 2]) await choices.nth(place).check()
    await member.getByText('已选 3 条').waitFor()
    await button(member, '并排比较').click()
    await dialog(member).getByRole('columnheader').nth(3).waitFor()
    await dialog(member).getByText('覆盖名称中的关键内容').waitFor()
    await member.keyboard.press('Escape')
    await dialog(member).waitFor({ state: 'hidden' })
  })

  it('the reader says which match is useful and why one is not; it is still there later', async () => {
    await member.getByRole('button', { name: /^没用/ }).first().click()
    await choose(member, dialog(member).getByLabel('原因'), '达不到指标')
    await button(dialog(member), '提交').click()
    await member.getByText('您标记为没用：达不到指标').waitFor()
    await member.getByRole('button', { name: /^有用/ }).nth(1).click()
    await member.getByText('您标记为有用').waitFor()
    await member.reload()
    await member.getByText('您标记为没用：达不到指标').waitFor()
    await member.getByText('您标记为有用').waitFor()
  })

  it('the owner of the demand invites the owner of a match, once, who finds it in the inbox', async () => {
    const row = member.locator('article').filter({ hasText: invitedName }).first()
    const title = (await row.locator('a').first().innerText()).replace(/^\d+\.\s*/, '')
    await member.getByRole('button', { name: `邀请对接：${title}`, exact: true }).click()
    await dialog(member).getByLabel('给对方的留言（选填）').fill('想请贵校看看这项指标')
    await answer(member, '邀请对接')
    await member.getByText(/^已邀请/).waitFor()
    await member.getByText('等待答复').waitFor()
    await member.reload()
    await member.getByText(/^已邀请/).waitFor()
    const page = await stage.enter(invited)
    await page.goto(`${stage.address}/notifications`)
    await page.getByText('有单位邀请您对接一项需求').waitFor()
    await page.getByText('想请贵校看看这项指标').waitFor()
    expect(await findBarriers(page, `${stage.address}/notifications`)).toEqual([])
    await page.getByText('邀请对接的需求').locator('xpath=..').getByRole('link').click()
    await page.waitForURL(url => decodeURIComponent(url.pathname) === decodeURIComponent(demandPath))
    await page.goto(`${stage.address}${demandPath}/matches`)
    await page.locator('article').first().waitFor()
    expect(await page.getByRole('button', { name: /^邀请对接/ }).count()).toBe(0)
  })

  it('the invited answers once, in words too, and the owner of the demand finds both', async () => {
    const page = await stage.enter(invited)
    await page.goto(`${stage.address}/notifications`)
    await button(page, '感兴趣').click()
    await dialog(page).getByLabel('给对方的留言（选填）').fill('下周可以到贵公司看现场')
    await answer(page, '发送答复')
    await page.getByText('本单位已答复').waitFor()
    expect(await button(page, '不合适').count()).toBe(0)
    expect(await findBarriers(page, `${stage.address}/notifications`)).toEqual([])
    await member.goto(`${stage.address}${demandPath}/matches`)
    await member.getByText('对方答复').waitFor()
    await member.getByText('下周可以到贵公司看现场').waitFor()
    await member.goto(`${stage.address}/notifications`)
    await member.getByText('您的对接邀请有了答复').waitFor()
    await member.getByText('下周可以到贵公司看现场').waitFor()
  })

  it('a filter of the matches stands in the address; what fits nothing is said openly', async () => {
    await member.goto(`${stage.address}${demandPath}/matches?tab=experts&region=110000`)
    await member.getByText('没有找到合适的匹配').waitFor()
    await button(member, '清空条件').click()
    await member.locator('article').first().waitFor()
  })

  it('the officer sees what came of it', async () => {
    const page = await stage.enter(officer)
    await page.goto(`${stage.address}/workbench/matching`)
    await page.getByText(/已评价 1 \/ 300 项需求/).waitFor()
    await page.getByText('达不到指标').waitFor()
    expect(await findBarriers(page, `${stage.address}/workbench/matching`)).toEqual([])
  })

  it('nobody is kept out at either width', async () => {
    const barriers: string[] = []
    for (const path of ['/', '/search', '/achievements?q=chuanganqi', '/experts?q=传感器', '/demands'])
      barriers.push(...(await findBarriers(stranger, stage.address + path)))
    await member.goto(`${stage.address}${demandPath}`)
    const similar = await member.getByText('匹配度').first().locator('xpath=..').locator('a').getAttribute('href')
    const paths = [
      `${demandPath}/matches`,
      `${demandPath}/matches?tab=experts`,
      demandPath,
      '/notifications',
      '/account',
    ]
    for (const path of [...paths, ...(similar ? [`${similar}/matches`] : [])])
      barriers.push(...(await findBarriers(member, stage.address + path)))
    expect(barriers).toEqual([])
  })
})

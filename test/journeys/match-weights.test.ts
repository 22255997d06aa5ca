/** The administrator sets the ranking otherwise, in a browser: proposes, is corrected, compares, switches and goes back. */
import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { journey } from './journey.ts'
import { button, dialog, findBarriers } from './people.ts'

const address = '/workbench/matching/weights'

journey('the weights of the ranking, in the browser', stage => {
  let admin: Page
  const proposal = (note: string) => admin.getByRole('article', { name: note })

  beforeAll(async () => {
    const member = await stage.enter('member@sensor-ent-1.example')
    await member.goto(`${stage.address}/workbench/demands?state=PUBLISHED`)
    await member.locator('article a').first().click()
    await button(member, '查看匹配').click()
    await member.getByRole('button', { name: /^有用/ }).nth(1).click()
    await member.getByText('您标记为有用').waitFor()
    await member.context().close()
    admin = await stage.enter('admin@platform.example')
  })

  it('shows the weights in force with what each does; there is nothing to go back to, and that is said', async () => {
    await admin.goto(`${stage.address}/workbench/matching`)
    await admin.getByRole('link', { name: '查看与调整排序权重' }).click()
    await admin.getByText('现在按程序默认的权重排序。').waitFor()
    await admin.getByText('重复词饱和度').first().waitFor()
    const back = button(admin, '恢复程序默认')
    expect(await back.getAttribute('aria-disabled')).toBe('true')
    await back.hover()
    await admin.getByText('现在就是程序默认的权重，不必恢复。').waitFor()
  })

  it('what is wrong is named at its field with what to do, and nothing typed is lost', async () => {
    await button(admin, '提出新权重').click()
    await dialog(admin).getByLabel('单字的分量').fill('很大')
    await dialog(admin).getByLabel('语义的分量').fill('1.5')
    await button(dialog(admin), '提交提案').click()
    await dialog(admin).getByText('不是数字；请填写 0 到 1 之间的数').waitFor()
    await dialog(admin).getByText('1.5 超出范围；请填写 0 到 1 之间的数').waitFor()
    await dialog(admin).getByText('请写明希望改善什么').waitFor()
    await admin.keyboard.press('Escape')
    await dialog(admin).waitFor({ state: 'hidden' })
    await button(admin, '提出新权重').click()
    expect(await dialog(admin).getByLabel('单字的分量').inputValue()).toBe('很大')
  })

  it('a proposal is kept with its differences, and may not be switched on before it was compared', async () => {
    await dialog(admin).getByLabel('单字的分量').fill('0')
    await dialog(admin).getByLabel('语义的分量').fill('０．１')
    await dialog(admin).getByLabel('为什么要改').fill('少看单字')
    await button(dialog(admin), '提交提案').click()
    await proposal('少看单字').getByText('单字的分量 0.4 → 0').waitFor()
    const on = button(proposal('少看单字'), '启用')
    expect(await on.getAttribute('aria-disabled')).toBe('true')
    await on.hover()
    await admin.getByText('这组权重尚未与现行权重比较过，请先比较。').waitFor()
  })

  it('the comparison says both figures, the interval and over how many demands', async () => {
    await button(proposal('少看单字'), '与现行权重比较').click()
    await proposal('少看单字').getByText('比较了 1 项已评价的需求').waitFor()
    await proposal('少看单字')
      .getByText(/差的 95% 区间/)
      .waitFor()
    const figures = await proposal('少看单字')
      .getByRole('row', { name: /nDCG@10/ })
      .innerText()
    expect(figures).toMatch(/[01]\.\d{3}\s+[01]\.\d{3}\s+[+-]?\d\.\d{3}/)
  })

  it('switched on, it ranks; the program’s weights are one press away; the history says who and when', async () => {
    await button(proposal('少看单字'), '启用').click()
    // One judged demand may lie either way: a loss has to be accepted.
    const accept = dialog(admin).getByRole('checkbox')
    const inForce = admin.getByText(/现在按“少看单字”排序/)
    await accept.or(inForce).first().waitFor()
    if (await accept.isVisible()) {
      await accept.check()
      await button(dialog(admin), '仍然启用').click()
    }
    await inForce.waitFor()
    await admin.getByText('与默认不同').first().waitFor()
    expect(await findBarriers(admin, stage.address + address)).toEqual([])
    await button(admin, '恢复程序默认').click()
    await admin.getByText('现在按程序默认的权重排序。').waitFor()
    await proposal('少看单字').getByText('已停用').waitFor()
    await proposal('少看单字')
      .getByText(/平台管理员（演示） 启用于\s*20\d\d-/)
      .waitFor()
  })

  it('earlier weights are the beginning of another proposal', async () => {
    await button(proposal('少看单字'), '以此为底另提').click()
    expect(await dialog(admin).getByLabel('语义的分量').inputValue()).toBe('0.1')
    await button(dialog(admin), '改回现行值').click()
    expect(await dialog(admin).getByLabel('语义的分量').inputValue()).toBe('0.2')
    await admin.keyboard.press('Escape')
  })

  it('nobody else is let in, and they are told whose it is', async () => {
    const officer = await stage.enter('officer@bureau.example')
    await officer.goto(stage.address + address)
    await officer.getByText('只有平台管理员可以调整排序权重。').waitFor()
  })

  it('nobody is kept out at either width', async () => {
    expect(await findBarriers(admin, stage.address + address)).toEqual([])
  })
})

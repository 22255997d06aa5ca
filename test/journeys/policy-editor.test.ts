/** A policy from its text to a published version, in a browser: written by an officer, published by a second person. */
import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { tryPackText } from '#domain/subsidy/editor/policy-edit.ts'
import { readPackText } from '#web/features/policy-editor/pack-document.ts'
import { journey } from './journey.ts'
import { answer, button, choose, dialog, findBarriers, pathOf } from './people.ts'

const clauses = `关于奖励登记机构的办法
（一）登记补助。对技术合同登记服务机构，按当年登记成交额的0.2‰给予补助，每家机构每年最高50万元。
（二）附则。本办法由市科技局负责解释。`

const growth =
  '关于鼓励研发的办法（一）增量奖励。上一年度研发投入较前一年度增长的，按增量的 10% 给予奖励，每家企业每年最高 50 万元。（二）附则。由市科技局负责解释。'

journey('the policy editor, in the browser', stage => {
  let officer: Page
  let reviewer: Page

  const savedText = async () => {
    const query = 'query($id: ID!) { policyEdit(id: $id) { source } }'
    const data = { query, variables: { id: pathOf(officer).split('/').at(-1) } }
    const answered = await officer.context().request.post(`${stage.address}/graphql`, { data })
    return ((await answered.json()) as { data: { policyEdit: { source: string } } }).data.policyEdit.source
  }

  beforeAll(async () => {
    officer = await stage.enter('officer@bureau.example')
    reviewer = await stage.enter('reviewer@bureau.example')
  })

  it('the head is filled in, and stands in the text beside it', async () => {
    await officer.goto(`${stage.address}/workbench/policies`)
    await button(officer, '新写一项政策').click()
    await officer.getByLabel('文件名称').fill('登记机构奖励办法')
    await officer.getByLabel('政策代号').fill('demo-registry')
    await officer.getByLabel('发文机关').fill('示范市科学技术局')
    const text = officer.getByLabel('政策文本（YAML）')
    await text.getByText('示范市科学技术局').waitFor()
    expect(await text.innerText()).toContain("id: 'demo-registry'")
    expect(await text.innerText()).toContain('# 发文机关')
  })

  it('the text of the document becomes its clauses, and what has no rule is seen', async () => {
    await button(officer, '粘贴全文分条').click()
    await dialog(officer).getByRole('textbox').fill(clauses)
    await answer(officer, '插入 2 条')
    await officer.getByText('尚无规则').nth(1).waitFor()
  })

  it('a rule begins from a template; its ‰ stands in words, and as a % it is seen at once', async () => {
    await button(officer, '给这一条写规则（选一个最像的开头）').first().click()
    await officer.getByText('按登记额的千分之几').click()
    await officer.getByText('千分之 0.2：100 万元得 200.00 元').first().waitFor()
    expect(await officer.getByText('规则里没有这些数字').count()).toBe(0)
    await choose(officer, officer.getByLabel('比例 单位'), '百分之')
    await officer.getByText('百分之 0.2：100 万元得 2,000.00 元').first().waitFor()
    await officer.getByText('规则里没有这些数字：0.2‰').waitFor()
    await choose(officer, officer.getByLabel('比例 单位'), '千分之')
    await officer.getByText('规则里没有这些数字').waitFor({ state: 'detached' })
  })

  it('examples stand on both sides of the cap, with their steps', async () => {
    const row = officer.getByRole('row', { name: /2,500,000,000.00 刚好/ })
    await row.waitFor()
    expect(await row.innerText()).toMatch(/500,000.00\s*$/)
    await officer.getByRole('row', { name: /2,499,999,999.99 差一分/ }).click()
    await officer.getByText('舍去不足 1 分的部分').first().waitFor()
  })

  it('an open rule is no wider than a phone, in either language', async () => {
    await officer.getByText('保存于').waitFor()
    await officer.setViewportSize({ width: 390, height: 844 })
    const overflow = async (language: string) => {
      await officer.evaluate(chosen => localStorage.setItem('jiebang.language', chosen), language)
      await officer.reload()
      await officer.getByRole('button', { name: '登记机构按登记额补助' }).click()
      await officer.getByText(/^(千分之 0\.2|0\.2 per thousand)/).waitFor()
      return officer.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
    }
    expect(await overflow('en')).toBe(0)
    expect(await overflow('zh-CN')).toBe(0)
    await officer.setViewportSize({ width: 1440, height: 900 })
  })

  it('what is to be mended is a press away from its field, also of a clause that is folded', async () => {
    await officer.getByRole('tab', { name: /待改/ }).click()
    await button(officer.locator('ol'), '（二） 附则').click()
    await officer.locator('[data-path="clauses.1"] input:focus').waitFor()
  })

  it('it is proposed when nothing is wrong, and not before', async () => {
    const propose = button(officer, '送审')
    expect(await propose.getAttribute('aria-disabled')).toBe('true')
    await officer.getByLabel('不计算的原因').fill('没有数字，无法计算')
    await officer
      .getByText('没有发现错误')
      .or(officer.getByRole('tab', { name: '待改', exact: true }))
      .first()
      .waitFor()
    await officer.getByText('没有对所在地的要求，外地单位也可得').first().waitFor()
    await propose.click()
    await officer.getByText('待审核').waitFor()
  })

  it('the second person returns it with a reason, then publishes it; the new version is listed', async () => {
    const path = pathOf(officer)
    await reviewer.goto(stage.address + path)
    await reviewer.getByText('按申报年度当年的记录计算').waitFor()
    await reviewer.getByText('给登记机构，按申报年度合同成交额合计 × 0.2‰，每个登记机构每年最高 50 万元。').waitFor()
    await reviewer.getByText('不计入的情形：合同已注销；登记已撤销').waitFor()
    await button(reviewer, '退回修改').click()
    await dialog(reviewer).getByRole('textbox').fill('请核对文件名称')
    await answer(reviewer, '退回修改')
    await officer.reload()
    await officer.getByText('请核对文件名称').waitFor()
    await button(officer, '送审').click()
    await officer.getByText('待审核').waitFor()
    await reviewer.reload()
    await button(reviewer, '发布').click()
    await button(reviewer.locator('.ant-popconfirm'), '发布').click()
    await reviewer.getByText('已发布', { exact: true }).waitFor()
    await reviewer.goto(`${stage.address}/policies`)
    await reviewer.getByText('登记机构奖励办法').waitFor()
  })

  it('growth is written by the form alone: another table, its kind by name, the year before the last', async () => {
    await officer.goto(`${stage.address}/workbench/policies`)
    await button(officer, '新写一项政策').click()
    await button(officer, '粘贴全文分条').click()
    await dialog(officer).getByRole('textbox').fill(growth)
    await answer(officer, '插入 2 条')
    await button(officer, '给这一条写规则（选一个最像的开头）').first().click()
    await officer.getByText('按比上年的增量').click()
    await choose(officer, officer.getByLabel('哪一类记录'), '申报指标')
    await button(officer, '添加：哪些记录算数').click()
    await choose(officer, officer.getByLabel('条件字段'), /^指标$/)
    await choose(officer, officer.getByLabel('比较值'), '研发投入')
    await officer.getByLabel('不符合时说').fill('不是研发投入')
    await officer.getByLabel('相对申报年度').fill('-1')
    await choose(officer, officer.getByLabel('与哪一年比'), '前年')
    await officer.getByLabel('比例', { exact: true }).fill('10')
    await officer.getByLabel('最高（按归并对象）', { exact: true }).fill('50')
    await officer.getByText('规则里没有这些数字').waitFor({ state: 'detached' })
    await officer.getByText('保存于').waitFor()
    expect(await officer.getByText('另外的汇总数').count()).toBe(0)
    await expect.poll(savedText, { timeout: 10_000 }).toContain('50万元')
    const source = await savedText()
    const [rule] = readPackText(source).data.rules as unknown[]
    const where = [{ field: 'figure.kind', is: 'rd_spend', why: '不是研发投入' }]
    const window = { kind: 'calendar_year', date: 'figure.occurredOn' }
    const measure = { of: 'figures', amount: 'figure.amountFen', where }
    expect(rule).toMatchObject({
      beneficiary: 'figure.holderId',
      per: 'figure.holderId',
      window: { ...window, yearOffset: -1 },
      base: measure,
      measures: { before: { ...measure, window: { ...window, yearOffset: -2 } } },
      figure: { rate: { value: 10, unit: 'percent' }, of: { minus: ['base', 'before'] } },
      cap: { amount: '50万元' },
    })
    expect(tryPackText(source).problems.filter(({ path }) => path.startsWith('rules'))).toEqual([])
  })

  it('what is counted has no amount, and what is added up again asks for it', async () => {
    await choose(officer, officer.getByLabel('怎样汇总'), '计数')
    await officer.getByLabel('哪一个金额').waitFor({ state: 'detached' })
    const amount = 'amount: figure.amountFen'
    await expect.poll(savedText, { timeout: 10_000 }).not.toContain(amount)
    await choose(officer, officer.getByLabel('怎样汇总'), '合计')
    await choose(officer, officer.getByLabel('哪一个金额'), '指标 · 金额')
    await expect.poll(savedText, { timeout: 10_000 }).toContain(amount)
  })

  it('nobody is kept out at either width', async () => {
    expect(await findBarriers(officer, `${stage.address}/workbench/policies`)).toEqual([])
    expect(await findBarriers(officer, stage.address + pathOf(officer))).toEqual([])
  })
})

/** From a figure to money in a browser: an officer computed it, four other people claim, review, approve and pay it. */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { journey } from './journey.ts'
import { answer, button, choose, dialog, findBarriers } from './people.ts'
import {
  determine,
  listContracts,
  ownUnit,
  person,
  policyId,
  publishUses,
  sellerEmail,
  today,
} from './subsidy-figure.ts'

/** For what the service works off by itself. */
const inTime = { timeout: 15_000 }

journey('from a figure to money, in the browser', stage => {
  let figure: string
  /** What the bureau learned late, and takes back. */
  const mistakes: string[] = []
  const people = {} as Record<'claimant' | 'officer' | 'secondOfficer' | 'reviewer' | 'approver' | 'cashier', Page>

  beforeAll(async () => {
    await publishUses(stage.address)
    figure = await determine(stage.address)
    const emails = {
      claimant: sellerEmail,
      officer: 'officer@bureau.example',
      secondOfficer: 'officer2@bureau.example',
      reviewer: 'reviewer@bureau.example',
      approver: 'approver@bureau.example',
      cashier: 'cashier@bureau.example',
    }
    for (const [name, email] of Object.entries(emails)) {
      people[name as keyof typeof people] = await stage.enter(email)
    }
  })

  it('the beneficiary comes from its entitlements to the clause, and to the claim', async () => {
    const { claimant } = people
    await claimant.goto(`${stage.address}/workbench/entitlements`)
    await claimant.getByText('补助上限').first().waitFor()
    const clause = claimant.locator(`a[href="/policies/${policyId}#transfer"]`)
    expect(await clause.count()).toBe(1)
    await button(claimant, '申报').click()
    await dialog(claimant).getByText('计入的记录都有证明，不用上传材料').waitFor()
  })

  it('the beneficiary claims it from its list; no document is asked for', async () => {
    const { claimant } = people
    await claimant.goto(`${stage.address}/workbench/subsidies?show=claim`)
    await button(claimant, '申报').click()
    await dialog(claimant).getByText('计入的记录都有证明，不用上传材料').waitFor()
    await dialog(claimant).getByLabel('开户行').fill('中国银行示范支行')
    await dialog(claimant).getByLabel('账号').fill('12ab')
    await button(dialog(claimant), '申报').click()
    await dialog(claimant).getByText('不是银行账号').first().waitFor()
    await dialog(claimant).getByLabel('账号').fill('6222 0000 1234')
    await answer(claimant, '申报')
    await claimant.goto(figure)
    await claimant.getByText('等科技局审核').waitFor()
    expect(await claimant.getByText('疑点').count()).toBe(0)
  })

  it('the reviewer finds it among what waits, looks at the flags, reviews it', async () => {
    const { reviewer } = people
    await reviewer.goto(`${stage.address}/workbench/subsidies`)
    await reviewer.getByRole('link', { name: '技术转移转化补助' }).click()
    await reviewer.getByText('办理记录').waitFor()
    for (let open = await button(reviewer, '核查完毕').count(); open > 0; open -= 1) {
      await button(reviewer, '核查完毕').first().click()
      await dialog(reviewer).getByRole('textbox').fill('已核对原始材料与流水，情况属实')
      await answer(reviewer, '核查完毕')
      await expect.poll(() => button(reviewer, '核查完毕').count()).toBe(open - 1)
    }
    await button(reviewer, '审核通过').click()
    await answer(reviewer, '审核通过')
    await reviewer.getByText('等科技局批准').waitFor()
  })

  it('the approver grants less than the ceiling, and never more', async () => {
    const { approver } = people
    await approver.goto(figure)
    await button(approver, '批准').click()
    await dialog(approver).getByLabel('批准金额').fill('11')
    await button(dialog(approver), '批准').click()
    await dialog(approver).getByRole('alert').filter({ hasText: '批准的金额与测算金额不符' }).waitFor()
    await dialog(approver).getByLabel('批准金额').fill('2.5')
    await answer(approver, '批准')
    await approver.getByText('等列入支付批次').waitFor()
  })

  it('the cashier makes a batch, downloads it, and imports the answer of the treasury', async () => {
    const { cashier } = people
    await cashier.goto(`${stage.address}/workbench/payouts`)
    await cashier.getByRole('checkbox', { name: '技术转移转化补助' }).check()
    await cashier.getByText('已选 1 项，合计 2.5 万元').waitFor()
    await button(cashier, '生成支付批次').click()
    await cashier.getByText(/ZF-\d{4}-0001/).waitFor()
    await cashier.getByText('没有待拨付的').waitFor()
    await cashier.getByRole('tab', { name: '支付批次' }).click()
    const download = cashier.waitForEvent('download')
    await cashier.getByRole('link', { name: '下载 CSV' }).click()
    const text = readFileSync(await (await download).path(), 'utf8')
    const confirm = async (cells: string) => {
      const file = {
        name: 'answer.csv',
        mimeType: 'text/csv',
        buffer: Buffer.from(text.replace(/(,|,""){4}(\r\n)?$/, cells)),
      }
      await button(cashier, '导入国库回执').click()
      await dialog(cashier).locator('input[type=file]').setInputFiles(file)
    }
    await confirm(',已支付,昨天,b-1,')
    await button(dialog(cashier), '导入国库回执').click()
    await dialog(cashier).getByText('第 2 行 支付日期：“昨天”不是日期').waitFor()
    await button(dialog(cashier), '取消').click()
    await confirm(`,已支付,${today},b-1,`)
    await answer(cashier, '导入国库回执')
    await cashier.getByText('已支付', { exact: true }).waitFor()
  })

  it('the beneficiary reads that it is paid, with every step', async () => {
    const { claimant } = people
    await claimant.goto(figure)
    for (const words of ['已拨付', '审核通过', '国库付款', '2.5 万元'])
      await claimant.getByText(words).first().waitFor()
  })

  it('the inbox leads it to the figure, which names batch and bank reference, to print', async () => {
    const { claimant } = people
    await claimant.goto(`${stage.address}/notifications`)
    const told = claimant.getByRole('article').filter({ hasText: '您单位的补助已经支付' })
    await told.getByText('批准金额 2.5 万元').waitFor()
    await told.getByRole('link', { name: '技术转移转化补助' }).click()
    await claimant.getByText('b-1').waitFor()
    await claimant.getByRole('link', { name: '拨付通知' }).click()
    for (const words of [/ZF-\d{4}-0001/, '25,000.00 元（贰万伍仟元整）', 'b-1', '中国银行示范支行'])
      await claimant.getByText(words).waitFor()
    expect(await findBarriers(claimant, `${figure}/notice`)).toEqual([])
    await claimant.goto(figure)
  })

  it('the beneficiary says with proof what the money was used for; it is measured against its share', async () => {
    const { claimant } = people
    await button(claimant, '填报使用').click()
    await choose(claimant, dialog(claimant).getByLabel('用途'), '不低于50%用于人员')
    await dialog(claimant).getByLabel('金额').fill('1')
    const slip = { name: 'wages.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') }
    await dialog(claimant).locator('input[type=file]').setInputFiles(slip)
    await answer(claimant, '填报使用')
    await claimant.getByText('还差 0.25 万元').waitFor()
  })

  it('the bureau has it in its list of what is not met yet', async () => {
    const { reviewer } = people
    await reviewer.goto(`${stage.address}/workbench/subsidies?show=uses`)
    const listed = reviewer.getByRole('article').filter({ hasText: '技术转移转化补助' })
    await listed.getByText('还差 0.25 万元').waitFor()
    await listed.getByText('不少于 1.25 万元').waitFor()
  })

  it('what is recorded against the unit by mistake brings it back, until another officer revokes the record', async () => {
    const { claimant, officer, secondOfficer, cashier } = people
    const record = (page: Page) => page.getByRole('article').filter({ hasText: '用错单位的处理决定' })
    const desk = `${stage.address}/workbench/integrity`
    await officer.goto(desk)
    await button(officer, '登记诚信记录').click()
    const form = dialog(officer)
    const { name } = await ownUnit(await person(stage.address, sellerEmail))
    await form.getByLabel('单位').fill(name)
    await officer.locator('.ant-select-item-option').filter({ hasText: name }).click()
    await choose(officer, form.getByLabel('类别'), '科研不端')
    await form.getByLabel('查实的情况').fill('用错单位的处理决定')
    const decision = { name: 'decision.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') }
    await form.locator('input[type=file]').setInputFiles(decision)
    await answer(officer, '登记诚信记录')
    await expect
      .poll(async () => {
        await secondOfficer.goto(desk)
        await record(secondOfficer).waitFor()
        return record(secondOfficer).getByText('未收到').count()
      }, inTime)
      .toBe(1)
    expect(await button(record(officer), '撤销记录').getAttribute('aria-disabled')).toBe('true')
    await button(record(secondOfficer), '撤销记录').click()
    await dialog(secondOfficer).getByLabel('撤销理由').fill('处理决定针对的是另一家单位')
    await answer(secondOfficer, '撤销记录')
    await record(secondOfficer).getByText('处理决定针对的是另一家单位').waitFor()
    expect(await record(secondOfficer).getByText('已撤销').count()).toBe(1)
    expect(await record(secondOfficer).getByText('已取消').count()).toBe(1)
    await cashier.goto(`${stage.address}/workbench/payouts?tab=clawbacks`)
    await cashier.getByText('没有追回款').waitFor()
    await cashier.getByRole('switch', { name: '只看未收到的' }).click()
    const claim = cashier.getByRole('article').filter({ hasText: '技术转移转化补助' })
    await claim.getByText('已取消', { exact: true }).waitFor()
    expect(await button(claim, '登记收到').count()).toBe(0)
    await claimant.goto(figure)
    await claimant.getByText(/诚信记录.*已取消/).waitFor()
    await claimant.goto(`${stage.address}/notifications`)
    await claimant.getByText('您单位的一笔追回款已取消，不用再退回').waitFor()
  })

  it('what the bureau learns late makes it less: the rest is to come back, with the figure that says why', async () => {
    const { claimant, cashier } = people
    const officer = await person(stage.address, 'officer@bureau.example')
    for (const id of (await listContracts(officer, figure)).slice(1)) {
      const kept = await officer.does({
        declared: '($fields: Json!, $proof: SubsidyFactProof!)',
        field: 'recordSubsidyFact(table: CONTRACTS, fields: $fields, proof: $proof)',
        wanted: '... on SubsidyFact { id }',
        variables: { fields: { id, isAffiliated: true }, proof: { source: '股权核查' } },
      })
      mistakes.push(String(kept.id))
    }
    const lower = await determine(stage.address)
    const claim = cashier.getByRole('article').filter({ hasText: '重新测算后应得金额减少' })
    await expect
      .poll(async () => {
        await cashier.goto(`${stage.address}/workbench/payouts?tab=clawbacks`)
        await cashier.getByRole('article').or(cashier.getByText('没有追回款')).first().waitFor()
        return claim.getByText('未收到', { exact: true }).count()
      }, inTime)
      .toBe(1)
    await claim.getByRole('link', { name: '重新测算的结果' }).click()
    await cashier.waitForURL(lower)
    await claimant.goto(figure)
    await claimant.getByText(/重新测算后应得金额减少/).waitFor()
    await claimant.getByRole('link', { name: '重新测算的结果' }).click()
    await claimant.getByText('关联交易不计').first().waitFor()
  })

  it('once it proves a mistake an approver cancels what is to come back, and not before', async () => {
    const { approver, claimant } = people
    const ask = async () => {
      await button(approver, '取消追回').click()
      await dialog(approver).getByLabel('取消理由').fill('股权核查有误，两家单位并无关联')
    }
    await approver.goto(figure)
    await ask()
    await button(dialog(approver), '取消追回').click()
    await dialog(approver)
      .getByText(/仍有 .* 万元应当追回/)
      .waitFor()
    const officer = await person(stage.address, 'officer@bureau.example')
    for (const id of mistakes)
      await officer.does({
        declared: '($id: ID!)',
        field: 'withdrawSubsidyFact(id: $id, reason: "核查有误")',
        variables: { id },
      })
    await answer(approver, '取消追回')
    await approver.getByText(/重新测算后应得金额减少.*已取消/).waitFor()
    expect(await button(approver, '取消追回').count()).toBe(0)
    await claimant.goto(figure)
    await claimant.getByText(/重新测算后应得金额减少.*已取消/).waitFor()
  })

  it('nobody is kept out at either width', async () => {
    expect(await findBarriers(people.officer, `${stage.address}/workbench/integrity`)).toEqual([])
    expect(await findBarriers(people.reviewer, figure)).toEqual([])
    expect(await findBarriers(people.reviewer, `${stage.address}/workbench/subsidies?show=all`)).toEqual([])
    expect(await findBarriers(people.cashier, `${stage.address}/workbench/payouts?tab=batches`)).toEqual([])
  })
})

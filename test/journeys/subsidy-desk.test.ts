/** The bureau's desk of policies in a browser: facts that it keeps, runs over the register, and integrity records. */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { beforeAll, expect, it } from 'vitest'
import { createPerson } from '#server/cli/story/person.ts'
import { demoPassword } from '#server/demo-accounts.ts'
import { journey } from './journey.ts'
import { answer, button, choose, dialog, findBarriers } from './people.ts'

const holder = '中原测控理工大学（演示）'
/** The second line names a unit that nobody knows. */
const table = `持有人,证明类型,级别,认定日期\n${holder},assessment,省级,2025-03-01\n没有这家单位,assessment,省级,2025-03-01\n`

const claimantEmail = 'member@sensor-inst-1.example'

async function person(address: string, email: string) {
  const one = createPerson(address, email)
  await one.signIn(email, demoPassword)
  return one
}

async function ownOrganisation(one: Awaited<ReturnType<typeof person>>) {
  const { viewer } = await one.query('query { viewer { acting { organisation { id name } } } }')
  return (viewer as { acting: { organisation: { id: string; name: string } } }).acting.organisation
}

/** A unit claims its figure of this year; then its claimant is invited to be an officer of the bureau too. */
async function claimAndInvite(address: string): Promise<void> {
  const [officer, claimant, admin] = [
    await person(address, 'officer@bureau.example'),
    await person(address, claimantEmail),
    await person(address, 'admin@platform.example'),
  ]
  const { id: unitId, name } = await ownOrganisation(claimant)
  const { determinations } = (await officer.does({
    declared: '($year: Int!)',
    field: 'determineSubsidy(policyId: "zhengzhou-2023-rules", rule: "transfer", year: $year)',
    wanted: '... on SubsidyDetermined { determinations { id beneficiary { id } } }',
    variables: { year: new Date().getFullYear() },
  })) as unknown as { determinations: { id: string; beneficiary: { id: string } }[] }
  await claimant.does({
    declared: '($id: ID!, $payee: PayeeInput!)',
    field: 'claimSubsidy(id: $id, payee: $payee)',
    variables: {
      id: determinations.find(({ beneficiary }) => beneficiary.id === unitId)?.id,
      payee: { accountName: name, bankName: '中国银行示范支行', accountNumber: '622200001234' },
    },
  })
  await admin.does({
    declared: '($email: String!, $organisationId: ID!)',
    field: 'addMember(email: $email, organisationId: $organisationId, role: OFFICER)',
    variables: { email: claimantEmail, organisationId: (await ownOrganisation(officer)).id },
  })
}

/** 郑州 2023, for small enterprises only: nobody has said how large universities and institutes are. */
async function publishForSmall(address: string): Promise<void> {
  const [officer, reviewer] = [
    await person(address, 'officer@bureau.example'),
    await person(address, 'reviewer@bureau.example'),
  ]
  const shipped = readFileSync(new URL('../../policies/zhengzhou-2023-rules.yaml', import.meta.url), 'utf8')
  const source = shipped
    .replace('id: zhengzhou-2023-rules', 'id: zhengzhou-2023-small')
    .replace('title: 郑州 2023', 'title: 小型企业 2023')
    .replace('    who:\n', '    who:\n      - { field: beneficiary.size, is: small, why: 小型企业 }\n')
  const edit = await officer.does({
    declared: '($source: String)',
    field: 'startPolicyEdit(source: $source)',
    wanted: '... on PolicyEdit { id revision }',
    variables: { source },
  })
  for (const [who, verb] of [
    [officer, 'proposePolicyEdit'],
    [reviewer, 'publishPolicyEdit'],
  ] as const)
    await who.does({
      declared: '($id: ID!, $revision: Int!)',
      field: `${verb}(id: $id, revision: $revision)`,
      variables: { id: edit.id, revision: edit.revision },
    })
}

journey('the desk of policies, in the browser', stage => {
  let officer: Page
  const row = (text: string) => officer.getByRole('article').filter({ hasText: text })

  beforeAll(async () => {
    officer = await stage.enter('officer@bureau.example')
  })

  it('a fact is kept by the word that rules ask for, with its source', async () => {
    await officer.goto(`${stage.address}/workbench/facts`)
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
    await officer.goto(`${stage.address}/workbench/subsidies/runs`)
    await button(officer, '批量测算').click()
    await choose(officer, dialog(officer).getByLabel('政策'), '郑州 2023 实施细则')
    await answer(officer, '开始')
    await row('郑州 2023').getByText('已完成').waitFor()
    await button(row('郑州 2023'), '查看结果').click()
    await officer.getByText('只看这次批量测算的结果').waitFor()
    await officer.getByRole('link', { name: '技术转移转化补助' }).first().click()
    await officer.getByText('怎样算出来的').waitFor()
  })

  it('of a run by who has claimed a figure, the screen says that it was left out and who determines it', async () => {
    await claimAndInvite(stage.address)
    const claimant = await stage.enter(claimantEmail)
    await claimant.goto(`${stage.address}/account`)
    await button(claimant, '接受').click()
    await button(claimant, '切换为代表它').click()
    await claimant.goto(`${stage.address}/workbench/subsidies/runs`)
    await button(claimant, '批量测算').click()
    await choose(claimant, dialog(claimant).getByLabel('政策'), '郑州 2023 实施细则')
    await answer(claimant, '开始')
    const latest = claimant.getByRole('article').first()
    await latest.getByText('1 项没有列入：由本次测算的发起人本人申报').waitFor()
    expect(await findBarriers(claimant, `${stage.address}/workbench/subsidies/runs`)).toEqual([])
  })

  it('where a fact is missing, the run, its list and the figure say that nothing could be determined, and why', async () => {
    await publishForSmall(stage.address)
    await officer.goto(`${stage.address}/workbench/subsidies/runs`)
    await button(officer, '批量测算').click()
    await choose(officer, dialog(officer).getByLabel('政策'), '小型企业 2023')
    await answer(officer, '开始')
    await row('小型企业 2023').getByText('已完成').waitFor()
    await row('小型企业 2023').getByText('未能认定').locator('..').getByRole('link').click()
    await officer.getByText('只看这次批量测算的结果').waitFor()
    const figure = officer.getByRole('article').first()
    await figure.getByText('未能认定：小型企业（没有“受益单位 · 企业规模”）').waitFor()
    await figure.getByRole('link').first().click()
    await officer.getByText('不是 0').waitFor()
    expect(await officer.getByText('等受益单位申报').count()).toBe(0)
    expect(await findBarriers(officer, officer.url())).toEqual([])
    await officer.goto(`${stage.address}/workbench/subsidies/new?policy=zhengzhou-2023-small&rule=transfer`)
    await button(officer, '开始测算').click()
    await officer.getByText(/另有 \d+ 项未能认定/).waitFor()
  })

  it('what was found against a unit is recorded with the decision, and its repair once', async () => {
    await officer.goto(`${stage.address}/workbench/integrity`)
    await officer.getByText('没有诚信记录').waitFor()
    await button(officer, '登记诚信记录').click()
    const form = dialog(officer)
    await form.getByLabel('单位').fill('测控')
    await officer.locator('.ant-select-item-option').filter({ hasText: holder }).click()
    await choose(officer, form.getByLabel('类别'), '科研不端')
    await form.getByLabel('查实的情况').fill('虚报研发投入')
    const decision = { name: 'decision.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4\n%%EOF\n') }
    await form.locator('input[type=file]').setInputFiles(decision)
    await answer(officer, '登记诚信记录')
    await row('虚报研发投入').getByText('没有已付的补助要追回').waitFor()
    await button(row('虚报研发投入'), '登记信用修复').click()
    await answer(officer, '登记信用修复')
    await row('虚报研发投入').getByText('已修复').waitFor()
    expect(await button(row('虚报研发投入'), '登记信用修复').count()).toBe(0)
  })

  it('nobody is kept out at either width', async () => {
    expect(await findBarriers(officer, `${stage.address}/workbench/facts?all=1`)).toEqual([])
    expect(await findBarriers(officer, `${stage.address}/workbench/subsidies/runs`)).toEqual([])
    expect(await findBarriers(officer, `${stage.address}/workbench/integrity`)).toEqual([])
  })
})

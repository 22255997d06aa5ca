import { describe, expect, it } from 'vitest'
import { emptyContent } from '#domain/import/columns.ts'
import { textLimits } from '#domain/import/limits.ts'
import { createRowMapper, isImportable, mapRow } from '#domain/import/map-row.ts'
import { guessMapping } from '#domain/import/mapping.ts'
import type { Library } from '#domain/listing.ts'

const options = { hashKey: (text: string) => `hash:${text}` }

function map<L extends Library>(library: L, row: Record<string, string>) {
  const header = Object.keys(row)
  return mapRow(library, guessMapping(library, header, []), header, Object.values(row), options)
}

describe('a full row', () => {
  it('of each kind of demand column', () => {
    const { key, content, problems } = map('demand', {
      编号: 'D-1',
      需求名称: ' 高韧性立方氮化硼 ',
      需求内容: '工艺',
      考核指标: '抗冲击韧性>=67%；堆积密度≥1.80 g/cm3',
      技术领域: '新材料',
      行业: 'C30',
      地区: '410100',
      '预算下限（万元）': '30',
      '预算上限（万元）': '1,250.5',
      期望完成时间: '2027/1/31',
      成熟度: 'TRL7',
      合作方式: '委托开发、共建实验室',
      转化方式: '许可',
      知识产权归属: '共有',
      联系人: '张三',
    })
    expect(problems).toEqual([])
    expect(key).toBe('D-1')
    expect(content).toMatchObject({
      title: '高韧性立方氮化硼',
      field: 'new_materials',
      industryCode: 'C30',
      regionCode: '410100',
      budgetMinFen: 30_000_000n,
      budgetMaxFen: 1_250_500_000n,
      neededBy: '2027-01-31',
      trlWanted: 7,
      cooperationModes: ['commissioned_development', 'joint_lab'],
      waysOfTransfer: ['licence'],
      ipWish: 'shared',
      contact: { name: '张三', phone: '', email: '' },
    })
    expect(content.indicators.map(({ value }) => value)).toEqual(['67', '1.80'])
  })

  it('of an achievement: units split at ；, a doubtful patent number warns and stays', () => {
    const { content, problems } = map('achievement', {
      title: '一种方法',
      abstract: '摘要',
      assignee: '郑州大学；某公司；',
      专利号: 'ZL201710601862.4',
      科技成果登记号: 'abc',
      阶段: '中试',
    })
    expect(content).toMatchObject({
      completingUnits: ['郑州大学', '某公司'],
      stage: 'middle',
      registrationNumber: 'ABC',
    })
    expect(content.ipRights).toMatchObject([{ number: '201710601862.4' }])
    expect(problems.map(({ column, severity }) => [column, severity])).toEqual([
      ['专利号', 'warning'],
      ['科技成果登记号', 'warning'],
    ])
  })

  it('of an expert, whose "title" is 职称', () => {
    const { content, problems } = map('expert', {
      姓名: '李四',
      职称: '教授',
      领域: '先进制造；新材料',
      研究方向: '焊接',
    })
    expect(problems).toEqual([])
    expect(content).toMatchObject({ name: '李四', title: '教授', fields: ['advanced_manufacturing', 'new_materials'] })
  })
})

describe('what is wrong with a row', () => {
  it.each([
    [{ 标题: '', 内容: '有内容' }, '标题', /title is missing/, 'error'],
    [{ 标题: ' ', 内容: '' }, null, /row is empty/, 'error'],
    [{ 标题: '甲', 内容: '' }, null, /says only/, 'error'],
    [{ 标题: '防爆电池研发', 内容: '' }, '内容', /problem is empty/, 'warning'],
    [{ 标题: '长'.repeat(textLimits.title + 1), 内容: 'x' }, '标题', /201 characters/, 'error'],
    [{ 标题: '甲乙', 内容: 'x', 领域: '魔法' }, '领域', /魔法/, 'error'],
    [{ 标题: '甲乙', 内容: 'x', 预算: '面议' }, '预算', /not an amount/, 'error'],
    [{ 标题: '甲乙', 内容: 'x', 地区: '郑州市' }, '地区', /not known/, 'error'],
    [{ 标题: '甲乙', 内容: 'x', 指标: '提高效率' }, '指标', /提高效率/, 'error'],
    [{ 标题: '甲乙', 内容: 'x', 成熟度: '11' }, '成熟度', /readiness/, 'error'],
  ])('%o', (row, column, message, severity) => {
    const mapped = map('demand', row as Record<string, string>)
    expect(mapped.problems).toMatchObject([{ column, severity, message: expect.stringMatching(message) }])
    expect(mapped.problems[0]?.remedy).not.toBe('')
    expect(isImportable(mapped)).toBe(severity === 'warning')
  })

  it('names every column that is wrong at once', () => {
    expect(map('demand', { 标题: '甲乙', 内容: 'x', 领域: '?', 预算: '?' }).problems).toHaveLength(2)
  })
})

describe('sources', () => {
  it('a constant fills a field of every row, and does not make an empty row full', () => {
    const mapping = { title: { position: 1 }, problem: { position: 2 }, field: { constant: '农业' } }
    const mapper = createRowMapper('demand', mapping, null, options)
    expect(mapper(['小麦', '育种']).content.field).toBe('agriculture')
    expect(mapper(['', '']).problems).toMatchObject([{ column: null, message: 'the row is empty' }])
    expect(mapper(['']).problems[0]?.severity).toBe('error')
  })

  it('a row without key is named by the hash of what was mapped from it', () => {
    const mapper = createRowMapper('demand', { title: { position: 1 }, key: { position: 3 } }, null, options)
    expect(mapper(['甲', 'x', '']).key).toBe('hash:甲')
    expect(mapper(['甲', 'x', '7']).key).toBe('7')
  })

  it('asks the service for names of regions and industries', () => {
    const lookups = { regionCode: (name: string) => (name === '郑州市' ? '410100' : null) }
    const mapping = { title: { position: 1 }, regionCode: { position: 2 } }
    const { content } = mapRow('demand', mapping, null, ['甲乙丙', '郑州市'], { ...options, lookups })
    expect(content.regionCode).toBe('410100')
  })

  it('a mapping that does not fit the file is refused before the first row', () => {
    expect(() => createRowMapper('demand', { title: { name: '标题' } }, ['内容'], options)).toThrow(/no column "标题"/)
  })

  it('rows do not share their content', () => {
    const mapper = createRowMapper('demand', { title: { position: 1 }, contactName: { position: 2 } }, null, options)
    const [first, second] = [mapper(['甲', '张三']), mapper(['乙', ''])]
    expect([first.content.contact.name, second.content.contact.name]).toEqual(['张三', ''])
    expect(emptyContent('demand').contact.name).toBe('')
  })
})

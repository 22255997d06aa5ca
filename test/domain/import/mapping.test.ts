import { describe, expect, it } from 'vitest'
import { columnsOf, headerFields, isHeaderRow, normaliseHeader } from '#domain/import/columns.ts'
import { checkMapping, guessMapping, parseMapping } from '#domain/import/mapping.ts'
import { libraries } from '#domain/listing.ts'
import { InvalidInput } from '#domain/refusal.ts'

describe('parseMapping', () => {
  it('reads positions, names and constants', () => {
    expect(parseMapping('demand', 'title=2,problem=3, key=1')).toEqual({
      title: { position: 2 },
      problem: { position: 3 },
      key: { position: 1 },
    })
    expect(parseMapping('demand', 'TITLE=标题,problem="2",background="a,b",field:=new_materials')).toEqual({
      title: { name: '标题' },
      problem: { name: '2' },
      background: { name: 'a,b' },
      field: { constant: 'new_materials' },
    })
  })

  it.each([
    ['titel=2', /no such field/],
    ['title', /no column given/],
    ['problem=3', /no column is mapped to title/],
    ['title=0', /not possible/],
    ['title=201', /not possible/],
    ['', /no column is mapped/],
  ])('refuses %s', (text, message) => {
    expect(() => parseMapping('demand', text)).toThrow(InvalidInput)
    expect(() => parseMapping('demand', text)).toThrow(message)
  })

  it('an expert needs a name, not a title', () => {
    expect(() => parseMapping('expert', 'title=1')).toThrow(/mapped to name/)
    expect(parseMapping('expert', 'name=1')).toEqual({ name: { position: 1 } })
  })
})

describe('checkMapping', () => {
  it('names a column that the file does not have', () => {
    expect(checkMapping('demand', { title: { name: '标题' } }, ['内容'])).toMatchObject([
      { path: 'title', remedy: /内容/ },
    ])
    expect(checkMapping('demand', { title: { name: '标题' } }, null)).toMatchObject([{ remedy: /no header/ }])
    expect(checkMapping('demand', { title: { name: '标 题' } }, ['标题'])).toEqual([])
  })
})

describe('headers', () => {
  it('are compared without brackets, signs, case and width', () => {
    expect(normaliseHeader('* 预算上限（万元）：')).toBe('预算上限')
    expect(normaliseHeader('Budget_Max')).toBe('budgetmax')
  })

  it.each(libraries)('%s: the labels and the field name lead to their own column', library => {
    const fields = headerFields(library)
    for (const { field, label } of columnsOf(library))
      for (const name of [field, label.zh, label.en]) expect(fields.get(normaliseHeader(name))).toBe(field)
  })

  it('"error", the column of failed rows, is nobody\'s name', () => {
    for (const library of libraries) expect(headerFields(library).has('error')).toBe(false)
  })

  it('are told from data', () => {
    expect(isHeaderRow('demand', ['编号', '需求名称', '别的'])).toBe(true)
    expect(isHeaderRow('demand', ['标题', 'x', 'y', 'z'])).toBe(true)
    expect(isHeaderRow('demand', ['13a581e1', '防爆锂离子电池的研发', '随着社会的不断发展'])).toBe(false)
    expect(isHeaderRow('demand', [])).toBe(false)
  })
})

describe('guessMapping', () => {
  it('a list of patents: assignee → completing units, abstract → summary', () => {
    expect(guessMapping('achievement', ['id', 'title', 'assignee', 'abstract'], [])).toEqual({
      key: { name: 'id' },
      title: { name: 'title' },
      completingUnits: { name: 'assignee' },
      summary: { name: 'abstract' },
    })
  })

  it('without header by the look of the cells', () => {
    const rows = [
      ['a1', '高强钢', '说明'.repeat(60)],
      ['a2', '防爆电池', '说明'.repeat(40)],
    ]
    expect(guessMapping('demand', null, rows)).toEqual({
      key: { position: 1 },
      title: { position: 2 },
      problem: { position: 3 },
    })
    expect(guessMapping('demand', null, [['只有标题'], ['另一个']])).toEqual({ title: { position: 1 } })
    expect(guessMapping('demand', null, [])).toEqual({})
  })
})

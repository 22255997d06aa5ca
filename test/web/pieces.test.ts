import { describe, expect, it } from 'vitest'
import { regionName } from '#domain/region-name.ts'
import { choiceOf, choicesOf, sourceOf, targetsOf, widthOf, withSource } from '#web/features/import/mapping.ts'
import type { FormStep } from '#web/features/listing/form/form-plan.ts'
import { fieldOf, stepOf } from '#web/features/listing/form/form-plan.ts'
import { checkDemandInput } from '#web/features/listing/form/to-domain.ts'
import { fitOf, percent, readReasons } from '#web/features/matching/explanation.ts'
import { currentEntry, officeMenu } from '#web/features/shell/menus.ts'
import { industryTree, regionPath, regionTree } from '#web/ui/code-tree.ts'
import { draftKey, readDraft, removeDraft, writeDraft } from '#web/ui/draft-store.ts'
import { fieldPath } from '#web/ui/form-failure.ts'
import { safeReturn } from '#web/ui/return-address.ts'
import { parseSite } from '#web/ui/site.ts'

describe('where to go after signing in', () => {
  it.each(['/demands/new', '/workbench?x=1'])('%s is ours', to => expect(safeReturn(to)).toBe(to))
  it.each([null, '', 'https://evil.example', '//evil.example', '/\\evil.example', 'javascript:alert(1)'])(
    '%s is not',
    to => expect(safeReturn(to)).toBe('/workbench'),
  )
})

describe('the settings of the site', () => {
  it('are read as far as they are good', () => {
    const site = parseSite(
      '{"isDemo":true,"host":" 某市科技局 ","icpNumber":7,"demoAccounts":[{"email":"a@b.c","label":"甲"},3]}',
    )
    expect(site).toMatchObject({ isDemo: true, host: ' 某市科技局 ', icpNumber: null })
    expect(site.demoAccounts).toEqual([{ email: 'a@b.c', label: '甲' }])
  })
  it.each(['', 'null', '[]', '{', '"x"'])('%s is a site without settings', json =>
    expect(parseSite(json)).toMatchObject({ isDemo: false, host: null, demoAccounts: [] }),
  )
})

describe('names of regions', () => {
  const names = {
    '410000': '河南省',
    '410100': '郑州市',
    '410105': '金水区',
    '110000': '北京市',
    '110100': '市辖区',
    '110101': '东城区',
  }
  it('are written from the outside in', () => expect(regionName('410105', names)).toBe('河南省 郑州市 金水区'))
  it('leave out the level that only fills a gap', () => expect(regionName('110101', names)).toBe('北京市 东城区'))
  it('are the code where none is known', () => expect(regionName('999999', names)).toBe('999999'))
  it('stand as a tree with a path to each', () => {
    const henan = regionTree(names).find(node => node.value === '410000')
    expect(henan?.children?.[0]?.children?.[0]?.label).toBe('金水区')
    expect(regionPath('410105')).toEqual(['410000', '410100', '410105'])
  })
  it('industries stand under their section', () =>
    expect(industryTree({ C: '制造业', C39: '电子' })).toEqual([
      { value: 'C', label: '制造业', children: [{ value: 'C39', label: '电子' }] },
    ]))
})

function shelf(fails = false) {
  const held = new Map<string, string>()
  return {
    getItem: (key: string) => held.get(key) ?? null,
    setItem: (key: string, value: string) => {
      if (fails) throw new Error('full')
      held.set(key, value)
    },
    removeItem: (key: string) => void held.delete(key),
  }
}

describe('a draft on this device', () => {
  const key = draftKey('user-1', 'demand', null)
  it('comes back as it was, and goes when it is saved', () => {
    const store = shelf()
    expect(writeDraft(store, key, { values: { title: '封装' }, at: 5 })).toBe(true)
    expect(readDraft(store, key)).toEqual({ values: { title: '封装' }, at: 5 })
    removeDraft(store, key)
    expect(readDraft(store, key)).toBeNull()
  })
  it('belongs to one person and one entry', () => {
    expect(draftKey('user-2', 'demand', null)).not.toBe(key)
    expect(draftKey('user-1', 'demand', 'x')).not.toBe(key)
  })
  it.each(['', '{', '7', '{"values":1,"at":1}', '{"values":{}}'])('%s is none', text => {
    const store = shelf()
    store.setItem(key, text)
    expect(readDraft(store, key)).toBeNull()
  })
  it('is not missed on a device that stores nothing', () =>
    expect(writeDraft(shelf(true), key, { values: {}, at: 1 })).toBe(false))
})

describe('a problem finds its field', () => {
  const step = (key: string, fields: string[]): FormStep => ({ key, title: key, fields, content: null })
  const steps = [step('a', ['title']), step('b', ['indicators']), step('c', ['budgetMin'])]
  it('in a list', () => expect(fieldPath('indicators.0.unit')).toEqual(['indicators', 0, 'unit']))
  it('whose amount is text', () => expect(fieldOf('budgetMinFen')).toEqual(['budgetMin']))
  it('on its step', () => {
    expect(stepOf(steps, 'indicators.2.value')).toBe(1)
    expect(stepOf(steps, 'budgetMinFen')).toBe(2)
    expect(stepOf(steps, 'nowhere')).toBe(0)
  })
})

describe('the rules of publishing, asked of a form', () => {
  const contact = { name: '王', phone: '', email: '' }
  const indicator = { name: '漂移', comparator: 'LTE', value: '0.5', valueMax: null, unit: '%', testMethod: '保温' }
  const whole = {
    title: '封装',
    problem: '现有封装在二百五十度以上漂移明显，需要新的封装工艺与材料。',
    background: '',
    solverConditions: '',
    indicators: [indicator],
    field: 'NEW_MATERIALS',
    industryCode: null,
    regionCode: '410100',
    budgetMinFen: 1,
    budgetMaxFen: 2,
    neededBy: null,
    trlWanted: null,
    cooperationModes: ['SERVICE'],
    waysOfTransfer: [],
    ipWish: null,
    contact,
  }
  it('find nothing wrong with a whole one', () => expect(checkDemandInput(whole)).toEqual([]))
  it('see amounts the wrong way round', () =>
    expect(checkDemandInput({ ...whole, budgetMinFen: 3 }).map(({ path }) => path)).toEqual(['budgetMinFen']))
})

describe('the mapping of an import', () => {
  it('turns choices into sources and back', () => {
    for (const source of [{ name: '标题:甲' }, { position: 3 }, { constant: 'x' }])
      expect(sourceOf(choiceOf(source) ?? '')).toEqual(source)
    expect(choiceOf(undefined)).toBeNull()
    expect(choiceOf({ position: 2 }, ['甲', ' 乙 '])).toBe('name:乙')
  })
  it('sets and unsets one field', () => {
    const mapping = withSource({ title: { name: '标题' } }, 'problem', 'position:2')
    expect(mapping).toEqual({ title: { name: '标题' }, problem: { position: 2 } })
    expect(withSource(mapping, 'title', null)).toEqual({ problem: { position: 2 } })
    expect(widthOf(mapping)).toBe(2)
  })
  it('offers names once, or positions', () => {
    expect(choicesOf(['甲', ' 甲 ', ''], 9)).toEqual([{ value: 'name:甲', column: '甲' }])
    expect(choicesOf(null, 2).map(({ value }) => value)).toEqual(['position:1', 'position:2'])
  })
  it('knows what must be there', () =>
    expect(
      targetsOf('demand')
        .filter(({ isRequired }) => isRequired)
        .map(({ field }) => field),
    ).toEqual(['title']))
})

describe('the reasons of a match', () => {
  it('are read from the tree, and not from anything else', () => {
    const root = { kind: 'score', contribution: 2, children: [{ kind: 'words', contribution: 2, children: [] }] }
    expect(readReasons({ root, strength: 'weak', coverage: 0.2, missing: [] })).toMatchObject({
      total: 2,
      coverage: 0.2,
    })
    expect(readReasons(null)).toBeNull()
    expect(readReasons({ other: 1 })).toBeNull()
  })
  it('are given in percent, never as nothing', () => {
    expect([percent(0), percent(0.004), percent(0.126)]).toEqual(['0%', '<1%', '13%'])
    expect([fitOf(1), fitOf(0.4), fitOf(0)]).toEqual(['fits', 'partly', 'notFits'])
  })
})

describe('the menu', () => {
  const organisation = { id: '1', name: '甲', state: 'VERIFIED', regionCode: '410100', isDemo: false } as const
  const paths = (kind: 'BUREAU' | 'ENTERPRISE' | 'REGISTRY', role: 'OFFICER' | 'AUDITOR' | 'MEMBER' | 'EXPERT') =>
    officeMenu({ id: '1', role, organisation: { ...organisation, kind } }).map(({ path }) => path)
  it('shows the desk to officers only', () => {
    expect(paths('BUREAU', 'OFFICER')).toContain('/workbench/desk')
    expect(paths('BUREAU', 'AUDITOR')).not.toContain('/workbench/desk')
    expect(paths('ENTERPRISE', 'MEMBER')).not.toContain('/workbench/desk')
  })
  it('is short for those who act for nobody', () => expect(officeMenu(null)).toHaveLength(1))
  it('marks the longest entry that begins a path', () => {
    const menu = officeMenu({ id: '1', role: 'MEMBER', organisation: { ...organisation, kind: 'ENTERPRISE' } })
    expect(currentEntry(menu, '/workbench/demands')?.path).toBe('/workbench/demands')
    expect(currentEntry(menu, '/workbench')?.path).toBe('/workbench')
    expect(currentEntry(menu, '/demands')).toBeUndefined()
  })
})

/** The way of a working copy, which version governs a day, and what one text says otherwise than another. */
import { describe, expect, test } from 'vitest'
import { checkTransition } from '#domain/lifecycle.ts'
import { blankPack } from '#domain/subsidy/editor/blank-pack.ts'
import { diffPacks } from '#domain/subsidy/editor/diff-packs.ts'
import { checkJurisdiction, checkWithinOwnRegion } from '#domain/subsidy/editor/jurisdiction.ts'
import {
  checkAuthor,
  checkNewVersion,
  checkPolicyOwner,
  checkReviewer,
  checkSamePolicy,
  checkWritable,
  type PolicyEditEvent,
  policyEditLifecycle,
  policyEditStates,
  tryPackText,
} from '#domain/subsidy/editor/policy-edit.ts'
import { readPackHead } from '#domain/subsidy/pack/pack-head.ts'
import type { PolicyStatus } from '#domain/subsidy/pack/policy-pack.ts'
import { timelineOf, versionOn } from '#domain/subsidy/pack/policy-timeline.ts'
import { versionLabel } from '#domain/subsidy/pack/version-label.ts'
import { foundingPackText } from '../evaluate/support.ts'

describe('a working copy', () => {
  const events: PolicyEditEvent[] = ['propose', 'return', 'publish', 'discard']
  test('state × event', () => {
    const table = policyEditStates.map(
      state => `${state}: ${events.filter(event => !checkTransition(policyEditLifecycle, state, event)).join(' ')}`,
    )
    expect(table).toEqual([
      'editing: propose discard',
      'proposed: return publish discard',
      'returned: propose discard',
      'published: ',
      'discarded: ',
    ])
  })
  test('is written by its author, before it is proposed and after it was returned', () => {
    expect(policyEditStates.filter(state => checkWritable(state) === null)).toEqual(['editing', 'returned'])
    expect(checkAuthor('a', 'a')).toBeNull()
    expect(checkAuthor('a', 'b')?.code).toBe('NOT_THE_AUTHOR')
  })
  test('is reviewed by another person', () => {
    expect(checkReviewer('a', 'b')).toBeNull()
    expect(checkReviewer('a', 'a')?.code).toBe('REVIEWER_IS_AUTHOR')
  })
  test.each([
    ['410100', '410100', null],
    ['410000', '410100', null],
    ['410100', '410105', null],
    ['410105', '410100', 'OUTSIDE_JURISDICTION'],
    ['410300', '410100', 'OUTSIDE_JURISDICTION'],
    ['410100', null, 'OUTSIDE_JURISDICTION'],
  ])('a policy for %s by a bureau in %s', (jurisdiction, region, code) => {
    expect(checkJurisdiction(jurisdiction, region)?.code ?? null).toBe(code)
  })
  test.each(['1', '1 ', '１', '1\u200b', '\ufeff1', ' ①\u00ad'])('%j is the label 1', written => {
    expect(versionLabel(written)).toBe('1')
    const text = blankPack('410100').replace("version: '1'", `version: ${JSON.stringify(written)}`)
    expect(readPackHead(text).version).toBe('1')
  })
  test.each([
    ['410100', '410100', null],
    ['410105', '410100', null],
    ['410000', '410100', 'BEYOND_REGION'],
    ['410300', '410100', 'BEYOND_REGION'],
    ['410100', null, 'BEYOND_REGION'],
  ])('for %s is written by a bureau in %s, or not', (jurisdiction, region, code) => {
    expect(checkWithinOwnRegion(jurisdiction, region)?.code ?? null).toBe(code)
  })
  test.each<[string, [string | null, string][], boolean]>([
    ['none yet', [], true],
    ['of its own', [['own', '410100']], true],
    ['of its own for a district', [['own', '410105']], true],
    ['of another bureau of its region', [['other', '410100']], false],
    ['that came with the program for its region', [[null, '410100']], true],
    ['that came with the program for the province', [[null, '410000']], false],
    ['that came with the program for a district', [[null, '410105']], false],
    [
      'that came with the program and was carried on by another',
      [
        ['other', '410100'],
        [null, '410100'],
      ],
      false,
    ],
    [
      'that two have published, itself first',
      [
        ['other', '410100'],
        ['own', '410100'],
      ],
      true,
    ],
    [
      'that two have published, the other first',
      [
        ['own', '410100'],
        ['other', '410100'],
      ],
      false,
    ],
  ])('follows versions %s', (_, versions, isOwn) => {
    const origins = versions.map(([publisherId, jurisdiction]) => ({ publisherId, jurisdiction }))
    const refusal = checkPolicyOwner('p', origins, { id: 'own', regionCode: '410100' })
    expect(refusal?.code ?? null).toBe(isOwn ? null : 'NOT_POLICY_OWNER')
  })
  test('keeps the id of the policy it was begun from', () => {
    expect([checkSamePolicy('p', 'p'), checkSamePolicy('p', null), checkSamePolicy('q', 'p')?.code]).toEqual([
      null,
      null,
      'OTHER_POLICY',
    ])
  })
  test('becomes a version under a label of its own', () => {
    const versions = [{ version: '1', source: 'one' }]
    expect(checkNewVersion({ id: 'p', version: '2' }, 'two', versions)).toBeNull()
    expect(checkNewVersion({ id: 'p', version: '1' }, 'two', versions)?.code).toBe('VERSION_LABEL_TAKEN')
    expect(checkNewVersion({ id: 'p', version: '2' }, 'one', versions)?.code).toBe('NOTHING_CHANGED')
  })
})

describe('what a text says it is', () => {
  test('is read before the text is a valid pack', () => {
    expect(readPackHead("id: p\nversion: 2\ntitle: ''\nrules: nonsense")).toEqual({
      id: 'p',
      version: '2',
      title: null,
    })
    expect(readPackHead('id: [')).toEqual({ id: null, version: null, title: null })
    expect(readPackHead('')).toEqual({ id: null, version: null, title: null })
    expect(readPackHead(`id: [a]\ntitle: ${'x'.repeat(301)}`)).toEqual({ id: null, version: null, title: null })
  })
  test('a blank page names what is to be filled in, each with its line, and nothing else', () => {
    const { problems } = tryPackText(blankPack('410100'))
    expect(problems.map(({ path }) => path)).toEqual(['id', 'title', 'issuingBody', 'clauses'])
    expect(problems.every(({ line }) => line !== null)).toBe(true)
    expect(tryPackText(blankPack(null)).problems.map(({ path }) => path)).toContain('jurisdiction')
  })
})

describe('which version governs a day', () => {
  const version = (name: string, status: PolicyStatus, from: string | null, to: string | null, hour: number) => {
    const publishedAt = new Date(Date.UTC(2024, 0, 1, hour))
    return { name, status, effectiveFrom: from, effectiveTo: to, publishedAt }
  }
  const on = (day: string, ...versions: ReturnType<typeof version>[]) => versionOn(versions, day)?.name ?? null

  test('from its first to its last day (含)', () => {
    const one = version('one', 'in_force', '2023-01-01', '2023-12-31', 1)
    expect(['2022-12-31', '2023-01-01', '2023-12-31', '2024-01-01'].map(day => on(day, one))).toEqual([
      null,
      'one',
      'one',
      null,
    ])
  })
  test('a later one takes its place on its first day, in whatever order they were published', () => {
    const old = version('old', 'in_force', '2022-01-01', null, 2)
    const now = version('new', 'in_force', '2023-07-01', null, 1)
    for (const versions of [
      [old, now],
      [now, old],
    ])
      expect(['2023-06-30', '2023-07-01'].map(day => on(day, ...versions))).toEqual(['old', 'new'])
    expect(timelineOf([now, old]).map(({ from, to }) => `${from}..${to}`)).toEqual([
      '2022-01-01..2023-06-30',
      '2023-07-01..null',
    ])
  })
  test('a correction begins on the day of the one it corrects, and the last one counts', () => {
    const open = version('open', 'in_force', '2023-01-01', null, 1)
    const ended = version('ended', 'repealed', '2023-01-01', '2024-06-30', 2)
    expect(['2024-06-30', '2024-07-01'].map(day => on(day, open, ended))).toEqual(['ended', null])
  })
  test('a draft governs nothing; a superseded one only as far as its end is known', () => {
    const draft = version('draft', 'draft', '2023-01-01', null, 3)
    const gone = version('gone', 'superseded', '2022-01-01', null, 1)
    const next = version('next', 'in_force', '2023-01-01', null, 2)
    expect([on('2023-05-01', draft), on('2022-05-01', gone), on('2022-05-01', gone, next)]).toEqual([
      null,
      null,
      'gone',
    ])
  })
  test('days left by one that ended early go to nobody', () => {
    const one = version('one', 'in_force', '2023-01-01', '2023-03-31', 1)
    const two = version('two', 'in_force', '2023-06-01', null, 2)
    expect(on('2023-04-15', one, two)).toBeNull()
  })
})

describe('what differs', () => {
  test('nothing, for comments, order of keys and line breaks', () => {
    const other = foundingPackText
      .replace('rate: { value: 30, unit: percent }', 'rate: # 三成\n      unit: percent\n      value: 30')
      .replace(/^# .*\n/gm, '')
    expect(other).not.toBe(foundingPackText)
    expect(diffPacks(foundingPackText, other)).toEqual([])
  })
  test('a rate, a head, a clause that came and a rule that went', () => {
    const other = foundingPackText
      .replace('rate: { value: 30, unit: percent }', 'rate: { value: 30, unit: permille }')
      .replace("version: '1'", "version: '2'")
      .replace(
        'clauses:\n',
        'clauses:\n  - { id: c99, number: （九十九）, title: 附则, text: 自发布之日起施行。, noRule: 只定日期 }\n',
      )
      .replace('  - id: registry\n', '  - id: registry-new\n')
    const changes = diffPacks(foundingPackText, other) ?? []
    expect(changes.map(({ part, kind, id }) => `${part} ${kind} ${id}`)).toEqual([
      'head changed version',
      'clauses added c99',
      'rules changed jbgs-rd',
      'rules removed registry',
      'rules added registry-new',
    ])
    expect(changes[2]).toMatchObject({
      title: '揭榜挂帅研发项目补助',
      keys: ['rate'],
      before: 'rate:\n  value: 30\n  unit: percent',
      after: 'rate:\n  value: 30\n  unit: permille',
    })
    expect(changes[0]).toMatchObject({ before: '"1"', after: '"2"' })
    expect(changes[1]?.before).toBeNull()
  })
  test('is told of texts that are no valid pack, and not of what is no YAML or unfolds', () => {
    expect(diffPacks('', 'id: x')?.map(({ kind, id }) => `${kind} ${id}`)).toEqual(['added id'])
    expect(diffPacks('id: [', 'id: x')).toBeNull()
    expect(diffPacks('id: x', 'a: &a 1\nb: *a')).toBeNull()
    expect(diffPacks('- 1', 'id: x')).toBeNull()
    const unnamed = diffPacks('rules: [{ title: a }, { title: b }]', 'rules: [{ title: a }, { title: c }]')
    expect(unnamed?.map(({ id, keys }) => [id, keys])).toEqual([['#2', ['title']]])
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidInput } from '#domain/refusal.ts'
import { sensitivityOf, valuesToTry } from '#domain/subsidy/what-if/sensitivity.ts'
import { listVariables } from '#domain/subsidy/what-if/variables.ts'
import { scaledValue, tryVariation, varyPack } from '#domain/subsidy/what-if/vary-pack.ts'
import { cost, draft, luoyang, rules2023, sanming, towns } from './support.ts'

const all = [draft, rules2023, luoyang, sanming]
const variableOf = (pack: typeof draft, path: string) => {
  const found = listVariables(pack).find(variable => variable.path === path)
  if (!found)
    throw new Error(
      `${path} is not among ${listVariables(pack)
        .map(variable => variable.path)
        .join(', ')}`,
    )
  return found
}

describe('the numbers of a pack', () => {
  it('are named once, each with its kind, unit and clause', () => {
    for (const pack of all) {
      const variables = listVariables(pack)
      expect(new Set(variables.map(({ path }) => path)).size).toBe(variables.length)
      for (const { clause } of variables) expect(pack.clauses.some(({ id }) => id === clause)).toBe(true)
    }
    expect(variableOf(draft, 'rules.transfer.rate')).toMatchObject({ kind: 'rate', unit: 'percent', value: '2' })
    expect(variableOf(draft, 'rules.transfer.cap.amount')).toMatchObject({
      kind: 'cap',
      unit: 'fen',
      value: '50000000',
    })
  })

  it('of a table with brackets are its bounds once, its rates and its caps', () => {
    const rule = rules2023.rules[0]?.id ?? ''
    const found = listVariables(rules2023).filter(variable => variable.path.includes('brackets'))
    expect(found.map(({ place, value }) => [place, value])).toEqual([
      ['bracket_bound', '500000000'],
      ['bracket_bound', '5000000000'],
      ['bracket_rate', '1'],
      ['bracket_cap', '10000000'],
      ['bracket_bound', '10000000000'],
      ['bracket_rate', '1'],
      ['bracket_cap', '20000000'],
      ['bracket_bound', '100000000000'],
      ['bracket_rate', '1'],
      ['bracket_cap', '30000000'],
      ['bracket_rate', '1'],
      ['bracket_cap', '50000000'],
    ])
    expect(found[1]).toMatchObject({
      path: `rules.${rule}.figure.tiers.brackets.0.below`,
      also: [`rules.${rule}.figure.tiers.brackets.1.from`],
      of: { measure: 'turnover' },
      isAboveFrom: true,
    })
  })

  it('say under which reading they count', () => {
    const over = listVariables(luoyang).filter(({ readings }) => readings.length > 0)
    expect(over.map(({ readings, value }) => [readings[0]?.reading, value])).toContainEqual(['besides', '50000000'])
  })

  it('of a step are its size, what it adds and where it begins', () => {
    const steps = listVariables(sanming).filter(({ place }) => place === 'step')
    expect(steps.map(({ name, kind, value }) => [name, kind, value])).toEqual([
      ['every', 'threshold', '5000000000'],
      ['add', 'amount', '1000000'],
      ['over', 'threshold', '10000000000'],
      ['from', 'amount', '3000000'],
    ])
  })
})

describe('a turned number', () => {
  it('stands in the pack, and turned back the pack is what it was', () => {
    for (const pack of [rules2023, sanming]) {
      for (const variable of listVariables(pack)) {
        expect(varyPack(pack, [{ path: variable.path, value: variable.value }])).toEqual(pack)
        const value = scaledValue(variable, 1100)
        const varied = value === null ? null : tryVariation(pack, { path: variable.path, value })
        if (!varied || value === null) continue
        expect(listVariables(varied).find(({ path }) => path === variable.path)?.value).toBe(value)
        expect(varyPack(varied, [{ path: variable.path, value: variable.value }])).toEqual(pack)
      }
    }
  })

  it('is refused where the language refuses it, every one at once', () => {
    const wrong = () =>
      varyPack(draft, [
        { path: 'rules.none.rate', value: '1' },
        { path: 'rules.transfer.rate', value: 'much' },
        { path: 'rules.transfer.cap.amount', value: '1.5' },
      ])
    expect(wrong).toThrow(InvalidInput)
    try {
      wrong()
    } catch (error) {
      expect((error as InvalidInput).problems.map(({ path }) => path)).toEqual([
        'variations.0',
        'variations.1',
        'variations.2',
      ])
    }
    expect(tryVariation(draft, { path: 'rules.transfer.rate', value: '101' })).toBeNull()
    const bound = listVariables(rules2023).filter(({ place }) => place === 'bracket_bound')[1]?.path ?? ''
    // The second bracket would end before it begins.
    expect(tryVariation(rules2023, { path: bound, value: '20000000000' })).toBeNull()
  })

  it('scales rates exactly and amounts to the 分', () => {
    const rate = variableOf(draft, 'rules.registry.rate')
    expect([rate.value, rate.unit, scaledValue(rate, 1100), scaledValue(rate, 500)]).toEqual([
      '0.2',
      'permille',
      '0.22',
      '0.1',
    ])
    expect(scaledValue({ ...rate, unit: 'fen', value: '5' }, 1100)).toBe('6')
    expect(scaledValue({ ...rate, unit: 'fen', value: '1' }, 1100)).toBeNull()
  })
})

describe('laws of cost', () => {
  const turnable = fc.constantFrom(
    ...[draft, luoyang, rules2023, sanming].flatMap(pack =>
      listVariables(pack)
        .filter(({ kind }) => kind === 'rate' || kind === 'cap')
        .map(variable => ({ pack, variable })),
    ),
  )

  it('a higher rate or cap never costs less', () => {
    fc.assert(
      fc.property(turnable, towns, fc.integer({ min: 1001, max: 3000 }), ({ pack, variable }, facts, permille) => {
        const value = scaledValue(variable, permille)
        const varied = value === null ? null : tryVariation(pack, { path: variable.path, value })
        // Of two exclusive rules the first that gives anything stands, even if it gives less.
        if (!varied || pack.together.length > 0) return
        expect(cost(varied, facts) >= cost(pack, facts)).toBe(true)
      }),
      { numRuns: 25 },
    )
  })
})

describe('a sensitivity', () => {
  const rate = variableOf(draft, 'rules.transfer.rate')
  const points = (totals: Record<number, bigint>) =>
    Object.entries(totals).map(([permille, totalFen]) => ({
      permille: Number(permille),
      value: scaledValue(rate, Number(permille)) ?? rate.value,
      totalFen,
    }))

  it('has elasticity 1 in proportion, 0 at the cap, and none without a total', () => {
    expect(sensitivityOf(rate, points({ 900: 90n, 1000: 100n, 1100: 110n })).elasticityPermille).toBe(1000)
    expect(sensitivityOf(rate, points({ 900: 100n, 1000: 100n, 1100: 100n })).elasticityPermille).toBe(0)
    expect(sensitivityOf(rate, points({ 1000: 100n, 1100: 105n })).elasticityPermille).toBe(500)
    expect(sensitivityOf(rate, points({ 900: 0n, 1000: 0n, 1100: 0n })).elasticityPermille).toBeNull()
    expect(sensitivityOf(rate, points({ 1000: 100n })).elasticityPermille).toBeNull()
  })

  it('tries a curve for rates and caps and the neighbours of everything else', () => {
    expect(valuesToTry(rate).map(({ value }) => value)).toEqual(['1', '1.2', '1.5', '1.8', '2', '2.2', '2.5', '3', '4'])
    expect(valuesToTry({ ...rate, kind: 'threshold' }).map(({ value }) => value)).toEqual(['1.8', '2', '2.2'])
  })
})

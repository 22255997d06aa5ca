import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Indicator } from '#domain/demand/demand.ts'
import { compareQuantities } from '#domain/matching/text/compare-quantities.ts'
import { indicatorQuantity, maxQuantities, quantitiesOf } from '#domain/matching/text/quantities.ts'
import { readUnit } from '#domain/matching/text/units.ts'
import { anyText } from './any-text.ts'

/** "metric dimension comparator min..max [what was read]" */
function show(text: string): string[] {
  return quantitiesOf(text).map(
    ({ metric, dimension, comparator, min, max, start, end }) =>
      `${metric || '?'} ${dimension} ${comparator} ${min ?? ''}..${max ?? ''} [${text.slice(start, end)}]`,
  )
}

describe('quantitiesOf', () => {
  it.each([
    ['耐高温1700度以上', ['耐温 temperature gte 1700.. [1700度]']],
    ['可耐1700℃高温', ['耐温 temperature eq 1700..1700 [1700℃]']],
    ['长期使用温度：1,200 ℃', ['耐温 temperature eq 1200..1200 [1,200 ℃]']],
    ['耐热温度1473.15K', ['耐温 temperature eq 1200..1200 [1473.15K]']],
    ['工作温度-40~85℃', ['工作温度 temperature between -40..85 [-40~85℃]']],
    ['重复使用破损率3%以下', ['破损率 ratio lte ..0.03 [3%]']],
    ['抗拉强度≥1200MPa', ['抗拉强度 pressure gte 1200000000.. [1200MPa]']],
    ['材料的拉伸强度Rm大于1.2 GPa', ['抗拉强度 pressure gte 1200000000.. [1.2 GPa]']],
    ['抗拉強度１２００ＭＰａ以上', ['抗拉强度 pressure gte 1200000000.. [１２００ＭＰａ]']],
    ['精度±0.01mm', ['精度 length lte ..0.00001 [±0.01mm]']],
    ['定位精度优于0.02 mm', ['定位精度 length lte ..0.00002 [0.02 mm]']],
    ['保温20±2 ℃', ['保温 temperature between 18..22 [20±2 ℃]']],
    ['效率提高20%', ['效率·提高 ratio eq 0.2..0.2 [20%]']],
    ['能耗降低20%以上', ['能耗·降低 ratio gte 0.2.. [20%]']],
    ['漏检率降低到0.1%', ['漏检率 ratio lte ..0.001 [0.1%]']],
    ['取块时间不超过在20秒', ['取块时间 time lte ..20 [20秒]']],
    ['定位误差在50m之内', ['定位精度 length lte ..50 [50m]']],
    ['热传导系数≤0.2w/m.k', ['导热系数 conductivity lte ..0.2 [0.2w/m.k]']],
    ['电流密度1.5 A/dm2', []],
    ['过去20年', ['? time eq 630720000..630720000 [20年]']],
    ['10~30 μm', ['? length between 0.00001..0.00003 [10~30 μm]']],
    ['厚度5μm～0.03mm', ['厚度 length between 0.000005..0.00003 [5μm～0.03mm]']],
    ['循环次数3×10^5 次', ['循环寿命 times eq 300000..300000 [3×10^5 次]']],
    ['循环寿命达到10⁵次', ['循环寿命 times gte 100000.. [10⁵次]']],
    ['循环寿命(25℃)≥2000次', ['循环寿命 temperature eq 25..25 [25℃]', '循环寿命 times gte 2000.. [2000次]']],
    ['合格率不低于 95%', ['合格率 ratio gte 0.95.. [95%]']],
    ['具有95%的转化率', ['转化率 ratio eq 0.95..0.95 [95%]']],
    ['功率5MW，功率30mW', ['功率 power eq 5000000..5000000 [5MW]', '功率 power eq 0.03..0.03 [30mW]']],
    ['产能30万吨/年', ['产能 mass/time eq 9.51293759513..9.51293759513 [30万吨/年]']],
    ['导热系数≥200 W/(m·K)', ['导热系数 conductivity gte 200.. [200 W/(m·K)]']],
    ['能量密度350Wh/kg', ['能量密度 energy/mass eq 1260000..1260000 [350Wh/kg]']],
    ['表面粗糙度Ra≤0.8μm', ['粗糙度 length lte ..8e-7 [0.8μm]']],
    ['2016年研发，使用寿命10年', ['使用寿命 time eq 315360000..315360000 [10年]']],
    [
      '抗弯强度大于300MPa、抗压强度大于1GPa',
      ['抗弯强度 pressure gte 300000000.. [300MPa]', '抗压强度 pressure gte 1000000000.. [1GPa]'],
    ],
    ['光谱分辨率≤4cm-1', ['光谱分辨率 wavenumber lte ..4 [4cm-1]']],
    ['光谱分辨率优于 4 cm⁻¹', ['光谱分辨率 wavenumber lte ..4 [4 cm⁻¹]']],
    ['分辨率2 cm^-1，波数5 cm–1', ['分辨率 wavenumber eq 2..2 [2 cm^-1]', '波数 wavenumber eq 5..5 [5 cm–1]']],
    ['波数400-4000 cm-1', ['波数 wavenumber between 400..4000 [400-4000 cm-1]']],
    ['波数400 cm−1~4000 cm−1', ['波数 wavenumber between 400..4000 [400 cm−1~4000 cm−1]']],
    ['厚度5-10 cm，长度5cm-1m', ['厚度 length between 0.05..0.1 [5-10 cm]', '长度 length between 0.05..1 [5cm-1m]']],
    // What stands between a name and its number, and what a name may be short for.
    ['暴露2 h后灵敏度保持91%', ['? time eq 7200..7200 [2 h]', '灵敏度保持率 ratio eq 0.91..0.91 [91%]']],
    ['灵敏度仍保持约91%', ['灵敏度保持率 ratio eq 0.91..0.91 [91%]']],
    ['合格率仍保持98%', ['合格率 ratio eq 0.98..0.98 [98%]']],
    ['温度保持25℃', ['温度 temperature eq 25..25 [25℃]']],
    ['合格率恢复到 98 %', ['合格率 ratio eq 0.98..0.98 [98 %]']],
    ['响应时间9 s', ['响应时间 time eq 9..9 [9 s]']],
    ['1%氢气响应T90为1.8 s', ['? ratio eq 0.01..0.01 [1%]', '响应时间 time eq 1.8..1.8 [1.8 s]']],
    ['频率响应3 dB', ['? level eq 3..3 [3 dB]']],
    ['标定用时28 min', ['标定时间 time eq 1680..1680 [28 min]']],
    ['氢气检测下限4 ppm', ['氢气检出限 ratio eq 0.000004..0.000004 [4 ppm]']],
    ['误差不足3%', ['误差 ratio lte ..0.03 [3%]']],
    ['功耗低至 5 mW', ['功耗 power lte ..0.005 [5 mW]']],
    ['寿命增至5年', ['使用寿命 time gte 157680000.. [5年]']],
    ['漏率由83%提高到91%', ['? ratio eq 0.83..0.83 [83%]', '漏率 ratio gte 0.91.. [91%]']],
    ['误报率由5%降为1%', ['? ratio eq 0.05..0.05 [5%]', '误报率 ratio lte ..0.01 [1%]']],
    [
      '漏率由8%收窄至1%，3%',
      ['? ratio eq 0.08..0.08 [8%]', '漏率 ratio lte ..0.01 [1%]', '? ratio eq 0.03..0.03 [3%]'],
    ],
    ['漏率由8%，提高到9%', ['? ratio eq 0.08..0.08 [8%]', '? ratio gte 0.09.. [9%]']],
    ['零点漂移率0.02%FS', ['零点漂移率 fullScale eq 0.0002..0.0002 [0.02%FS]']],
    ['角度误差±12″', ['角度误差 angle lte ..0.00333333333333 [±12″]']],
    ['硬度58HRC，分辨力23 bit', ['硬度 rockwell eq 58..58 [58HRC]', '分辨力 bits eq 23..23 [23 bit]']],
    ['长度5cm-10cm', ['长度 length between 0.05..0.1 [5cm-10cm]']],
    ['长度20cm-1号，20CM-1', ['长度 length eq 0.2..0.2 [20cm]']],
    ['型号SCM-1、XCM-1', []],
    // No quantities: money, models, standards, dates, angles, units that could be two things.
    ['投资500万元', []],
    ['Li4Ti5O12 PM2.5 GB/T 19001-2016 TC4 42CrMo4', []],
    ['5G网络', []],
    ['功率5mw', []],
    ['磨削30度角', []],
    ['3×105 次', []],
    ['第3次', []],
    ['', []],
  ])('%j', (text, shown) => expect(show(text)).toEqual(shown))

  it('reads at most 32 of them, in bounded time', () => {
    expect(quantitiesOf('温度1200℃，'.repeat(1000))).toHaveLength(maxQuantities)
    for (const part of ['9', '1,', '1.', '9 ', '9×10', '9~', '≥', '-9', '9万', '(9', '耐', '9m/'])
      expect(timeOf(() => quantitiesOf(part.repeat(50_000)))).toBeLessThan(1000)
  })

  it('law: never throws; what it read stands in the text, in order, and is a number', () => {
    fc.assert(
      fc.property(anyText, text => {
        let last = 0
        for (const { start, end, min, max } of quantitiesOf(text)) {
          expect(last <= start && start < end && end <= text.length).toBe(true)
          expect(min ?? max).not.toBeNull()
          expect([min, max].every(bound => bound === null || Number.isFinite(bound))).toBe(true)
          last = end
        }
      }),
      { numRuns: 1000 },
    )
  })
})

function timeOf(work: () => void): number {
  const started = performance.now()
  work()
  return performance.now() - started
}

describe('readUnit', () => {
  it('law: more of a unit is more in its base unit', () => {
    const names = fc.constantFrom('℃', 'K', '°F', 'mm', 'MPa', 'MW', 'mW', '%', 'kg', '吨/年', 'm3/h', '万次', 'Nm')
    fc.assert(
      fc.property(names, fc.integer({ min: -1000, max: 1000 }), (name, value) => {
        const unit = readUnit(name)
        if (unit) expect(unit.toBase(value + 1)).toBeGreaterThan(unit.toBase(value))
      }),
    )
  })
  it.each(['mw', 'T', 'M', 'G', 'x', '', 'm/s/h', '元', '万元', 'constructor'])('%j is no unit', name => {
    expect(readUnit(name)).toBeNull()
  })
})

function anIndicator(given: Partial<Indicator>): Indicator {
  return { name: '抗拉强度', comparator: 'gte', value: '1200', valueMax: null, unit: 'MPa', testMethod: '', ...given }
}

describe('indicatorQuantity', () => {
  it('is the quantity that the same words would be', () => {
    const { start: _, end: __, ...fromText } = quantitiesOf('抗拉强度≥1200MPa')[0] ?? { start: 0, end: 0 }
    expect(indicatorQuantity(anIndicator({}))).toEqual({ ...fromText, start: 0, end: 0 })
  })
  it('needs a unit that can be read, and both bounds of a range', () => {
    expect(indicatorQuantity(anIndicator({ unit: '' }))).toBeNull()
    expect(indicatorQuantity(anIndicator({ unit: '万元' }))).toBeNull()
    expect(indicatorQuantity(anIndicator({ comparator: 'between' }))).toBeNull()
    expect(indicatorQuantity(anIndicator({ value: 'x' }))).toBeNull()
    expect(indicatorQuantity(anIndicator({ comparator: 'between', valueMax: '1300' }))?.max).toBe(1.3e9)
    expect(indicatorQuantity(anIndicator({ name: '使用寿命', value: '24', unit: '月' }))?.min).toBe(24 * 30 * 86_400)
    expect(indicatorQuantity(anIndicator({ name: '-3 dB带宽', unit: 'kHz' }))?.metric).toBe('带宽')
  })
})

describe('compareQuantities', () => {
  const compare = (wanted: string, offered: string) => {
    const [a, b] = [quantitiesOf(wanted)[0], quantitiesOf(offered)[0]]
    if (!a || !b) throw new Error(`no quantity in ${wanted} or ${offered}`)
    const { sameMetric, satisfied } = compareQuantities(a, b)
    return sameMetric ? satisfied : 'another metric'
  }
  it.each([
    ['耐高温1000℃以上', '使用温度1200℃', true],
    ['耐热温度≥1000℃', '可耐1200度高温', true],
    ['耐温≥1000℃', '耐温达800℃', false],
    ['破损率3%以下', '产品破损率为2.5%', true],
    ['破损率≤3%', '破损率5%', false],
    ['破损率≤3%', '破损率≥2%', null],
    ['破损率≤3%', '破损率2%~4%', null],
    ['抗拉强度1200MPa', '拉伸强度1.3GPa', true],
    ['厚度5mm', '厚度5000μm', true],
    ['厚度5mm', '厚度8mm', null],
    ['粒径10~30μm', '粒径0.015~0.02mm', true],
    ['粒径10~30μm', '粒径50μm', false],
    ['粒径10~30μm', '粒径20~50μm', null],
    ['碳纤维层间抗拉强度≥1GPa', '抗拉强度≥2GPa', 'another metric'],
    ['高温抗拉强度≥1GPa', '抗拉强度≥2GPa', 'another metric'],
    ['抗拉强度≥1GPa', '抗压强度≥2GPa', 'another metric'],
    ['效率提高20%', '效率95%', 'another metric'],
    ['≥20%', '≥30%', 'another metric'],
    ['寿命≥1000h', '寿命≥3000次', 'another metric'],
    ['硅中毒后灵敏度保持率≥85%', '灵敏度保持91%', true],
    ['灵敏度≥85%', '灵敏度保持91%', 'another metric'],
    ['响应时间T90≤20s', '甲烷响应时间9 s', true],
    ['响应时间T90≤1s', '甲烷响应T90可达 9 s', false],
    ['氢气检测下限≤10 ppm', '检出限4 ppm', true],
    ['排放浓度SO2≤35ppm', '排放浓度NO2为30ppm', 'another metric'],
    ['排放浓度CO≤35ppm', '排放浓度NO为30ppm', 'another metric'],
    ['纯度H2≥99%', '纯度O2为99.5%', 'another metric'],
    ['表面粗糙度Ra≤0.8um', '表面粗糙度0.4um', true],
    ['氢气检测下限≤10 ppm', '甲硫醇检测下限0.6 ppb', 'another metric'],
    ['模组质量≤900 g', '质量680 g', true],
    ['60代产量率≥90%', '10代产量率95%', 'another metric'],
    ['零点误差≤1%FS', '零点误差0.5%', 'another metric'],
    ['设计寿命≥5年', '折算寿命超过8年', true],
    ['光谱分辨率≤5 cm-1', '光谱分辨率 4 cm⁻¹', true],
    ['光谱分辨率5 cm-1', '光谱分辨率8 cm-1', false],
    ['光谱分辨率≤5 cm-1', '光谱分辨率0.1nm', 'another metric'],
  ])('wanted %s, offered %s: %s', (wanted, offered, verdict) => expect(compare(wanted, offered)).toBe(verdict))

  it('law: more is never worse where at least is wanted', () => {
    const value = fc.integer({ min: 1, max: 5000 })
    fc.assert(
      fc.property(value, value, value, (wish, a, b) => {
        const verdict = (offer: number) => compare(`耐温≥${wish}℃`, `耐温${offer}℃`)
        if (verdict(Math.min(a, b)) === true) expect(verdict(Math.max(a, b))).toBe(true)
        expect(verdict(a)).toBe(a >= wish)
      }),
    )
  })
})

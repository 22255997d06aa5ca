/**
 * Units by dimension, with the factor to the dimension's base unit. Only what engineers write in demands and results;
 * money is no quantity. A unit that could mean two things (lower-case mw, upper-case T) is no unit: a quantity that is
 * not understood does no harm, a wrong one does.
 */

type BaseDimension =
  | 'temperature'
  | 'length'
  | 'wavenumber'
  | 'mass'
  | 'pressure'
  | 'time'
  | 'ratio'
  | 'fullScale'
  | 'power'
  | 'energy'
  | 'voltage'
  | 'current'
  | 'resistance'
  | 'charge'
  | 'frequency'
  | 'rotation'
  | 'area'
  | 'volume'
  | 'force'
  | 'torque'
  | 'viscosity'
  | 'level'
  | 'angle'
  | 'amount'
  | 'light'
  | 'data'
  | 'conductivity'
  | 'times'
  | 'pieces'
  | 'multiple'
  | 'bits'
  | 'rockwell'
  | 'vickers'

/** A plain dimension, or one over another: speed is length/time. */
export type Dimension = BaseDimension | `${BaseDimension}/${BaseDimension}`

/** By dimension: its base unit first, each unit with its factor. Names are folded. */
const unitsByDimension: Record<BaseDimension, string> = {
  temperature: '°c=1 度=1 摄氏度=1 k=1 °f=1',
  length:
    'm=1 米=1 nm=1e-9 纳米=1e-9 μm=1e-6 um=1e-6 微米=1e-6 mm=1e-3 毫米=1e-3 cm=0.01 厘米=0.01 km=1e3 公里=1e3 千米=1e3',
  wavenumber: 'cm-1=1',
  mass: 'kg=1 千克=1 公斤=1 ng=1e-12 μg=1e-9 微克=1e-9 mg=1e-6 毫克=1e-6 g=1e-3 克=1e-3 t=1e3 吨=1e3',
  pressure: 'pa=1 帕=1 kpa=1e3 千帕=1e3 mpa=1e6 兆帕=1e6 gpa=1e9 吉帕=1e9 bar=1e5',
  time: 's=1 秒=1 ns=1e-9 μs=1e-6 ms=1e-3 毫秒=1e-3 微秒=1e-6 min=60 分钟=60 h=3600 小时=3600 d=86400 天=86400 个月=2592000 年=31536000',
  ratio: '%=0.01 ‰=1e-3 ppm=1e-6 ppb=1e-9',
  fullScale: '%fs=0.01 %f·s=0.01',
  power: 'w=1 瓦=1 kw=1e3 千瓦=1e3 Mw=1e6 兆瓦=1e6 gw=1e9 mw=1e-3 毫瓦=1e-3 μw=1e-6',
  energy: 'j=1 kj=1e3 mj=1e-3 Mj=1e6 wh=3600 kwh=3.6e6 千瓦时=3.6e6 度电=3.6e6 mwh=3.6 Mwh=3.6e9 gwh=3.6e12',
  voltage: 'v=1 伏=1 kv=1e3 千伏=1e3 mv=1e-3 毫伏=1e-3 μv=1e-6',
  current: 'a=1 安=1 ka=1e3 ma=1e-3 毫安=1e-3 μa=1e-6 na=1e-9',
  resistance: 'ω=1 欧姆=1 mω=1e-3 kω=1e3 Mω=1e6 gω=1e9',
  charge: 'ah=3600 mah=3.6',
  frequency: 'hz=1 赫兹=1 khz=1e3 mhz=1e6 兆赫=1e6 ghz=1e9 thz=1e12',
  rotation: 'rpm=1 r/min=1 转/分=1 转/分钟=1',
  area: 'm2=1 平方米=1 平米=1 nm2=1e-18 μm2=1e-12 mm2=1e-6 平方毫米=1e-6 cm2=1e-4 平方厘米=1e-4 km2=1e6 平方公里=1e6 公顷=1e4 亩=666.6666666666666',
  volume: 'm3=1 立方米=1 μl=1e-9 ml=1e-6 毫升=1e-6 cm3=1e-6 立方厘米=1e-6 mm3=1e-9 l=1e-3 升=1e-3',
  force: 'n=1 mn=1e-3 kn=1e3 Mn=1e6 牛=1 千牛=1e3',
  torque: 'n·m=1 kn·m=1e3',
  viscosity: 'pa·s=1 mpa·s=1e-3 cp=1e-3',
  level: 'db=1 分贝=1',
  angle: '°=1 ′′=2.777777777777778e-4',
  amount: 'mol=1 mmol=1e-3 μmol=1e-6 kmol=1e3',
  light: 'lm=1',
  data: 'b=1 kb=1e3 mb=1e6 gb=1e9 tb=1e12',
  conductivity: 'w/(m·k)=1 w/m·k=1 w/mk=1',
  times: '次=1 周次=1 个循环=1 次循环=1',
  pieces: '件=1 台=1 套=1 只=1 支=1 粒=1',
  multiple: '倍=1',
  bits: 'bit=1',
  rockwell: 'hrc=1',
  vickers: 'hv=1',
}

interface PlainUnit {
  dimension: BaseDimension
  factor: number
}

const plainUnits: ReadonlyMap<string, PlainUnit> = new Map(
  Object.entries(unitsByDimension).flatMap(([dimension, list]) =>
    list.split(' ').map((entry): [string, PlainUnit] => {
      const [name = '', factor = '1'] = entry.split(/=(?=[^=]*$)/)
      return [name, { dimension: dimension as BaseDimension, factor: Number(factor) }]
    }),
  ),
)

/** Every way a unit may be written, longest first, for a pattern over folded text. */
export const unitNames: readonly string[] = [...new Set([...plainUnits.keys()].map(name => name.toLowerCase()))].sort(
  (a, b) => b.length - a.length,
)
/** What else may stand under a stroke. */
export const denominatorNames: readonly string[] = ['日', '月', '分']

/** Folded names whose first letter is milli or mega, told apart by its case. */
const caseDecides = new Set(['mw', 'mj', 'mwh', 'mω', 'mn'])
/** Letters that mean something else in the other case: 5G, T for tesla, M, S for siemens, 20CM-1; n, j, a, k for a name, hν of a photon. */
const lowerOnly = new Set(['m', 'g', 't', 's', 'h', 'd', 'cm-1'])
const upperOnly = new Set(['k', 'a', 'n', 'j', 'hv'])

/** Alone, 3月 is a date and 90分 a mark; under a stroke they are times. */
const shortDenominators: Record<string, string> = { 日: '天', 月: '个月', 分: '分钟' }

/** The unit of an indicator stands in a field of its own, where 月 is no date. */
export const readIndicatorUnit = (written: string): Unit | null =>
  readUnit({ 月: '个月', 日: '天' }[written.trim()] ?? written)

export interface Unit {
  dimension: Dimension
  /** The value in the base unit of the dimension: °C, m, kg, Pa, s, 1, W, J, V … */
  toBase: (value: number) => number
}

/** A unit as it was written (in NFKC), with one stroke at most; null when it is none or could be two. */
export function readUnit(written: string): Unit | null {
  const text = written
    .trim()
    .normalize('NFKC')
    .replace(/[.⋅∙•*]/g, '·')
    .replace(/μ|µ/g, 'μ')
    .replace(/\^?[-−–](?=1$)/, '-')
  const whole = readPlain(text)
  if (whole) return { dimension: whole.dimension, toBase: baseValue(whole, text.toLowerCase()) }
  const [over = '', under, ...more] = text.split('/')
  if (under === undefined || more.length > 0) return null
  const [above, below] = [readPlain(over), readPlain(shortDenominators[under] ?? under)]
  if (!above || !below) return null
  const factor = above.factor / below.factor
  return { dimension: `${above.dimension}/${below.dimension}`, toBase: value => value * factor }
}

function readPlain(written: string): PlainUnit | null {
  if (written === 'Nm') return plainUnits.get('n·m') ?? null
  const folded = written.toLowerCase()
  if (lowerOnly.has(folded) && written !== folded) return null
  if (upperOnly.has(folded) && written === folded) return null
  if (!caseDecides.has(folded)) return plainUnits.get(folded) ?? null
  const second = written.charAt(1)
  if (second === second.toLowerCase() && folded !== 'mω') return null
  return plainUnits.get(`${written.charAt(0)}${folded.slice(1)}`) ?? null
}

function baseValue({ factor }: PlainUnit, name: string): (value: number) => number {
  if (name === 'k') return value => value - 273.15
  if (name === '°f') return value => ((value - 32) * 5) / 9
  return value => value * factor
}

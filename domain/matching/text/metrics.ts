/**
 * Names of what is measured. Two texts speak of the same metric only when their names say so; the table below holds the
 * names that mean the same, and which way is better. When in doubt, two metrics are different: a wrong "satisfied" is
 * worse than none.
 */

import type { Dimension } from './units.ts'

/** Canonical name, which way is better ("more", "less", or neither), and the other names of it. */
const metricTable: readonly (readonly [name: string, better: '+' | '-' | '', others: string])[] = [
  [
    '耐温',
    '+',
    '耐高温 耐热 耐热温度 耐受温度 耐温性能 耐高温性能 使用温度 最高使用温度 服役温度 耐温等级 耐温能力 可耐 可耐受 耐受',
  ],
  ['抗拉强度', '+', '拉伸强度 抗张强度'],
  ['抗压强度', '+', '压缩强度 耐压强度'],
  ['抗弯强度', '+', '弯曲强度 抗折强度'],
  ['抗剪强度', '+', '剪切强度'],
  ['屈服强度', '+', ''],
  ['结合强度', '+', '粘结强度 附着强度'],
  ['断裂韧性', '+', '断裂韧度'],
  ['伸长率', '+', '延伸率 断裂伸长率 断后伸长率 断裂延伸率'],
  ['破损率', '-', '损坏率 破损比例'],
  ['合格率', '+', '良品率 良率 成品率'],
  ['准确率', '+', '正确率 准确度'],
  ['误报率', '-', '虚警率 误检率'],
  ['漏检率', '-', '漏报率'],
  ['去除率', '+', '脱除率 去除效率 脱除效率'],
  ['收率', '+', '得率 产率'],
  ['转换效率', '+', '转化效率'],
  ['纯度', '+', ''],
  ['孔隙率', '', '孔隙度 气孔率'],
  ['导热系数', '', '热导率 导热率 热传导系数'],
  ['热膨胀系数', '-', '膨胀系数 线膨胀系数'],
  ['粒径', '', '粒度 颗粒尺寸 颗粒度'],
  ['粗糙度', '-', '表面粗糙度'],
  ['使用寿命', '+', '寿命 服役寿命 工作寿命 设计寿命 预期寿命 折算寿命'],
  ['循环寿命', '+', '循环次数 重复使用次数 充放电次数 充放电循环'],
  ['能量密度', '+', '比能量'],
  ['续航里程', '+', '续驶里程 续航'],
  ['测量精度', '-', '检测精度 测试精度 测量误差 检测误差'],
  ['加工精度', '-', '加工误差'],
  ['定位精度', '-', '定位误差'],
  ['光谱分辨率', '-', ''],
  ['响应时间', '-', '响应时长 t90'],
  ['功耗', '-', ''],
  ['含水率', '-', '含水量 水分含量'],
  ['能耗', '-', '能源消耗 耗能'],
  ['节能率', '+', '节电率'],
  ['排放浓度', '-', ''],
]

const canonicalNames: ReadonlyMap<string, string> = new Map(
  metricTable.flatMap(([name, , others]) => [name, ...others.split(' ')].filter(Boolean).map(other => [other, name])),
)
const betterByName: ReadonlyMap<string, '+' | '-' | ''> = new Map(metricTable.map(([name, better]) => [name, better]))
/**
 * Endings of names that mean another ending, in the dimension that tells: 灵敏度保持91% is a 灵敏度保持率, 氢气响应1.8 s
 * a 响应时间. What stands before stays: 氢气检出限 is not 甲烷检出限.
 */
const endings: readonly (readonly [ending: RegExp, dimension: Dimension | null, name: string])[] = [
  [/(?<![率比仍还均都可能])[仍还均都可能]*保持$/, 'ratio', '保持率'],
  [/响应$/, 'time', '响应时间'],
  [/续航$/, 'time', '续航时间'],
  [/(?:用时|耗时|时长)$/, 'time', '时间'],
  [/(?:最[低小])?(?:检[测出](?:浓度)?下限|检测限|检出限)$/, null, '检出限'],
]
/** Better by the end of the name, whatever is kept or found. */
const betterEndings: readonly (readonly [RegExp, 1 | -1])[] = [
  [/保持率$/, 1],
  [/检出限$/, -1],
]
const longestKnown = Math.max(...Array.from(canonicalNames.keys(), name => name.length))

/** Before a metric's name these make another metric of it; other words before it only say whose it is. */
const qualifiers =
  /(?:高温|低温|室温|常温|层间|疲劳|残余|初始|单位|静态|动态|纵向|横向|瞬时|短期|体积|质量|重量|面积|综合|额定|局部|界面|比|干|湿|热|冷|电|光|软|净|毛|非|不|未)$/
/** Said of nearly everything: without a word before it, such a name is no metric of its own. */
const changes = /(提高|提升|增加|增长|增强|改善|降低|减少|下降|缩短|节约|节省|减小|降)了?$/
const fillers =
  /^(?:[的了其且在]|要求|指标|实现|能够|可以|产品|整机|单机|样机|模组|模块|设备|装置|仪器|器件|平均|最终|整体|总体|确保|保证|满足|具有|具备)+/u
const padding =
  /(?:[的了为是在可需达到至最约仅只有其均也不仍还已]|要求|指标|能够|可以|高达|最高|最低|最大|最小|平均|稳定|保持|恢复|控制|分别|范围|大约|(?<![产性节储功智动热电光势])能)+$/
/** Between a name and its number, also before an ending: 灵敏度保持约91%, 响应为9 s. */
const onTheWay = /(?:[为是约仅可达到了]|能够|大约|平均)+$/
/** The sign of a metric after its name (表面粗糙度Ra, 抗拉强度Rm, 响应时间T90), which is no formula of a substance. */
const symbol = /(?<=\p{Script=Han}{2})\s*(?:r[amez]|t\d{0,2}|h[vb]|[dluvpqi])$/u
/** A number that a condition left before a name: -3 dB带宽, 5 mT杂散场误差. */
const condition = /^[-−]?\d[\d.]*\s?[a-zμ%°]{1,3}\s?(?=\p{Script=Han}{2})/u

/** How the name of something that is measured ends; "过去 20年" and "公司 80亩" compare with nothing. */
const measurable =
  /\p{Script=Han}[率度力量性数比值径长宽高深厚重命间期温压流阻功耗速频容能积差程离寸模声音迟延本围隙效限]$|^[a-z]{2,8}$/u

const maxNameChars = 12

/**
 * The name under which a metric is compared, out of the words before a number. A change ("效率提高") is another metric
 * than what is changed. Empty when no name is left.
 */
export function metricName(words: string, dimension: Dimension | null = null): string {
  const known = canonicalNames.get(words.trim())
  if (known !== undefined) return known
  const bare = words
    .replace(/\([^()]*\)?/g, '')
    .replace(/[\s:=]+$/, '')
    .replace(symbol, '')
  const ended = withEnding(bare.replace(onTheWay, ''), dimension) ?? bare
  const padded = ended.replace(padding, '')
  const change = changes.exec(padded)?.[0] ?? ''
  const noun = padded.slice(0, padded.length - change.length).replace(padding, '')
  const name = canonical(lastPhrase(noun))
  if (name === '') return ''
  return change === '' ? name : `${name}·${/提|增|改/.test(change) ? '提高' : '降低'}`
}

function withEnding(words: string, dimension: Dimension | null): string | null {
  const found = endings.find(([ending, of]) => (of === null || of === dimension) && ending.test(words))
  return found ? words.replace(found[0], found[2]) : null
}

/** What stands after the last word that only leads to it: "材料的抗拉强度" → "抗拉强度". */
function lastPhrase(text: string): string {
  const phrase = text.split(/[的了]|(?<=[时后下])(?=\p{Script=Han}{2})|\s(?=\p{Script=Han})/u).at(-1) ?? ''
  return phrase.trim().slice(-maxNameChars).replace(condition, '').replace(fillers, '')
}

function canonical(name: string): string {
  for (let length = Math.min(name.length, longestKnown); length >= 2; length--) {
    const known = canonicalNames.get(name.slice(-length))
    if (known === undefined) continue
    const before = name.slice(0, -length)
    if (before === '' || length >= 3) return (qualifiers.exec(before)?.[0] ?? '') + known
  }
  return measurable.test(name) ? name : ''
}

/** Whether two names, each from {@link metricName}, mean the same. */
export function isSameMetric(a: string, b: string): boolean {
  if (a === '' || b === '') return false
  if (a === b) return true
  const [short, long] = a.length <= b.length ? [a, b] : [b, a]
  return short.length >= 3 && long.endsWith(short) && !qualifiers.test(long.slice(0, -short.length))
}

/** 1 when more is better, -1 when less is, 0 when it is not known: a precision in percent may be meant either way. */
export function betterDirection(metric: string, dimension: Dimension): 1 | -1 | 0 {
  if (dimension === 'ratio' && metric.endsWith('精度')) return 0
  const better = betterByName.get(metric)
  if (better === '+') return 1
  if (better === '-') return -1
  return betterEndings.find(([ending]) => ending.test(metric))?.[1] ?? 0
}

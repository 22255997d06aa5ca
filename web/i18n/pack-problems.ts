/**
 * What is wrong with the text of a policy, in Chinese. The checks of the language speak English; a sentence that is not
 * known here is shown as it came.
 */
import type { PackProblem } from '#domain/subsidy/pack/parse-policy-pack.ts'
import { nameFields } from './field-names.ts'
import { currentLanguage } from './start.ts'

const whole = new Map<string, string>([
  ['is missing', '没有填写'],
  ['has no rule and no award', '没有规则，也没有奖励'],
  ['say why under noRule: "no computable rule: …"', '给它写一条规则，或写明不计算的原因'],
  ['the clause has a rule or an award', '这一条已有规则或奖励'],
  ['remove noRule', '删去“不计算的原因”'],
  ['give every part an id of its own', '每一部分用不同的代号'],
  ['must be letters a to z, digits, -, _ or .', '只能用英文字母、数字和 - _ .'],
  ['holds a sign that is not seen', '含有看不见的字符'],
  ['delete it, or type the title again', '删去它，或重新输入标题'],
  ['a list or map is no key', '列表或映射不能作键'],
  ['split it by document', '按文件拆成几份'],
  ['name the inner part as a measure or as a rule of its own', '把里层另立为汇总数或规则'],
  ['has no wording', '没有原文'],
  ['give the quote, or a paraphrase as text', '填写原文（quote），或释义（text）'],
  ['a policy in force needs the day it took effect', '现行有效的政策要有施行日期'],
  ['give effectiveFrom as YYYY-MM-DD', '填写施行日期，如 2024-01-01'],
  ['must say how it is computed', '没有说怎样算'],
  ['give rate (of the base), or figure', '写比例（rate）或金额（figure），只写一个'],
  ['the rule measures nothing', '没有基数'],
  ['give base, or measures', '填写基数（base）'],
  ['name the money field that is summed, or write what: count', '选择要合计的金额，或改为计数'],
  ['what is counted has no amount', '计数不需要金额'],
  ['nothing is shared: the limit is on the key of the rule', '这一上限按规则自己的归并对象计，没有可按比例分的'],
  ['write per: all for a budget of all, or leave short out', '全部合计的预算写 per: all；否则删去 short'],
  ['remove amount, or what', '去掉金额，或去掉计数'],
  ['is only for amounts of figures', '只有指标的金额才有“没有报送时”'],
  ['remove it: what the register lacks is 0 anyway', '去掉它：登记簿上没有的本来就是 0'],
  ['a rate needs a base', '比例要有基数'],
  ['give base, or write figure', '填写基数，或改写金额'],
  ['gives more than its base', '比例超过 100%'],
  [
    'check the unit: percent, permille, per10k; or say overBase: true',
    '核对单位是百分之、千分之还是万分之；确实超过的写 overBase: true',
  ],
  ['joins rules that see the same records in different years', '放在一起的规则把同一笔记录算在不同年度'],
  ['give their windows the same date and the same years', '请给它们相同的日期字段和年度'],
  ['must have exactly one test', '每项条件要有一种比较，也只能有一种'],
  ['has no field', '没有选字段'],
  ['name the field that is tested', '选择条件字段'],
  ['has two lower bounds', '有两个下限'],
  ['keep from (含, ≥) or above (不含, >)', '保留 from（含）或 above（不含）'],
  ['has two upper bounds', '有两个上限'],
  ['keep below (不含, <) or to (含, ≤)', '保留 below（不含）或 to（含）'],
  ['must give exactly one thing', '每一档只能给一样'],
  ['keep one of: rate, amount (with or without excess), step', '比例、金额（可加超额比例）、阶梯，保留一样'],
  ['has no lower bound', '没有下限'],
  ['write from (含) or above (不含): only the first may lack it', '填写下限并选含或不含；只有第一档可以没有'],
  ['has no upper bound', '没有上限'],
  ['write below (不含) or to (含): only the last may lack it', '填写上限并选含或不含；只有最后一档可以没有'],
  ['ends before it begins', '上限不高于下限'],
  ['correct the bounds', '改正上下限'],
  ['leaves a hole after the bracket before', '与上一档之间有空缺'],
  ['overlaps the bracket before', '与上一档重叠'],
  ['let it begin where the bracket before ends', '从上一档结束的地方开始'],
  ['the bound is in both brackets or in neither', '分界的数两档都含，或两档都不含'],
  ['pair below with from, or to with above', '“不满”配“达到”，“不超过”配“超过”'],
  ['a slice has a rate', '分段累进的每一段要有比例'],
  ['write rate, or kind: whole', '填写比例，或改为全额分档'],
  ['is a number, not money', '是数字，不是金额'],
  ['is money, not a number', '是金额，不是数字'],
  ['write it with its unit, as 500万元', '写上单位，如 500万元'],
  ['write a whole number without a unit', '写整数，不带单位'],
  ['is over the cap', '高于封顶'],
  ['correct one of them', '改正其中之一'],
  ['write it with its unit, as 500万元, 1亿元 or 2000元', '写上单位，如 500万元、1亿元、2000元'],
  ['name a money field, or an amount as 500万元', '选一个金额字段，或写金额，如 500万元'],
  ["write a plain decimal, quoted if it is long: '0.2'", '写小数，如 0.2'],
  ['write an existing day as YYYY-MM-DD', '按 2024-01-01 的样式写一个存在的日期'],
  ["give six digits of GB/T 2260 in quotes: '410100'", '选择地区（六位代码）'],
  ['name the id of a clause of this pack', '写本政策里一条条款的代号'],
  ['declare the parameter with its readings', '先在 parameters 里写明几种理解'],
  ['correct the YAML: indentation, quotes, repeated keys', '检查缩进、引号和重复的键'],
  ['check its spelling against the documented format, or remove it', '核对拼写，或删去'],
  ['give it in one of the documented forms', '按格式说明填写'],
  ['use one of the documented forms', '按格式说明填写'],
  ['Invalid input', '写法不对'],
  ['correct the value', '改正这个值'],
  ['write the value out', '把内容写出来，不用引用'],
  [
    'test the beneficiary under who, the record under base.where or base.deduct',
    '对受益单位的要求写在 who，对记录的条件写在基数的 where 或 deduct',
  ],
  ['write a text, in quotes', '写文字'],
  ['write true or false', '写 true 或 false'],
  ['an amount is no number', '金额不是数字'],
  ['is none of the kinds there are', '没有这一种'],
  ['write it as { value: 1, unit: percent }', '写作 { value: 1, unit: percent }'],
  ['is neither an amount, as 500万元, nor a whole number', '既不是金额（如 500万元），也不是整数'],
  [
    'check its spelling against the documented forms; what they cannot say is told under noRule of its clause',
    '核对拼写；规则语言写不了的，在条款的 noRule 里说明，由人决定',
  ],
  ['a basis is in no limit over several figures', '供其他规则计算的规则不设多笔合计的限额'],
  ['write the limit at the rule that gives', '限额写在兑付的规则上'],
  ['a basis is in no set and in no limit of the pack', '供其他规则计算的规则不参与择一、补差和合计限额'],
  ['name the rule that gives', '写兑付的规则'],
  ['a basis has no stages, uses or payers', '供其他规则计算的规则没有分期、用途和分担'],
  ['write them at the rule that gives', '写在兑付的规则上'],
  ['use { rule } in another rule, or say what it gives', '在别的规则里用 { rule } 引用它，或写明给多少'],
  [
    'write match: and a field that the records of both rules have, as match: contract.id',
    '用 match 写两条规则的记录都有的字段，如 contract.id',
  ],
  [
    'measure the table it is in; or write what: highest, in a measure of its own',
    '改用它所在的表作基数；或另立汇总数，取最高（highest）',
  ],
  [
    'give one name or one value: nothing of several parts stands here',
    '这里只能写一个名称或一个值，不能写由几部分组成的内容',
  ],
  ['a limit over several figures must be an amount', '多笔合计的限额要是确定的金额'],
  [
    'write an amount with its unit, as 10万元; or make this rule a basis, and a rule per that key sum it up, with the limit as its cap',
    '写带单位的金额，如 10万元；或把本规则改为供其他规则计算，另立按该对象的规则求和，以此限额封顶',
  ],
])

const patterns: readonly (readonly [RegExp, string])[] = [
  [/^"(.*)" is no amount$/, '“$1”不是金额'],
  [/^"(.*)" would be read as (\S+)$/, '“$1”会被读成 $2'],
  [/^"(.*)" is no rate$/, '“$1”不是比例'],
  [/^"(.*)" is no day$/, '“$1”不是日期'],
  [/^"(.*)" is no region code$/, '“$1”不是地区代码'],
  [/^"(.*)" is neither a field nor an amount$/, '“$1”既不是字段也不是金额'],
  [/^"(.*)" is no name of a measure$/, '“$1”不是汇总数的名称'],
  [/^longer than a policy pack can be \((\d+) characters; at most (\d+)\)$/, '文本太长（$1 字，最多 $2 字）'],
  [/^is nested deeper than (\d+) levels$/, '嵌套超过 $1 层'],
  [/^has a list or map of more than (\d+) entries$/, '有一个列表或映射超过 $1 项'],
  [/^no measure "(.*)"$/, '没有叫“$1”的汇总数'],
  [/^no field "(.*)" on (\w+)$/, '这类记录上没有字段“$1”'],
  [/^(\S+) is a (\w+), not a (.+)$/, '$1 的类型不合（$2）'],
  [/^(\S+) cannot be tested here$/, '$1 不能在这里判断'],
  [/^"(.*)" is no value this field can have$/, '“$1”不是这个字段能取的值'],
  [/^no clause "(.*)"$/, '没有代号为“$1”的条款'],
  [/^no rule "(.*)"$/, '没有代号为“$1”的规则'],
  [/^the language has no "(.*)" here$/, '规则语言里没有“$1”'],
  [/^unknown field "(.*)"$/, '不认识的项“$1”'],
  [/^"(.*)" is used twice$/, '代号“$1”用了两次'],
  [/^"(.*)" was given before$/, '“$1”重复了'],
  [/^use one of: (.+)$/, '可用：$1'],
  [/^keep one of: is, in, .*$/, '选一个条件字段和一种比较方式'],
  [/^give at least 1$/, '不能为空'],
  [/^give at least (\d+)$/, '至少 $1'],
  [/^give at most (\d+)$/, '最多 $1'],
  [/^give an? (\w+)(?: \(quote it\))?$/, '请填写'],
  [/^(\S+) would count once for each of the (\w+)$/, '$1 会按每条记录（$2）重复计算'],
  [/^no rule computes from "(.*)"$/, '没有规则用到“$1”'],
  [/^rule (\S+) gives to (.+), this one to (.+): never the same$/, '规则 $1 给 $2，本规则给 $3，不会是同一对象'],
  [/^Invalid input: expected (\w+), received (\w+)$/, '类型不对：应为 $1，实为 $2'],
  [/^Invalid option: .*$/, '不是可选的值'],
  [/^Too small: .*$/, '不能为空'],
  [
    /^is longer than twelve months: a record in it would be paid in (\d+) years$/,
    '期间超过十二个月：同一条记录会在 $1 个年度重复补助',
  ],
  [
    /^end it within a year, or give a mean: \{ fraction: \[1, (\d+)\], of: (\S+) \}$/,
    '请把期间限定在一年以内，或取平均：{ fraction: [1, $1], of: $2 }',
  ],
  [/^the alias \*(.*) is not allowed in a pack$/, '不能用引用 *$1'],
  ...(
    [
      ['per', '按什么归并'],
      ['beneficiary', '补助给谁'],
      ['window', '计算期间'],
    ] as const
  ).map(
    ([key, words]) =>
      [
        new RegExp(
          `^something was granted on rule (\\S+?)(?: under reading \\S+ of \\S+)?, and would be granted again under another ${key}$`,
        ),
        `规则 $1 已有批准，改了“${words}”会再批一次`,
      ] as const,
  ),
  [
    /^make it (\S+); or give the rule another id and exclude .*$/,
    '默认理解用 $1；或给规则换一个“规则代号”，并在条件里排除按原规则已享受的（文本里的 funded）',
  ],
  [
    /^what was granted on rule (\S+) does not say for which \S+ it was, and limit (\S+) could not count it$/,
    '规则 $1 已批准的，没有记下限额 $2 按什么合计，会计不进去',
  ],
  [
    /^count by the beneficiary, by the key of the rule, or by all; or give the rule another id and .*$/,
    '限额按受益单位、按规则的归并对象或按全部合计；或给规则换一个“规则代号”，并排除按原规则已享受的（文本里的 funded）',
  ],
  [
    /^something was granted on rule (\S+), and would be granted again as (\S+)$/,
    '规则 $1 已有批准，改名为 $2 会再批一次',
  ],
  [
    /^keep rule (\S+), another may stand beside it; or exclude what was granted: (.+)$/,
    '保留规则 $1（可以另有规则与它并存）；或排除已批准的：$2',
  ],
  [/^keep rule (\S+), another may stand beside it$/, '保留规则 $1（可以另有规则与它并存）'],
  [
    /^put it into an exclusive set with (\S+), or give what it has over it; or exclude what was granted: (.+)$/,
    '与规则 $1 设为择一（exclusive），或只给高出它的部分（difference）；或排除已批准的：$2',
  ],
  [
    /^put it into an exclusive set with (\S+), or give what it has over it$/,
    '与规则 $1 设为择一（exclusive），或只给高出它的部分（difference）',
  ],
  [
    /^something was granted on rule (\S+), which stood in set (\S+) with (.+)$/,
    '规则 $1 已有批准，它原在 together 的 $2 中与 $3 相互约束',
  ],
  [/^keep a set of kind (\w+), per (\S+), with (.+)$/, '保留这一组：kind 为 $1，per 为 $2，包含 $3'],
  [
    /^keep it; or give the rule another id and exclude .*$/,
    '改回原来的；或给规则换一个“规则代号”，并在条件里排除按原规则已享受的（文本里的 funded）',
  ],
  [/^what was used of limit (\S+) would not count$/, '限额 $1 已用的部分会不再计入'],
  [/^keep id (\S+), per .*$/, '沿用代号 $1，对象和期间不变'],
  [/^ends on (\S+), before it begins on (\S+)$/, '止于 $1，早于起始日 $2'],
]

function inChinese(sentence: string): string {
  const known = whole.get(sentence)
  if (known !== undefined) return known
  const entry = patterns.find(([pattern]) => pattern.test(sentence))
  return nameFields(entry ? sentence.replace(entry[0], entry[1]) : sentence)
}

/** A list of fields as long as the dictionary helps nobody. */
const longestRemedy = 160

/** What is wrong and what to do, in the language of the screen. */
export function packProblemText({ message, remedy }: Pick<PackProblem, 'message' | 'remedy'>): string {
  const isEnglish = currentLanguage() === 'en'
  const [what, todo] = isEnglish ? [message, remedy] : [inChinese(message), inChinese(remedy)]
  const short = todo.length > longestRemedy ? `${todo.slice(0, longestRemedy)}…` : todo
  // The second half often says all that the first does.
  return short.startsWith(what) ? short : `${what}${isEnglish ? '; ' : '：'}${short}`
}

/**
 * The Chinese of what policy packs and traces say in English. Packs write some sentences in two languages
 * ("合同未登记: the contract is not registered"): then each screen takes its own half.
 */

import { packWord as wordOfPack } from '#domain/subsidy/pack/pack-words.ts'
import { factWord } from './fact-names.ts'
import { nameFields } from './field-names.ts'
import { policySentences } from './policy-sentences.ts'
import { currentLanguage, wordLanguage } from './start.ts'

const whole = new Map<string, string>([
  // As figures of before say it.
  [
    'the policy was not in effect in this window: check whether it governs it',
    '政策在这一期间尚未施行或已经失效，请核实是否适用',
  ],
  ...policySentences,
  ['no record counts', '没有计入的记录'],
  ['stated by the clause', '条款写明的数额'],
  ['due from the start', '立项即可拨付'],
  ['due: nothing yet', '尚无到期的一期'],
  ['none of the cases holds', '各种情形都不符合'],
  ['a fault of the service; see its log', '服务出错，已记入日志，请联系平台管理员'],
  ['not asked', '按所选理解不适用'],
  ['draft policy: simulation only', '征求意见稿，仅供测算'],
  ['meets every condition of the rule', '符合规则的全部条件'],
  ['Consultation draft, simulated only, never paid from.', '征求意见稿，只作测算，不据以兑付。'],
  [
    'Every clause that the project’s summary names is here. Clauses that the summary does not name, in particular those with no number in them, are not held and have to be added from the document.',
    '所据摘要提到的条款都已收录；摘要没有提到的条款（尤其是没有数字的条款）尚未收录，须依文件补充。',
  ],
  [
    'All instalments of a project, over all its contracts and years, share the one limit.',
    '一个项目的全部合同、各年度的各笔付款共用一个上限。',
  ],
  [
    'The window is the year before the year of application (上年度), by the day of registration.',
    '计算期间是申报年度的上一年度，以登记日期为准。',
  ],
  ['Up to 2 % is a ceiling; the bureau approves a figure at or under it.', '“最高 2%”是上限，科技局在上限以内核定。'],
  [
    'A floor on a share, no subsidy; the figure is the least due to the team, rounded up so that it is never under 80 %.',
    '这是分配比例的下限，不是补助；结果是团队至少应得的金额，向上进到分，不会低于 80%。',
  ],
  ['Does 成交额 mean the face value or the technology part of it?', '“成交额”指合同成交额，还是其中的技术交易额？'],
  ['What has to be in Zhengzhou for a result to be transferred 在郑?', '“在郑转移转化”以哪一方在郑州为准？'],
  ['The clause does not say who receives the subsidy.', '条款没有写明补助给谁。'],
  ['The clause as held states no location test for the registry.', '条款没有写明登记机构须在郑州。'],
  ['The clause as held states no location test for the beneficiary.', '条款没有写明受益单位须在郑州。'],
  [
    'Does 转化收益 mean all that was received, or what is left after the costs of the transfer?',
    '“转化收益”指全部收入，还是扣除成本后的净收入？',
  ],
  [
    'Does 研发项目 cover only challenges that develop something, or also the adoption of a mature result?',
    '“研发项目”只指揭榜攻关，还是也包括揭榜转化？',
  ],
  ['the enterprise that listed the demand and pays for the research', '发榜并支付研发费用的企业'],
  ['the unit that took the challenge (揭榜方)', '揭榜方'],
  ['the beneficiary may be anywhere', '不限受益单位所在地'],
  ['the beneficiary must be located in Zhengzhou', '受益单位须在郑州'],
  ['only 揭榜攻关', '只指揭榜攻关'],
  ['揭榜攻关 and 揭榜转化', '揭榜攻关和揭榜转化'],
  ['合同成交额, the face value', '合同成交额'],
  ['技术交易额, without equipment and materials', '技术交易额（不含设备、材料）'],
  ['the buyer who takes the technology over', '承接技术的买方在郑州'],
  ['the registry that registered the contract', '在郑州的机构登记'],
  ['any registry', '不限登记机构所在地'],
  ['a registry located in Zhengzhou', '登记机构须在郑州'],
  ['all income of the transfer', '全部转化收入'],
  ['净收入, after costs', '扣除成本后的净收入'],
  ['no computable rule: the clause names no number', '条款没有数字，无法计算'],
  ['hangs on a certificate of recognition', '凭认定文件，不从合同或付款计算'],
  ['hangs on a certificate of recognition, not on contracts or payments', '凭认定文件，不从合同或付款计算'],
  [
    'hangs on a certificate of recognition; the figure is a least amount, the rest is for the bureau to decide',
    '凭认定文件；数字是最低额，其余由主管部门决定',
  ],
  ['hangs on the approval of the project; the figure is a least amount', '凭立项批复；数字是最低额'],
  ['names a limit only; hangs on recognition', '只有上限，凭认定文件'],
  ['names a limit only; hangs on the record of the instrument platform', '只有上限，凭仪器共享平台的记录'],
  ['names a limit only; hangs on the prize awarded', '只有上限，凭获奖证书'],
  ['names a limit only; hangs on an outside loan or investment', '只有上限，凭外部贷款或投资'],
  ['names a limit only; hangs on an outside investment', '只有上限，凭外部投资'],
  ['names a limit only; hangs on a certificate', '只有上限，凭证书'],
  ['names a limit only; decided case by case', '只有上限，一事一议'],
  ['names a limit, no base and no rate', '只有上限，没有基数和比例'],
  ['names a limit, no base and no rate; hangs on recognition', '只有上限，没有基数和比例，凭认定文件'],
  ['names a limit, no base and no rate; hangs on the approval of the project', '只有上限，没有基数和比例，凭立项批复'],
  [
    "names a limit per loan; hangs on a bank's loan contract, which is no technology contract",
    '每笔贷款设上限，凭银行借款合同，不是技术合同',
  ],
  ['the summary held gives the limit, neither base nor rate', '所据摘要只给出上限，没有基数和比例'],
  [
    'the base is an audited investment, which is not among the contracts and payments of the platform',
    '基数是经审计的投资额，不在平台的合同和付款中',
  ],
  ['record of instruments used', '仪器使用记录'],
  ['record of instruments shared', '仪器共享记录'],
  ['recognition or assessment result of the incubator', '孵化载体认定或考核结果'],
  ['recognition of the cooperation project or base', '国际合作项目或基地认定'],
  ['recognition as an enterprise provincial key laboratory', '企业省重点实验室认定'],
  ['recognition as a national key laboratory', '国家重点实验室认定'],
  ['provincial recognition as an R&D platform', '省级研发平台认定'],
  ['provincial recognition as a pilot-scale base', '省级中试基地认定'],
  ['provincial recognition as a new-type research institution', '省级新型研发机构认定'],
  ['provincial recognition as a model technology-transfer agency', '省级技术转移示范机构认定'],
  ['proof of the loan or investment received', '获得贷款或投资的证明'],
  ['proof of the investment made', '投资证明'],
  ['prize certificate with its class and grade', '获奖证书及等级'],
  ['national recognition as an R&D platform', '国家级研发平台认定'],
  ['national recognition as a new-type research institution', '国家级新型研发机构认定'],
  ['national recognition as a model technology-transfer agency', '国家级技术转移示范机构认定'],
  ['loan contract under 郑科贷', '“郑科贷”借款合同'],
  ['decision of the city on the scientist or team', '市里关于人才或团队的决定'],
  ['certificate of the high-tech enterprise', '高新技术企业证书'],
  ['audited statement of the actual investment (实际投资额)', '实际投资额审计报告'],
  ['approval of the project as a major special project', '重大科技创新专项立项批复'],
  ['approval of the project as a basic-research special project', '基础研究专项立项批复'],
  ['agreement on operating funds with the city', '运行经费协议'],
  ['R&D spending as verified by tax and statistics', '税务、统计部门核定的研发投入'],
])

const patterns: readonly (readonly [RegExp, string])[] = [
  [/^given up after (\d+) attempts$/, '试了 $1 次都没有算完，已放弃；请联系平台管理员'],
  [/^the rule names no amount for this \S+$/, '规则没有给出这一类的数额'],
  [/^dated after (\S+), the day of this evaluation$/, '晚于测算日 $1'],
  [/^sum of (\d+) record\(s\)$/, '$1 条记录合计'],
  [/^sum of (\d+) record\(s\) that fell away$/, '$1 条失效记录合计'],
  [/^(.+), rounded down to the 分$/, '$1，舍去不足 1 分的部分'],
  [/^(.+), rounded up to the 分$/, '$1，不足 1 分进到 1 分'],
  [/^the lesser of (.+) and the limit of the bracket (.+)$/, '$1 与本档上限 $2 取小者'],
  [/^the lesser of (.+) and the limit (.+)$/, '$1 与上限 $2 取小者'],
  [/^(\d+) earlier grant\(s\) for the same key and window$/, '同一对象、同一期间此前已给 $1 次'],
  [/^(.+), not below 0$/, '$1，不低于 0'],
  [/^(.+) \+ (\d+) × (.+) \(full (.+) over (.+)\)$/, '$1 + $2 × $3（超过 $5 的部分，每满 $4）'],
  [/^rounded down to the 分$/, '舍去不足 1 分的部分'],
  [/^rounded (?:half )?up to the 分$/, '进到 1 分'],
  [/^rounded down to whole (.+)$/, '舍到 $1 的整数倍'],
  [/^rounded up to whole (.+)$/, '进到 $1 的整数倍'],
  [/^rounded half up to whole (.+)$/, '四舍五入到 $1 的整数倍'],
  [/^((?:from|above|below|to) [\d].*?): (.+)$/, '$1：$2'],
  [/^(.+) at least (.+): holds$/, '$1 不低于 $2：符合'],
  [/^(.+) at most (.+): holds$/, '$1 不高于 $2：符合'],
  [/^(.+) (above|below) (.+): holds$/, '$1 $2 $3：符合'],
  [/^measured: .+$/, '取自上面的测算量'],
  [/^(.+) is in no bracket$/, '$1 不在任何一档'],
  [/^(.+) is in the bracket (.+)$/, '$1 属于这一档：$2'],
  [/^the least of (.+)$/, '取最小者：$1'],
  [/^the greatest of (.+)$/, '取最大者：$1'],
  [/^the sum of (.+)$/, '相加：$1'],
  [/^the slices of (.+)$/, '$1 分段相加'],
  [/^given in this bracket: (.+)$/, '本档给予 $1'],
  [/^(?:count|distinct|highest|lowest) of (\d+) record\(s\)$/, '$1 条记录'],
  [/^(.+): nothing is paid under (.+)$/, '$1 低于起付额 $2，不予兑付'],
  [/^(.+): raised to (.+)$/, '$1 提高到最低额 $2'],
  [/^what rule (\S+) gives for the same [^\s,]+$/, '规则 $1 对同一对象给出的数额'],
  [/^what rule (\S+) gives for the same \S+, before .*$/, '规则 $1 对同一对象给出的数额（未计合计限额、择一和补差）'],
  [/^rule (\S+) for (.+)$/, '规则 $1，$2'],
  [/^(.+) less what rule (\S+) gives, (.+)$/, '$1 减去规则 $2 给出的 $3'],
  [/^(.+) less what was granted under rule (\S+) over what it gives, (.+)$/, '$1 减去规则 $2 此前多给的 $3'],
  [
    /^(.+) and what was granted over it, (.+), which counts toward the other$/,
    '$1，加上此前多给的 $2（计入另一条规则）',
  ],
  [
    /^rule (\S+) needs the figure (\S+) of (\S*)\.\.(\S*), which .*$/,
    '缺数据：$3 至 $4 的“$2”没有报送，为 0 的也请报送',
  ],
  [/^rule (\S+) needs the figure (\S+) of (\S+), which .*$/, '缺数据：“$2”没有报送，为 0 的也请报送'],
  [/^rule (\S+) needs what rule (\S+) \((.+)\) gives of (.+), which .*$/, '所依据的“$3”尚不能认定'],
  [/^rule (\S+) needs (\S+) of (\w+ \S+), which .*$/, '缺数据：记录 $3 没有“$2”，请补充'],
  [
    /^rule (\S+): the records of (\S+) must name one (\S+), they name none; .*$/,
    '记录上没有写明“$3”，对应不上共享上限或关联规则，请更正',
  ],
  [
    /^rule (\S+): the records of (\S+) must name one (\S+), they name (.+); .*$/,
    '记录上的“$3”不止一个（$4），对应不上唯一的共享上限或关联规则，请更正',
  ],
  [/^(.+) less what was granted under the others, (.+)$/, '$1 减去同组其他规则此前已给的 $2'],
  [
    /^only one of (.+): (\S+) gives (.+); toward it counts what was granted, (.+)$/,
    '$1 只取其一：规则 $2 给出 $3，此前已给的 $4 计入其中',
  ],
  [/^only one of (.+): (\S+) gives (.+)$/, '$1 只取其一：规则 $2 给出 $3'],
  [/^what the limit (.+) over \S+, shared with others, leaves of (.+)$/, '共享上限 $1 之内 $2 可得的部分'],
  [/^what set (\S+) leaves of the figure$/, '同组规则 $1 相互抵扣后的部分'],
  [/^(.+) is within the limit (.+) over \S+, (.+) used before$/, '$1 未超过共享上限 $2（此前已用 $3）'],
  [
    /^(.+) × (.+) \/ (.+), rounded down, less what was granted on it, (.+): limit (.+) over \S+, (.+) used before$/,
    '按比例分共享上限 $5：$1 × $2 ÷ $3，舍去尾数，减去此前已给的 $4（上限此前已用 $6）',
  ],
  [
    /^(.+) × (.+) \/ (.+), rounded down: limit (.+) over \S+, (.+) used before$/,
    '按比例分共享上限 $4：$1 × $2 ÷ $3，舍去尾数（上限此前已用 $5）',
  ],
  [
    /^the lesser of (.+) and what is left of the limit (.+) over \S+, (.+) used before$/,
    '$1 与共享上限 $2 的余额取小者（此前已用 $3）',
  ],
  [/^what the limits of rule \S+ leave of (.+)$/, '共享上限以内可给：$1 中的一部分'],
  [/^due: (.+)$/, '已到期：$1'],
  [
    /^the policy takes effect on (\S+), the year of application (\d+) ends on (\S+): check whether it governs it$/,
    '政策自 $1 起施行，申报年度 $2 止于 $3，请核实是否适用',
  ],
  [
    /^the policy takes effect on (\S+), the window ends on (\S+): check whether it governs it$/,
    '政策自 $1 起施行，计算期间止于 $2，请核实是否适用',
  ],
  [
    /^the policy is in effect to (\S+), the year of application (\d+) begins on (\S+): check whether it governs it$/,
    '政策于 $1 失效，申报年度 $2 始于 $3，请核实是否适用',
  ],
  [
    /^the policy is in effect to (\S+), the window begins on (\S+): check whether it governs it$/,
    '政策于 $1 失效，计算期间始于 $2，请核实是否适用',
  ],
  [/^(.+) more was granted than the rule now gives$/, '此前批准的金额比现在算出的多 $1'],
  [/^the window is not over on (\S+): provisional$/, '到 $1 期间尚未结束，结果为暂定'],
]

/** What stands inside a sentence that is known. Of a bound, 含 is said where it is meant. */
const bounds: readonly (readonly [RegExp, string])[] = [
  [/ and a part of a 分/g, '（另有不足 1 分的部分）'],
  [/\bfrom ([\d,.]+(?: 元)?)/g, '$1（含）以上'],
  [/\babove ([\d,.]+(?: 元)?)/g, '超过 $1'],
  [/\bbelow ([\d,.]+(?: 元)?)/g, '不足 $1'],
  [/\bto ([\d,.]+(?: 元)?)/g, '至 $1（含）'],
]

/** `(contract.registeredOn: not given)` after a reason: what was read of the record. */
const whatWasRead = / \([\w.]+: .*\)$/

/** `合同未登记: the contract is not registered` in its two halves. */
const bilingual = /^([^:]*\p{Script=Han}[^:]*): (.*)$/u

/** `above 5.00 元, to 9.00 元: …` has no halves: it says a slice, then what it comes to. */
const slice = /^(?:from|above|below|to) \d/

/** `4.00 元 at least 5.00 元: why` of a test that fails. */
const comparison =
  /^(?<left>[\d,.]+(?: 元)?) (?<word>at least|at most|above|below) (?<right>[\d,.]+(?: 元)?): (?<why>.+)$/
const comparisonWords = new Map([
  ['at least', '不低于'],
  ['at most', '不高于'],
  ['above', '超过'],
  ['below', '低于'],
])

function failedText({ left = '', word = '', right = '', why = '' }: Record<string, string>): string {
  if (currentLanguage() === 'en') return inEnglishUnits(`${policyText(why)} (${left}, has to be ${word} ${right})`)
  return `${policyText(why)}（要求${comparisonWords.get(word)} ${right}，实际 ${left}）`
}

const inEnglishUnits = (sentence: string) => sentence.replace(/([\d,.]+) 元/g, 'CNY $1').replaceAll('the 分', 'the fen')

/** Fields and words of facts by what they are called. */
const nameWords = (sentence: string) =>
  nameFields(sentence).replaceAll(/“([a-z_]+)”/g, (_, word: string) => `“${factWord(word)}”`)

/** A sentence of a pack or a trace in the language of the screen; as it came when it is not known. */
export function policyText(sentence: string): string {
  const compared = comparison.exec(sentence)
  if (compared?.groups && compared.groups.why !== 'holds') return failedText(compared.groups)
  const reason = /\p{Script=Han}/u.test(sentence) ? sentence.replace(whatWasRead, '') : sentence
  const halves = slice.test(reason) ? null : bilingual.exec(reason)
  if (currentLanguage() === 'en') return inEnglishUnits(halves?.[2] ?? reason)
  if (halves?.[1]) return halves[1]
  const known = whole.get(sentence.replaceAll("project's", 'project’s')) ?? whole.get(sentence)
  if (known !== undefined) return known
  // Why somebody is not entitled is a sentence of the pack.
  const [, verdict, why] = /^(not entitled|not determined): (.+)$/.exec(sentence) ?? []
  if (why !== undefined) return `${verdict === 'not entitled' ? '不符合条件' : '未能认定'}：${policyText(why)}`
  const entry = patterns.find(([pattern]) => pattern.test(sentence))
  if (!entry) return reason
  const translated = nameWords(sentence.replace(entry[0], entry[1]))
  return bounds.reduce((text, [bound, words]) => text.replace(bound, words), translated).replaceAll(', ', '，')
}

/** What a pack calls a measure or a limit, in the language of the screen. */
export function packWord(name: string): string {
  return wordOfPack(name, wordLanguage())
}

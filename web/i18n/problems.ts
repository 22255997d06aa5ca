/**
 * Field problems come from the rules in English. Each sentence has its Chinese here; one that is not known is shown as
 * it came. `test/web/problems.test.ts` walks the rules of the libraries so that none is forgotten.
 */
import type { Problem } from '../api/outcome.ts'
import { importPatterns, importSentences } from './import-problems.ts'
import { currentLanguage } from './start.ts'
import { tradePatterns, tradeSentences } from './trade-problems.ts'

const whole = new Map<string, string>([
  ['is missing', '未填写'],
  ['is negative', '不能是负数'],
  ['is not a number', '不是数字'],
  ['is out of range', '超出范围'],
  ['the lower end is above the upper end', '下限高于上限'],
  ['say what is measured', '请写明测什么'],
  ['write a plain decimal number, for example 67 or 1.80', '请填写数字，例如 67 或 1.80'],
  ['give the demand a title', '请填写需求名称'],
  ['give the achievement a title', '请填写成果名称'],
  ['enter the name', '请填写姓名'],
  ['describe the problem in at least 20 characters', '技术难题至少写 20 个字'],
  ['describe the result in at least 20 characters', '成果简介至少写 20 个字'],
  ['add at least one quantified indicator (考核指标)', '至少添加一项量化的考核指标'],
  ['name the unit; write "1" for a pure number', '请填写计量单位；无量纲的填“1”'],
  ['say how it will be tested', '请写明检测方法'],
  ['choose one of the eleven technology fields', '请选择技术领域'],
  ['choose at least one technology field', '请至少选择一个技术领域'],
  ['choose the region', '请选择地区'],
  ['choose at least one way to cooperate', '请至少选择一种合作方式'],
  ['choose at least one way of transfer', '请至少选择一种转化方式'],
  ['name a contact; only entitled parties see it', '请填写联系人；只有获准的对接方能看到'],
  ['say how mature it is: 初期, 中期 or 成熟应用', '请选择成熟阶段'],
  ['name the completing unit', '请填写完成单位'],
  ['name the unit the expert works for', '请填写工作单位'],
  ['say what the expert can judge: technology, industry, economy and law', '请选择专家类别'],
  ['name the research directions', '请填写研究方向'],
  ['record the day of the consent to be listed', '请填写本人同意入库的日期'],
  ['record the day the consent ends', '请填写同意的截止日期'],
  ['enter an amount of 0 or more', '请填写不小于 0 的金额'],
  ['swap the two amounts', '请对调两个金额'],
  ['enter a whole number from 1 to 9 (GB/T 22900)', '请填写 1 到 9 的整数（GB/T 22900）'],
  ['write it as YYYY-MM-DD, for example 2027-06-30', '请按 2027-06-30 的样式填写'],
  ['enter a year such as 1975', '请填写年份，例如 1975'],
  ['enter a number from 0 to 100', '请填写 0 到 100 的整数'],
  ['is not an e-mail address', '不是电子邮箱'],
  ['write it like name@example.com', '请按 name@example.com 的样式填写'],
  ['write the name that others will see', '请填写姓名'],
  ['is one of the passwords that are tried first', '是最先被试的常见密码'],
  ['choose something only you would write', '请换一句只有您会写的话'],
  ['contains your name or e-mail name', '含有您的姓名或邮箱名'],
  ['leave your name out of it', '请不要包含姓名'],
  [
    'A unified social credit code has 18 characters: digits and capital letters without I, O, S, V and Z.',
    '统一社会信用代码为 18 位数字和大写字母，不含 I、O、S、V、Z',
  ],
  [
    'Copy the code from the business licence; a letter O or I in it is usually the digit 0 or 1.',
    '请按营业执照抄写；其中像字母 O、I 的通常是数字 0、1',
  ],
  [
    'The last character does not fit the other 17: there is probably a typing error.',
    '校验位与前 17 位不符，可能输错了',
  ],
  [
    'Compare with the business licence, and confirm if the code is really printed so: some early codes are.',
    '请核对营业执照；早期个别代码确实如此，核对无误后勾选确认',
  ],
  [
    'A Chinese patent number has 12 digits (8 before October 2003), a dot and a check digit, with or without ZL.',
    '专利号为 12 位数字（2003 年 10 月前为 8 位）加一位校验位',
  ],
  [
    'Give the application number, such as 201710601862.3, not the publication number.',
    '请填申请号，例如 201710601862.3，不是公开号',
  ],
  [
    'The check digit after the dot is missing, so a typing error in the number could not be seen.',
    '缺少小数点后的校验位，无法发现输入错误',
  ],
  [
    'Add the character after the dot from the patent certificate, or confirm the number.',
    '请从专利证书补上校验位，或确认号码无误',
  ],
  ['The check digit does not fit the other digits: there is a typing error.', '校验位不符，号码有输入错误'],
  ['Compare with the patent certificate or the notice of acceptance.', '请核对专利证书或受理通知书'],
  [
    'An achievement registration number has 12 characters: 3 digits, the year, the letter Y, 4 digits.',
    '科技成果登记号为 12 位：3 位数字、年份、字母 Y、4 位数字',
  ],
  ['Copy it from the 科技成果登记证书, such as 9612015Y0100.', '请按科技成果登记证书抄写，例如 9612015Y0100'],
  ...tradeSentences,
  ...importSentences,
])

const patterns: readonly (readonly [RegExp, string])[] = [
  [/^is (\d+) characters long$/, '有 $1 个字'],
  [/^shorten it to (\d+) characters$/, '请缩短到 $1 个字以内'],
  [/^has (\d+) entries$/, '有 $1 条'],
  [/^keep at most (\d+)$/, '最多保留 $1 条'],
  [/^(\S+) is not a readiness level$/, '$1 不是技术成熟度等级'],
  [/^"(.*)" is not a day$/, '“$1”不是日期'],
  [/^(\d+) cannot be$/, '$1 不可能'],
  [/^use at least (\d+); a sentence of a few words is good$/, '至少 $1 个字符；用一句自己记得住的话最好'],
  [/^use at most (\d+)$/, '最多 $1 个字符'],
  [/^has (\d) of the four kinds of character$/, '只用了 $1 类字符'],
  [/^use (\d) of: lower case, upper case, digits, other characters$/, '小写、大写、数字、其他字符中至少用 $1 类'],
  ...tradePatterns,
  ...importPatterns,
]

/** The Chinese of a sentence of the rules, or null when it is not known. */
export function inChinese(sentence: string): string | null {
  const known = whole.get(sentence)
  if (known !== undefined) return known
  const entry = patterns.find(([pattern]) => pattern.test(sentence))
  return entry ? sentence.replace(entry[0], entry[1]) : null
}

/** A problem as one line: what is wrong and what to do, in the language of the screen. */
export function problemText({ message, remedy }: Pick<Problem, 'message' | 'remedy'>): string {
  if (currentLanguage() === 'en') return `${message}; ${remedy}`
  const [what, todo] = [inChinese(message) ?? message, inChinese(remedy) ?? remedy]
  return message === 'is missing' && todo !== '' ? todo : todo === '' ? what : `${what}；${todo}`
}

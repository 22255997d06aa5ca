/** Numbers as Chinese documents spell them: 五十万, 伍拾万, 一百零五, 三点五. Exact, as decimal text. */
const digits: Readonly<Record<string, bigint>> = Object.fromEntries(
  ['零〇', '一壹', '二贰两', '三叁', '四肆', '五伍', '六陆', '七柒', '八捌', '九玖'].flatMap((signs, value) =>
    [...signs].map(sign => [sign, BigInt(value)]),
  ),
)
const units: Readonly<Record<string, bigint>> = {
  ...{ 十: 10n, 拾: 10n, 百: 100n, 佰: 100n, 千: 1000n, 仟: 1000n },
  ...{ 万: 10_000n, 萬: 10_000n, 亿: 100_000_000n, 億: 100_000_000n },
}

const within = [...Object.keys(digits), ...Object.keys(units)].join('')
/** A pattern of them: 万元 alone is a unit, 十万 is ten times it; 零 begins only 零点五. */
export const spelt = `(?:零点|[${within.replaceAll(/[零〇百佰千仟万萬亿億]/g, '')}])[${within}点]*`

/** `三点五万` → 35000; null for what is no number. */
export function readChineseNumber(text: string): string | null {
  const match = /^([^点]+)点([^点万萬亿億]+)([万萬亿億]*)$/.exec(text)
  if (!match) return readWhole(text)?.toString() ?? null
  const [, before = '', after = '', scale = ''] = match
  const whole = readWhole(before)
  const decimals = [...after].map(sign => digits[sign])
  if (whole === null || decimals.includes(undefined)) return null
  const factor = [...scale].reduce((product, sign) => product * (units[sign] ?? 1n), 1n)
  const written = (BigInt(`${whole}${decimals.join('')}`) * factor).toString().padStart(decimals.length + 1, '0')
  const point = written.length - decimals.length
  return `${written.slice(0, point)}.${written.slice(point)}`.replace(/\.?0+$/, '')
}

/** By 亿, then 万, then thousands down; two digits beside each other (二〇二四) are no number but a year. */
function readWhole(text: string): bigint | null {
  let total = 0n
  let section = 0n
  let digit: bigint | null = null
  for (const sign of text) {
    const unit = units[sign]
    if (unit === undefined) {
      if (digit !== null && digit !== 0n) return null
      digit = digits[sign] ?? null
      if (digit === null) return null
    } else if (unit >= 10_000n) {
      const part = section + (digit ?? 0n)
      total = unit === 10_000n ? total + part * unit : (total + part) * unit
      section = 0n
      digit = null
    } else {
      section += (digit ?? 1n) * unit
      digit = null
    }
  }
  return total + section + (digit ?? 0n)
}

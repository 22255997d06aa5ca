/** What the tokenizer knows of words that are no Chinese: units of quantities, standards, and the parts of compounds. */

const unitList = [
  '°c °f % ‰ ppm ppb pa kpa mpa gpa tpa hz khz mhz ghz wh kwh mwh gwh twh w kw mw va kva mva',
  'v kv mv μv nv a ma μa na mah ah ω kω mω gω m cm km mm μm nm m2 cm2 km2 mm2 μm2 nm2 m3 cm3 km3 mm3 μm3 nm3',
  'g kg mg μg ng l ml μl nl s ms μs ns min h n kn mn nn db j kj mj mol kmol mmol rpm b kb mb gb tb bar lm lx cd',
].join(' ')

/** Units that may stand one blank after their number: "10 mm" and "10mm" are one word. */
export const quantityUnits: ReadonlySet<string> = new Set(unitList.split(' '))

const standardPrefix =
  /^(?:gb|gbj|gjb|gbz|jb|hg|hj|yb|ys|yy|qb|qc|sj|yd|dl|nb|jc|jt|jtg|tb|mt|sh|sy|fz|ly|ny|cj|jg|jgj|cjj|ga|hb|qj|db\d{2}|iso|iec|ieee|astm|din|en|ansi|jis|asme|sae|itu|api|aws|ul|rfc)(?:[/-][a-z]{1,3})?$/

/** Whether a standard's number may follow after a blank: "GB/T 19001-2016" and "GB/T19001-2016" are one word. */
export function isStandardPrefix(word: string): boolean {
  return word.length <= 8 && standardPrefix.test(word)
}

const standard = /^([a-z/]+\d[\d.]*)-(?:19|20)\d{2}$/
const partEnds = /[-/_+]|(?<!\d)\.|\.(?!\d)/

/**
 * A compound also counts by its parts of more than one character, a standard also without its year. A point between
 * digits parts nothing: pm2.5 and 3.5 are whole.
 */
export function compoundWords(word: string): string[] {
  if (!/[-./_+]/.test(word)) return []
  const unversioned = standard.exec(word)?.[1]
  const parts = word.split(partEnds).filter(part => part.length > 1 && part !== word)
  return unversioned === undefined ? parts : [unversioned, ...parts]
}

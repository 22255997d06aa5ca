/**
 * What words of facts are called in Chinese, for people and in files: those of the dictionary, and the kinds that policies
 * here ask for. Codes stand in packs and facts, so that one kind is spelt in one way; a word that is not here is its own name.
 */
export const factWords: Readonly<Record<string, string>> = {
  large: '大型',
  medium: '中型',
  small: '小型',
  micro: '微型',
  national: '国家级',
  provincial: '省级',
  municipal: '市级',
  county: '县级',
  exclusive: '独占许可',
  sole: '排他许可',
  ordinary: '普通许可',
  key_laboratory: '企业重点实验室',
  new_rd_institution: '新型研发机构',
  pilot_base: '中试基地',
  pilot_platform: '中试平台',
  transfer_agency: '技术转移示范机构',
  chain_leader: '链主企业',
  assessment: '考核',
  actual_investment: '实际投资额',
  rd_spend: '研发投入',
  super_deduction: '加计扣除额',
  tax_due: '应纳税额',
  revenue: '营业收入',
  public_funds: '财政资金',
  person_months: '在岗人月数',
  cooperation: '合作协议',
  scenario: '应用场景',
  startup: '初创企业',
  provincial_unit: '省属单位',
  dishonest: '失信',
  certified: '持证',
  future_industry: '未来产业',
  invention: '发明专利',
  utility_model: '实用新型',
  design: '外观设计',
  software: '软件著作权',
}

const codes = new Map(Object.entries(factWords).map(([code, name]) => [name, code]))

/**
 * The code of a word as people write it (研发投入 → rd_spend); the word itself where the dictionary has none, or where a
 * rule asks for it just as it is written.
 */
export function codeOfWord(word: string, asked: readonly string[] = []): string {
  const written = word.trim()
  return asked.includes(written) ? written : (codes.get(written) ?? word)
}

const labels = ['chain_leader', 'startup', 'provincial_unit', 'future_industry', 'certified', 'dishonest']
const rights = ['invention', 'utility_model', 'design', 'software']
const recognised = ['key_laboratory', 'new_rd_institution', 'pilot_base', 'pilot_platform', 'transfer_agency']

const words: Readonly<Record<string, readonly string[]>> = {
  'figures.kind': [
    'rd_spend',
    'super_deduction',
    'tax_due',
    'revenue',
    'actual_investment',
    'public_funds',
    'person_months',
  ],
  'evidence.kind': [...recognised, 'chain_leader', 'startup', 'assessment'],
  'awards.kind': recognised,
  'agreements.kind': ['cooperation', 'scenario'],
  'contracts.ipKinds': rights,
}

/** The words of the dictionary that a field of text is mostly filled with: "rd_spend" in the kind of a figure. */
export function usualWords(table: string, field: string): readonly string[] {
  return words[`${table}.${field}`] ?? (field === 'tags' ? labels : [])
}

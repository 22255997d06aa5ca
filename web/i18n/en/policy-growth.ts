import type { Words } from '../zh-CN.ts'

export const policyGrowth: Words['policyGrowth'] = {
  year: 'Compared with',
  yearHelp: 'From the year of application; table, amount and conditions are those above, and change with them',
  years: {
    last: 'the year before the application',
    beforeLast: 'two years before the application',
    earlier: '{{years}} years before the application',
    same: 'the year of application',
  },
  otherwise: 'The year compared with has another table, amount or conditions than above; see the text.',
  alike: 'Make them the same',
}

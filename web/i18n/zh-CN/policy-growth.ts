/** Of the year that growth is counted from. */
export const policyGrowth = {
  year: '与哪一年比',
  yearHelp: '相对申报年度；对比年度的表、金额和条件与上面相同，随上面一起改',
  years: {
    last: '上年（申报年度的前一年）',
    beforeLast: '前年（申报年度的前两年）',
    earlier: '申报年度的 {{years}} 年前',
    same: '申报当年',
  },
  otherwise: '对比年度的表、金额或条件与上面的不同，见文本。',
  alike: '改成与上面相同',
}

import type { Words } from '../zh-CN.ts'

export const policyNotice: Words['policyNotice'] = {
  title: 'Worth a look (stops nothing)',
  open_beneficiary:
    'The key does not say who gets it: records of one key may name several beneficiaries, and the computation is refused then. Check both.',
  any_place: 'Nothing is asked of the place: units elsewhere get it too.',
}

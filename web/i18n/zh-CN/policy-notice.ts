/** What is not wrong with a policy, and yet worth a look. */
export const policyNotice = {
  title: '看一看（不影响送审）',
  open_beneficiary:
    '“按什么归并”定不下“补助给谁”：同一归并对象的记录可能对应几个受益单位，那时测算会被拒绝。请核对这两项。',
  any_place: '没有对所在地的要求，外地单位也可得。',
}

/** Who can be signed in as in the demonstration city, for the start message and the sign-in page: Chinese, two blanks, English. */

/** One password for all accounts of the demonstration city. */
export const demoPassword = 'jiebang-demo-2026'

export const demoAccounts = [
  ['member@sensor-ent-1.example', '企业经办：发布需求、签合同、付款  enterprise'],
  ['member@sensor-uni-1.example', '高校经办：揭榜、签合同  university'],
  ['member@sensor-inst-1.example', '院所经办：申报补助  institute'],
  ['expert@equip-inst-1.example', '评审专家  expert reviewer'],
  ['officer@bureau.example', '科技局经办：榜单、开标、公示  bureau officer'],
  ['officer2@bureau.example', '科技局第二经办：撤销诚信记录  second officer'],
  ['registrar@registry.example', '登记员：认定登记  registrar'],
  ['registrar2@registry.example', '第二登记员：500 万元及以上的登记  second registrar'],
  ['reviewer@bureau.example', '科技局审核：测算和审核补助、发布政策  bureau reviewer'],
  ['approver@bureau.example', '科技局批准：批准补助  bureau approver'],
  ['cashier@bureau.example', '科技局拨付：支付批次  bureau cashier'],
  ['admin@platform.example', '平台管理员（看不到投标）  platform administrator'],
] as const

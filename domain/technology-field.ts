/**
 * The eleven technology fields ("技术领域") of the national technology-contract statistics
 * (全国技术合同认定登记统计). Their order is the order of the official form.
 */
export const technologyFields = [
  'electronic_information',
  'aerospace',
  'advanced_manufacturing',
  'biomedicine',
  'new_materials',
  'new_energy',
  'environment',
  'nuclear',
  'agriculture',
  'modern_transport',
  'urban_social',
] as const

export type TechnologyField = (typeof technologyFields)[number]

/** The legal term of each field, as the registration form prints it. */
export const technologyFieldNames: Record<TechnologyField, string> = {
  electronic_information: '电子信息',
  aerospace: '航空航天',
  advanced_manufacturing: '先进制造',
  biomedicine: '生物医药和医疗器械',
  new_materials: '新材料及其应用',
  new_energy: '新能源与高效节能',
  environment: '环境保护与资源综合利用',
  nuclear: '核应用',
  agriculture: '农业',
  modern_transport: '现代交通',
  urban_social: '城市建设与社会发展',
}

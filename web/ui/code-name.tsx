/** The name of a region or an industry; the code itself until the list has come. */
import { Suspense } from 'react'
import { regionName } from '#domain/region-name.ts'
import { useIndustries, useRegions } from '#web/api/reference.ts'
import { industryPath } from './code-tree.ts'

function Region({ code }: { code: string }) {
  return <bdi>{regionName(code, useRegions())}</bdi>
}

function Industry({ code }: { code: string }) {
  const names = useIndustries()
  const levels = industryPath(code).flatMap(level => names[level] ?? [])
  return <bdi>{levels.length > 0 ? `${levels.join(' / ')}（${code}）` : code}</bdi>
}

export function RegionName({ code }: { code: string }) {
  return (
    <Suspense fallback={code}>
      <Region code={code} />
    </Suspense>
  )
}

export function IndustryName({ code }: { code: string }) {
  return (
    <Suspense fallback={code}>
      <Industry code={code} />
    </Suspense>
  )
}

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createIndustryLookup, createRegionLookup, type NamedCode } from '#domain/import/place-names.ts'

function read(name: string): NamedCode[] {
  const url = new URL(`../../../db/seed/data/${name}.json`, import.meta.url)
  const rows = JSON.parse(readFileSync(url, 'utf8')) as { code: string; name: string; parent: string | null }[]
  return rows.map(({ parent, ...row }) => ({ ...row, parentCode: parent }))
}

describe('region names', () => {
  const regions = read('regions')
  const lookup = createRegionLookup(regions)

  it.each([
    ['河南省', '410000'],
    ['河南', '410000'],
    ['郑州', '410100'],
    ['郑州市', '410100'],
    ['河南省郑州市', '410100'],
    ['河南 郑州 金水', '410105'],
    ['郑州市金水区', '410105'],
    ['北京市朝阳区', '110105'],
    ['北京', '110000'],
    ['内蒙古', '150000'],
    ['广西壮族自治区', '450000'],
    ['吉林', '220000'],
    ['吉林市', '220200'],
  ])('%s is %s', (name, code) => expect(lookup(name)).toBe(code))

  it.each(['朝阳', '鼓楼区', '市辖区', '某某市', '', '郑'])('"%s" is no one place', name =>
    expect(lookup(name)).toBeNull(),
  )

  it('finds every region by its whole path', () => {
    const byCode = new Map(regions.map(region => [region.code, region]))
    const path = (region: NamedCode): string => {
      const parent = region.parentCode === null ? undefined : byCode.get(region.parentCode)
      return (parent ? path(parent) : '') + region.name
    }
    expect(regions.filter(region => lookup(path(region)) !== region.code)).toEqual([])
  })
})

describe('industry names', () => {
  const lookup = createIndustryLookup(read('industries'))
  it('finds names, and of two equal ones the wider', () => {
    expect(lookup('通用设备制造业')).toBe('C34')
    expect(lookup('房地产业')).toBe('K')
    expect(lookup('魔法业')).toBeNull()
  })
})

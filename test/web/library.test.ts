import { describe, expect, it } from 'vitest'
import { libraries } from '#domain/listing.ts'
import { libraryWords, listingPath, listingTypes, nameOf, pathOf } from '#web/ui/library.ts'

describe('the address of a listing', () => {
  it.each(libraries)('of the library %s is the same by the library and by the type', library => {
    expect(pathOf({ __typename: listingTypes[library], id: 'a/b' })).toBe(listingPath(library, 'a/b'))
    expect(listingTypes[library].toUpperCase()).toBe(libraryWords[library])
  })

  it('stands in the folder of its library, whatever its id', () => {
    expect(libraries.map(library => listingPath(library, 'a/b')).toSorted()).toEqual([
      '/achievements/a%2Fb',
      '/demands/a%2Fb',
      '/experts/a%2Fb',
    ])
  })
})

it('the name of an expert is a name, of the others a title', () => {
  expect(nameOf({ __typename: 'Expert', id: '1', name: '张三' })).toBe('张三')
  expect(nameOf({ __typename: 'Demand', id: '1', title: '轴承' })).toBe('轴承')
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { demandSearchText, expertSearchText, foldSearch } from '#domain/listing-search.ts'
import { demandContent, expertContent } from '../support/listings.ts'

describe('folding', () => {
  test('makes full-width and half-width, capital and small letters the same', () => {
    expect(foldSearch('ＣＢＮ　单晶（Ⅱ型）')).toBe('cbn 单晶(ii型)')
  })
  test('is done once: folding again changes nothing', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), text => foldSearch(foldSearch(text)) === foldSearch(text)))
  })
})

test('what is not public is not searched', () => {
  const expert = expertContent({ recusalUnits: ['秘密单位'], summary: 'Ａ级' })
  expect(expertSearchText(expert)).toContain('a级')
  for (const hidden of ['秘密单位', expert.contact.name, expert.contact.phone, '2028-01-05'])
    expect(expertSearchText(expert)).not.toContain(hidden.toLowerCase())
  expect(demandSearchText(demandContent())).not.toContain('example.test')
})

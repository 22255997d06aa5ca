import fc from 'fast-check'
import { expect, test } from 'vitest'
import { checkLength } from '#domain/field-check.ts'
import { isStorable, storable, visible } from '#domain/storable-text.ts'

test.each([
  ['plain 中文 text 🚀', true],
  ['a\u0000b', false],
  ['high half \ud83d alone', false],
  ['low half \ude80 alone', false],
  ['\ud83d\ud83d\ude80', false],
])('%j can be stored: %s', (text, expected) => {
  expect(isStorable(text)).toBe(expected)
  expect(checkLength('plan', text, 100).map(p => p.path)).toEqual(expected ? [] : ['plan'])
})

test('what is made storable is, and what already was is untouched', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), text => {
      expect(isStorable(storable(text))).toBe(true)
      if (isStorable(text)) expect(storable(text)).toBe(text)
    }),
  )
})

test.each([
  ['\u200b', ''],
  [' a\u200db\u00ad \ufeff', 'ab'],
  ['高新技术（国家级）', '高新技术（国家级）'],
])('%j is seen as %j', (text, seen) => expect(visible(text)).toBe(seen))

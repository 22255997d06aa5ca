import { describe, expect, it } from 'vitest'
import { columnSignature, readMapping } from '#domain/import/read-mapping.ts'
import { InvalidInput } from '#domain/refusal.ts'

describe('readMapping', () => {
  it('reads the short form and the long one', () => {
    const mapping = { title: { position: 2 }, field: { constant: 'nuclear' } }
    expect(readMapping('demand', 'title=2,field:=nuclear')).toEqual(mapping)
    expect(readMapping('demand', mapping)).toEqual(mapping)
  })

  it.each([
    null,
    7,
    [],
    { title: 2 },
    { title: { position: 2, name: 'x' } },
    { title: { position: '2' } },
    { title: { position: 0.5 } },
    { nothing: { position: 1 }, title: { position: 2 } },
    { problem: { position: 1 } },
  ])('refuses %j', given => expect(() => readMapping('demand', given)).toThrow(InvalidInput))

  it('takes nothing from __proto__', () => {
    const given: unknown = JSON.parse('{"__proto__": {"problem": {"position": 1}}, "title": {"position": 2}}')
    expect(Object.keys(readMapping('demand', given))).toEqual(['title'])
    expect(readMapping('demand', given).problem).toBeUndefined()
  })
})

describe('columnSignature', () => {
  it('knows columns by their names, without case and marks, and not by the added "error"', () => {
    expect(columnSignature(['编号*', 'Title'], 2)).toBe(columnSignature(['编号', 'title', 'error'], 3))
    expect(columnSignature(['编号', 'title'], 2)).not.toBe(columnSignature(['title', '编号'], 2))
  })

  it('knows columns without names by their number', () => {
    expect(columnSignature(null, 3)).toBe(columnSignature(null, 3))
    expect(columnSignature(null, 3)).not.toBe(columnSignature(['a', 'b', 'c'], 3))
  })
})

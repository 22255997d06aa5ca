import { describe, expect, it } from 'vitest'
import { checkDisplayName, checkEmail, normaliseEmail } from '#domain/access/account.ts'

describe('an e-mail address', () => {
  it('is one address however it is typed', () => {
    expect(normaliseEmail('  Wang@Example.COM ')).toBe('wang@example.com')
    expect(normaliseEmail('ｗａｎｇ＠example．com')).toBe('wang@example.com')
  })

  it.each(['wang@example.com', 'wang.fang+test@mail.example.cn', '王芳@例子.中国'])('may be %s', email =>
    expect(checkEmail(email)).toEqual([]),
  )

  it.each(['', 'wang', 'wang@', '@example.com', 'wang@localhost', 'a b@example.com', 'a@b@example.com', 'a@b..com'])(
    'is not "%s"',
    email => expect(checkEmail(email)).toHaveLength(1),
  )

  it('is at most 254 characters long', () => {
    expect(checkEmail(`a@${'b'.repeat(250)}.cn`)).toHaveLength(1)
  })
})

describe('a display name', () => {
  it('is there, and at most a hundred characters', () => {
    expect(checkDisplayName(' ')).toHaveLength(1)
    expect(checkDisplayName('王'.repeat(100))).toEqual([])
    expect(checkDisplayName('王'.repeat(101))).toHaveLength(1)
  })
})
